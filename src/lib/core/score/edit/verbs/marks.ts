import type { Chord } from '../../../harmony/chord.ts';
import { beatTicks, barAt, barStarts, endTick } from '../../bars.ts';
import type { Score } from '../../score.ts';
import { diffScores } from '../apply-patch.ts';
import type { Patch } from '../patch.ts';
import { isRecordingClock, paceClock } from './clock.ts';
import type { NewId } from './selection.ts';

/** Puts a chord symbol at a tick, in place of one that is there; null stands for no chord. */
export function setChord(
	score: Score,
	{ tick, chord, text }: { readonly tick: number; readonly chord: Chord | null; readonly text?: string },
	newId: NewId
): Patch {
	if (!isInside(score, tick)) return [];
	const mark = { id: idAt(score.chords, tick, newId), tick, chord, ...(text === undefined ? {} : { text }) };
	return diffScores(score, { ...score, chords: putMark(score.chords, mark) });
}

/** Takes the chord symbol at a tick away: the one before it holds on. */
export function removeChord(score: Score, { tick }: { readonly tick: number }): Patch {
	return diffScores(score, { ...score, chords: score.chords.filter((mark) => mark.tick !== tick) });
}

/** Names the section that begins at a tick. */
export function setSection(
	score: Score,
	{ tick, label }: { readonly tick: number; readonly label: string },
	newId: NewId
): Patch {
	if (!isInside(score, tick)) return [];
	return diffScores(score, {
		...score,
		sections: putMark(score.sections, { id: idAt(score.sections, tick, newId), tick, label })
	});
}

export function removeSection(score: Score, { tick }: { readonly tick: number }): Patch {
	return diffScores(score, { ...score, sections: score.sections.filter((mark) => mark.tick !== tick) });
}

export interface TempoArgs {
	readonly tick: number;
	/** Beats a minute, above 0 to 1000. */
	readonly bpm: number;
	/** The note that is counted, ticks; the beat of the meter when absent. */
	readonly beatTicks?: number;
	readonly words?: string;
}

/** Prints a tempo at a tick. What was written by hand then goes at it, to the next mark; a recording goes as it went. */
export function setTempo(score: Score, { tick, bpm, words, ...args }: TempoArgs, newId: NewId): Patch {
	const bar = score.bars[barAt(barStarts(score.bars), tick)];
	if (!isInside(score, tick) || bar === undefined || bpm <= 0 || bpm > 1000) return [];
	const beat = args.beatTicks ?? beatTicks(bar.meter);
	const mark = { id: idAt(score.tempoMarks, tick, newId), tick, bpm, beatTicks: beat, ...(words === undefined ? {} : { words }) };
	const tempoMarks = putMark(score.tempoMarks, mark);
	const next = tempoMarks.find((other) => other.tick > tick)?.tick ?? Infinity;
	const tempoMap = isRecordingClock(score) ? score.tempoMap : paceClock(score.tempoMap, tick, next, 60 / bpm / beat);
	return diffScores(score, { ...score, tempoMarks, tempoMap });
}

/** Takes a printed tempo away; the clock stays. */
export function removeTempo(score: Score, { tick }: { readonly tick: number }): Patch {
	return diffScores(score, { ...score, tempoMarks: score.tempoMarks.filter((mark) => mark.tick !== tick) });
}

const isInside = (score: Score, tick: number): boolean => tick >= 0 && tick < endTick(score);

/** The id of the mark at a tick, or a new one. */
function idAt(marks: readonly { readonly id: string; readonly tick: number }[], tick: number, newId: NewId): string {
	return marks.find((mark) => mark.tick === tick)?.id ?? newId();
}

function putMark<T extends { readonly tick: number }>(marks: readonly T[], mark: T): T[] {
	return [...marks.filter(({ tick }) => tick !== mark.tick), mark].sort((a, b) => a.tick - b.tick);
}
