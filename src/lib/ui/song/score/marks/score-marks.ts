import { barAt, barStarts, playedClock, type Score } from '$core/score/index.ts';
import type { EngravedMark, EngravedMarks } from '$contracts/notation/engraved-marks.ts';
import { countMarks, marksByNote, type SongMark } from '$core/practice/marks/index.ts';
import { pitchText } from '$lib/app/timeline/note-words.ts';
import { verdictWords } from '../../../practice/practice-words.ts';

/** What a take came to, on a score: to be drawn, and to be read aloud. */
export interface ScoreMarks {
	readonly engraved: EngravedMarks;
	/** Of a note; empty for one that nothing is said of. */
	readonly noteWords: (noteId: string) => string;
	/** Of a bar of the score, by its index; empty for one that nothing is said of. */
	readonly barWords: (bar: number) => string;
}

/** @param marks in the song's own time; of notes that a repeat plays again, the last time is drawn */
export function toScoreMarks(score: Score, marks: readonly SongMark[]): ScoreMarks | null {
	if (marks.length === 0) return null;
	const clock = playedClock(score);
	const starts = barStarts(score.bars);
	const lastTick = (starts[starts.length - 1] ?? 1) - 1;
	const byNote = marksByNote(marks);
	const placed = marks
		.filter(({ kind }) => kind === 'extra')
		.map((mark) => ({ mark, tick: Math.min(lastTick, Math.max(0, Math.round(clock.tickAt(mark.startSeconds)))) }));
	const toEngraved = ({ kind, verdict }: SongMark): EngravedMark => ({
		kind,
		label: kind === 'wrong' && verdict.playedMidi !== undefined ? pitchText(verdict.playedMidi) : ''
	});
	const byBar = new Map<number, SongMark[]>();
	const add = (bar: number, mark: SongMark): void => void byBar.set(bar, [...(byBar.get(bar) ?? []), mark]);
	const ticks = new Map(score.parts.flatMap(({ notes }) => notes.map(({ id, tick }) => [id, tick] as const)));
	for (const [id, mark] of byNote) {
		const tick = ticks.get(id);
		if (tick !== undefined) add(barAt(starts, tick), mark);
	}
	for (const { mark, tick } of placed) add(barAt(starts, tick), mark);
	return {
		engraved: {
			notes: new Map([...byNote].map(([id, mark]) => [id, toEngraved(mark)])),
			extras: placed.map(({ mark, tick }) => ({ tick, pitchMidi: mark.pitchMidi, label: pitchText(mark.pitchMidi) }))
		},
		noteWords: (noteId) => {
			const mark = byNote.get(noteId);
			return mark === undefined ? '' : verdictWords(mark.verdict);
		},
		barWords: (bar) => {
			const own = byBar.get(bar) ?? [];
			if (own.length === 0) return '';
			const counts = countMarks(own).map(({ kind, count }) => `${count} ${kind}`);
			const slips = own.filter(({ kind }) => kind !== 'right').map(({ verdict }) => verdictWords(verdict));
			return `Your take: ${counts.join(', ')}${slips.length === 0 ? '' : `: ${slips.join('; ')}`}`;
		}
	};
}
