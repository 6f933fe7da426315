import type { Command } from '$lib/app/shell/commands.svelte.ts';
import type { Transport } from '$lib/app/transport/transport.svelte.ts';
import type { LoopRange } from '$contracts/player.ts';
import type { TakeAwayKind } from './transcription/take-away.ts';

const group = 'Song';
const stepSeconds = 5;

/** What the Song room can do, by key and in the palette. */
export function songCommands(
	transport: Transport,
	take: (kind: TakeAwayKind) => void,
	/** False for written music: nothing to mix, no heard notes to take. */
	isRecorded: () => boolean = () => true,
	/** What is chosen in the score, as it is played; null without. */
	chosenRange: () => LoopRange | null = () => null
): Command[] {
	return [
		{ id: 'song.play', title: 'Play or pause', group, keys: ['Space'], words: ['stop', 'start'], run: () => transport.toggle() },
		{
			id: 'song.back',
			title: 'Back 5 seconds',
			group,
			keys: ['Shift+ArrowLeft', 'J'],
			repeats: true,
			run: () => transport.seekBy(-stepSeconds)
		},
		{
			id: 'song.forward',
			title: 'Forward 5 seconds',
			group,
			keys: ['Shift+ArrowRight', 'K'],
			repeats: true,
			run: () => transport.seekBy(stepSeconds)
		},
		{ id: 'song.start', title: 'To the beginning', group, keys: ['Home'], run: () => transport.seek(0) },
		{
			id: 'song.loop',
			title: 'Loop on or off',
			group,
			keys: ['L'],
			words: ['repeat'],
			when: () => transport.loop !== null,
			run: () => transport.setLooping(!transport.isLooping)
		},
		{
			id: 'song.loop-bars',
			title: 'Loop the chosen bars',
			group,
			keys: ['Shift+L'],
			words: ['repeat', 'selection'],
			when: () => chosenRange() !== null,
			run: () => transport.setLoop(chosenRange())
		},
		{
			id: 'song.unloop',
			title: 'Clear the loop',
			group,
			when: () => transport.loop !== null,
			run: () => transport.setLoop(null)
		},
		{
			id: 'song.recording',
			title: 'Hear the recording alone',
			group,
			keys: ['1'],
			when: isRecorded,
			run: () => transport.setBalance(0)
		},
		{
			id: 'song.both',
			title: 'Hear recording and notes',
			group,
			keys: ['2'],
			when: isRecorded,
			run: () => transport.setBalance(0.5)
		},
		{ id: 'song.notes', title: 'Hear the notes alone', group, keys: ['3'], when: isRecorded, run: () => transport.setBalance(1) },
		{ id: 'song.midi', title: 'Take away as MIDI', group, words: ['export', 'save'], when: isRecorded, run: () => take('midi') },
		{ id: 'song.csv', title: 'Take away as CSV', group, words: ['export', 'table'], when: isRecorded, run: () => take('csv') },
		{ id: 'song.json', title: 'Take away as JSON', group, words: ['export'], when: isRecorded, run: () => take('json') }
	];
}
