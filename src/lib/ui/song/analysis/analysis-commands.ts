import type { EffectiveChord } from '$core/analysis/index.ts';
import type { AnalysisRoom } from '$lib/app/song/analysis/analysis-room.svelte.ts';
import type { Command } from '$lib/app/shell/commands.svelte.ts';

const group = 'Music';

export interface AnalysisVerbs {
	readonly positionSeconds: () => number;
	readonly hear: (chord: EffectiveChord) => void;
	/** Words for a screen reader. */
	readonly say: (text: string) => void;
	readonly print: () => void;
}

/** What can be done with what was heard, by key and in the palette. */
export function analysisCommands(room: AnalysisRoom, { positionSeconds, hear, say, print }: AnalysisVerbs): Command[] {
	const { desk, cursor } = room;
	const isHeard = (): boolean => desk.effective !== null;
	const hasBeats = (): boolean => (desk.effective?.grid.beatsSeconds.length ?? 0) > 0;
	const hasChords = (): boolean => (desk.effective?.chords.length ?? 0) > 0;
	const tempoNow = (): void => say(`${desk.effective?.tempo?.value.toFixed(1) ?? 'no'} beats a minute`);
	const step = (direction: 1 | -1): void => {
		const chord = room.stepChord(direction);
		if (chord !== null) hear(chord);
	};
	return [
		{
			id: 'music.undo',
			title: 'Undo the correction',
			group,
			keys: ['Mod+Z'],
			when: () => desk.undoTitle !== null,
			run: () => say(`Undone: ${desk.undo() ?? 'nothing'}`)
		},
		{
			id: 'music.redo',
			title: 'Redo the correction',
			group,
			keys: ['Mod+Shift+Z', 'Mod+Y'],
			when: () => desk.redoTitle !== null,
			run: () => say(`Done again: ${desk.redo() ?? 'nothing'}`)
		},
		{
			id: 'music.check',
			title: 'Check tempo, key and bars',
			group,
			keys: ['A'],
			words: ['analysis', 'tuning', 'meter'],
			when: isHeard,
			run: () => {
				room.checkChoice = !(room.checkChoice ?? (!desk.isChecked && room.face !== 'score'));
			}
		},
		{
			id: 'music.halve',
			title: 'Halve the tempo',
			group,
			keys: ['H'],
			when: hasBeats,
			run: () => {
				desk.halveTempo();
				tempoNow();
			}
		},
		{
			id: 'music.double',
			title: 'Double the tempo',
			group,
			keys: ['Shift+H'],
			when: hasBeats,
			run: () => {
				desk.doubleTempo();
				tempoNow();
			}
		},
		{
			id: 'music.tap',
			title: 'Tap the tempo',
			group,
			keys: ['T'],
			when: isHeard,
			run: () => {
				room.taps.tap();
				room.openFact = 'tempo';
			}
		},
		{
			id: 'music.take-tapped',
			title: 'Take the tempo tapped',
			group,
			keys: ['Shift+T'],
			when: () => room.taps.bpm !== null,
			run: () => {
				room.takeTapped();
				tempoNow();
			}
		},
		{
			id: 'music.bar-1',
			title: 'Set bar 1 at the playhead',
			group,
			keys: ['D'],
			words: ['downbeat', 'first'],
			when: isHeard,
			run: () => {
				desk.setFirstDownbeat(positionSeconds());
				say('Bar 1 is here');
			}
		},
		{
			id: 'music.beats',
			title: 'Edit beats',
			group,
			keys: ['B'],
			when: hasBeats,
			run: () => {
				room.face = 'timeline';
				cursor.editBeats(!cursor.isEditingBeats);
			}
		},
		{
			id: 'music.insert-beat',
			title: 'Insert a beat at the playhead',
			group,
			keys: ['I'],
			when: () => cursor.isEditingBeats,
			run: () => {
				desk.insertBeat(positionSeconds());
				cursor.chooseBeat(positionSeconds());
				say('Beat inserted');
			}
		},
		{
			id: 'music.sheet',
			title: 'Chord sheet or timeline',
			group,
			keys: ['C'],
			words: ['fake book', 'lead sheet'],
			when: isHeard,
			run: () => {
				room.face = room.face === 'sheet' ? 'timeline' : 'sheet';
			}
		},
		{
			id: 'music.score',
			title: 'Score or timeline',
			group,
			keys: ['V'],
			words: ['notation', 'sheet music', 'tab'],
			when: isHeard,
			run: () => {
				room.face = room.face === 'score' ? 'timeline' : 'score';
			}
		},
		{
			id: 'music.print',
			title: 'Print the chord sheet',
			group,
			when: hasChords,
			run: () => {
				room.face = 'sheet';
				print();
			}
		},
		{
			id: 'music.chord',
			title: 'Change the chord',
			group,
			keys: ['E'],
			when: isHeard,
			run: () => room.editChord(positionSeconds())
		},
		{
			id: 'music.split-chord',
			title: 'Split the chord at the playhead',
			group,
			keys: ['S'],
			when: hasChords,
			run: () => {
				room.splitChord(positionSeconds());
				say('Chord split');
			}
		},
		{
			id: 'music.next-chord',
			title: 'Hear the next chord',
			group,
			keys: ['.'],
			repeats: true,
			when: hasChords,
			run: () => step(1)
		},
		{
			id: 'music.last-chord',
			title: 'Hear the chord before',
			group,
			keys: ['Comma'],
			repeats: true,
			when: hasChords,
			run: () => step(-1)
		},
		...([1, -1] as const).map((direction): Command => ({
			id: `music.transpose-${direction > 0 ? 'up' : 'down'}`,
			title: `Show chords a semitone ${direction > 0 ? 'higher' : 'lower'}`,
			group,
			words: ['transpose'],
			when: hasChords,
			run: () => {
				room.view.transpose += direction;
			}
		}))
	];
}
