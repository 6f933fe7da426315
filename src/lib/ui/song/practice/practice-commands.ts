import type { PracticePlayer } from '$lib/app/practice/practice-player.svelte.ts';
import type { SavedLoops } from '$lib/app/practice/loops/saved-loops.ts';
import type { Command } from '$lib/app/shell/commands.svelte.ts';
import type { Transport } from '$lib/app/transport/transport.svelte.ts';
import { pitchWords, speedWords } from './pace-words.ts';

const group = 'Practice';
const speedStep = 0.05;

/** How a song is played for practice, by key and in the palette. @param say words for a screen reader */
export function practiceCommands(
	transport: Transport,
	player: PracticePlayer,
	loops: SavedLoops,
	{
		open,
		say,
		hardest
	}: {
		readonly open: () => void;
		readonly say: (text: string) => void;
		/** Loops the bars that go wrong most; null where nothing is known of them. */
		readonly hardest: () => (() => void) | null;
	}
): Command[] {
	const speedBy = (step: number): void => {
		// To the next whole step, so that 83 % slower is 80 %.
		const steps = Math.round((transport.speed / speedStep) * 100) / 100;
		transport.setSpeed((step > 0 ? Math.floor(steps) + 1 : Math.ceil(steps) - 1) * speedStep);
		say(speedWords(transport.speed));
	};
	const pitchBy = (semitones: number): void => {
		transport.setPitch(transport.semitones + semitones);
		say(pitchWords(transport.semitones));
	};
	const step = (direction: 1 | -1): void => {
		const loop = loops.step(direction);
		if (loop !== null) say(loop.name);
	};
	return [
		{
			id: 'practice.loop-start',
			title: 'Back to the loop’s beginning',
			group,
			keys: ['Shift+J'],
			words: ['repeat', 'again'],
			run: () => transport.seek(transport.loop?.startSeconds ?? 0)
		},
		{
			id: 'practice.keep-loop',
			title: 'Keep this loop',
			group,
			keys: ['Shift+R'],
			words: ['save', 'remember', 'name'],
			when: () => loops.canSave,
			run: async () => {
				const name = await loops.save();
				if (name !== null) say(`${name} is kept`);
			}
		},
		{
			id: 'practice.hardest',
			title: 'Loop the hardest bars',
			group,
			words: ['worst', 'weak', 'difficult'],
			when: () => hardest() !== null,
			run: () => hardest()?.()
		},
		{
			id: 'practice.next-loop',
			title: 'Next kept loop',
			group,
			keys: ['}'],
			when: () => loops.all.length > 0,
			run: () => step(1)
		},
		{
			id: 'practice.previous-loop',
			title: 'Kept loop before',
			group,
			keys: ['{'],
			when: () => loops.all.length > 0,
			run: () => step(-1)
		},
		{
			id: 'practice.open',
			title: 'Speed, metronome and trainer',
			group,
			words: ['practice', 'slow', 'pitch', 'count'],
			run: open
		},
		{ id: 'practice.slower', title: 'Slower', group, keys: ['<'], repeats: true, words: ['speed'], run: () => speedBy(-1) },
		{ id: 'practice.faster', title: 'Faster', group, keys: ['>'], repeats: true, words: ['speed'], run: () => speedBy(1) },
		{
			id: 'practice.own-pace',
			title: 'Its own speed and pitch',
			group,
			words: ['normal', 'reset', '100'],
			run: () => {
				transport.setSpeed(1);
				transport.setPitch(0);
			}
		},
		{ id: 'practice.higher', title: 'Play a semitone higher', group, words: ['pitch', 'transpose'], run: () => pitchBy(1) },
		{ id: 'practice.lower', title: 'Play a semitone lower', group, words: ['pitch', 'transpose'], run: () => pitchBy(-1) },
		{
			id: 'practice.metronome',
			title: 'Metronome on or off',
			group,
			keys: ['M'],
			words: ['click'],
			when: () => player.hasBeats,
			run: () => {
				player.setMetronome({ isOn: !player.metronome.isOn });
				say(player.metronome.isOn ? 'Metronome on' : 'Metronome off');
			}
		}
	];
}
