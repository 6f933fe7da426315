import type { Command } from '$lib/app/shell/commands.svelte.ts';
import type { SongDesk } from '$lib/app/song/song-desk.svelte.ts';

/**
 * How the open score is looked at, by key and in the palette.
 * @param isOpen read in reactive code
 */
export function lookCommands(
	{ score: editor, scoreLook: look, scorePrint }: Pick<SongDesk, 'score' | 'scoreLook' | 'scorePrint'>,
	isOpen: () => boolean
): Command[] {
	const when = (): boolean => isOpen() && editor.score !== null;
	const isFretted = (): boolean => when() && editor.score?.parts.some(({ fretboard }) => fretboard !== undefined) === true;
	const base = { group: 'Score', when } as const;
	return [
		{ ...base, id: 'score.larger', title: 'Show the score larger', keys: ['Z'], repeats: true, run: () => look.stepZoom(1) },
		{
			...base,
			id: 'score.smaller',
			title: 'Show the score smaller',
			keys: ['Shift+Z'],
			repeats: true,
			run: () => look.stepZoom(-1)
		},
		{ ...base, id: 'score.fit', title: 'Fit the score to the room', keys: ['Alt+Z'], run: () => look.change({ zoom: null }) },
		{
			...base,
			id: 'score.pages',
			title: 'Show pages, or one long sheet',
			words: ['layout', 'paper'],
			run: () => look.change({ layout: look.habit.layout === 'wrap' ? look.paper : 'wrap' })
		},
		...(['score', 'tab', 'both'] as const).map((staves) => ({
			...base,
			id: `score.staves-${staves}`,
			title: { score: 'Show notation alone', tab: 'Show tab alone', both: 'Show notation and tab' }[staves],
			when: isFretted,
			run: () => look.change({ staves })
		})),
		{
			...base,
			id: 'score.print',
			title: 'Print the score',
			keys: ['Mod+P'],
			words: ['paper'],
			run: () => (editor.score === null ? undefined : scorePrint.start(editor.score, look.engraving(editor.score), look.paper))
		}
	];
}
