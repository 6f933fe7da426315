import type { Command } from '$lib/app/shell/commands.svelte.ts';
import type { Transport } from '$lib/app/transport/transport.svelte.ts';
import type { TakeAwayFormat } from '$contracts/score/take-away-choice.ts';
import type { LoopRange } from '$contracts/player.ts';

const group = 'Song';
const stepSeconds = 5;

/** What the Song room can do, by key and in the palette. */
export function songCommands(
	transport: Transport,
	/** Plays, counted in where that is wanted, or pauses. */
	toggle: () => void,
	/** Opens the dialog, at a form when one is named. */
	take: (format?: TakeAwayFormat) => void,
	/** False for written music: nothing to mix. */
	isRecorded: () => boolean = () => true,
	/** What is chosen in the score, as it is played; null without. */
	chosenRange: () => LoopRange | null = () => null
): Command[] {
	return [
		{ id: 'song.play', title: 'Play or pause', group, keys: ['Space'], words: ['stop', 'start'], run: toggle },
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
		{
			id: 'song.take',
			title: 'Take away…',
			group,
			keys: ['Mod+Shift+E'],
			words: ['export', 'save', 'download'],
			run: () => take()
		},
		{ id: 'song.midi', title: 'Take away as MIDI…', group, words: ['export', 'save'], run: () => take('midi') },
		{ id: 'song.musicxml', title: 'Take away as MusicXML…', group, words: ['export', 'notation'], run: () => take('musicxml') },
		{ id: 'song.pdf', title: 'Take away as PDF…', group, words: ['export', 'print', 'paper'], run: () => take('pdf') },
		{ id: 'song.tab', title: 'Take away as tab…', group, words: ['export', 'text'], run: () => take('ascii-tab') },
		{ id: 'song.csv', title: 'Take away as CSV…', group, words: ['export', 'table'], run: () => take('csv') },
		{ id: 'song.json', title: 'Take away as JSON…', group, words: ['export'], run: () => take('json') }
	];
}
