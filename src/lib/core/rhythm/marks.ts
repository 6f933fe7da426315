import { sameChord } from '../analysis/chord-sheet.ts';
import type { EffectiveAnalysis } from '../analysis/index.ts';
import { barStarts, type Part, type Score, type ScoreBar, type ScoreNote } from '../score/index.ts';
import { lineTickAt, type BeatLine } from './beat-line.ts';

/** Where things heard in seconds stand in the score. */
export interface Place {
	readonly line: BeatLine;
	/** Of the score's first bar, ticks from the first beat of the line. */
	readonly startTick: number;
	readonly bars: readonly ScoreBar[];
}

/** Chord symbols on the beats where harmony changes; what sounds when the score begins stands at its beginning. */
export function toChordMarks(chords: EffectiveAnalysis['chords'], place: Place, newId: () => string): Score['chords'] {
	const { line, startTick, bars } = place;
	const endTick = barStarts(bars).at(-1) ?? 0;
	const marks: Score['chords'] = [];
	for (const { startSeconds, chord } of chords) {
		const tick = Math.max(0, Math.round(lineTickAt(line, startSeconds) / line.beatTicks) * line.beatTicks - startTick);
		if (tick >= endTick) break;
		const last = marks.at(-1);
		if (last?.tick === tick) marks.pop();
		const before = marks.at(-1);
		if (before === undefined ? chord !== null : !sameChord(before.chord, chord)) marks.push({ id: newId(), tick, chord });
	}
	return marks;
}

/** Sections at the bar lines nearest to where they were heard; by the user's name where there is one. */
export function toSectionMarks(sections: EffectiveAnalysis['sections'], place: Place, newId: () => string): Score['sections'] {
	const { line, startTick, bars } = place;
	const starts = barStarts(bars).slice(0, -1);
	const marks: Score['sections'] = [];
	for (const { startSeconds, label, name } of sections) {
		const heard = lineTickAt(line, startSeconds) - startTick;
		const tick = starts.reduce((best, start) => (Math.abs(start - heard) < Math.abs(best - heard) ? start : best), 0);
		if (marks.at(-1)?.tick === tick) marks.pop();
		marks.push({ id: newId(), tick, label: name ?? label });
	}
	return marks;
}

const levels = [
	[0, 'pp'],
	[38, 'p'],
	[54, 'mp'],
	[70, 'mf'],
	[86, 'f'],
	[104, 'ff']
] as const;
/** How far loudness must go past a level's edge before another is written, velocity. */
const clearance = 5;
/** Between `mp` and `mf`. */
const middleVelocity = 70;
const fewestBars = 2;
const fewestNotes = 4;

/**
 * Dynamics where loudness clearly changes for bars together: the median velocity of each bar, by levels with some clearance
 * between them. How loud a recording is on the whole says nothing: its middle is taken for that of the scale, and what stays at
 * one level has none.
 */
export function toDynamics(notes: readonly ScoreNote[], bars: readonly ScoreBar[], newId: () => string): Part['dynamics'] {
	if (new Set(notes.map(({ velocity }) => velocity)).size < 2) return [];
	const starts = barStarts(bars);
	const played = bars.map((_, at) => {
		const inBar = notes.filter(({ tick }) => tick >= (starts[at] ?? 0) && tick < (starts[at + 1] ?? 0));
		const velocities = inBar.map(({ velocity }) => velocity).sort((a, b) => a - b);
		return velocities.length < fewestNotes ? null : (velocities[velocities.length >> 1] ?? null);
	});
	const told = played.filter((median) => median !== null);
	const middle = told.reduce((sum, median) => sum + median, 0) / Math.max(1, told.length);
	const medians = played.map((median) => (median === null ? null : median - middle + middleVelocity));
	const marks: Part['dynamics'] = [];
	let level = -1;
	medians.forEach((median, at) => {
		if (median === null) return;
		const next = medians.slice(at, at + fewestBars);
		if (next.length < fewestBars && level >= 0) return;
		const heard = levelOf(median);
		const isClear =
			level < 0 ||
			next.every((value) => value !== null && levelOf(value - clearance) > level) ||
			next.every((value) => value !== null && levelOf(value + clearance) < level);
		if (heard === level || !isClear) return;
		level = heard;
		marks.push({ id: newId(), tick: starts[at] ?? 0, mark: levels[heard]?.[1] ?? 'mf' });
	});
	return marks.length > 1 ? marks : [];
}

function levelOf(velocity: number): number {
	return levels.reduce((at, [least], index) => (velocity >= least ? index : at), 0);
}
