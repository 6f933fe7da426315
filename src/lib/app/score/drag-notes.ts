import { moveDiatonic, moveInTime, selectedNotes, type NewId, type Patch, type ScoreSelection } from '$core/score/edit/index.ts';
import { ticksPerQuarter, type Score } from '$core/score/index.ts';

/** How far notes are dragged: steps of the key upwards, or ticks later. */
export type NoteDrag = { readonly way: 'pitch'; readonly steps: number } | { readonly way: 'time'; readonly ticks: number };

/** What notes snap to when they are dragged in time: a sixteenth, or a third of an eighth where they stand in triplets. */
const gridTicks = ticksPerQuarter / 4;
const tripletTicks = ticksPerQuarter / 6;

/** The edit that a drag stands for, empty while it has not come to another place. */
export function toDragged(
	score: Score,
	selection: ScoreSelection,
	drag: NoteDrag,
	newId: NewId
): { readonly title: string; readonly patch: Patch } {
	if (drag.way === 'pitch') {
		const title = drag.steps >= 0 ? 'Drag up' : 'Drag down';
		return { title, patch: drag.steps === 0 ? [] : moveDiatonic(score, selection, { steps: drag.steps }, newId) };
	}
	const [first] = selectedNotes(score, selection);
	const isTriplet = first !== undefined && first.tick % gridTicks !== 0 && first.tick % tripletTicks === 0;
	const grid = isTriplet ? tripletTicks : gridTicks;
	const ticks = Math.round(drag.ticks / grid) * grid;
	return {
		title: ticks >= 0 ? 'Drag later' : 'Drag earlier',
		patch: ticks === 0 ? [] : moveInTime(score, selection, { ticks }, newId)
	};
}
