import { secondsToTick } from './clock.ts';
import { endTick } from './bars.ts';
import type { Score, ScoreNote } from './score.ts';

/** A note of the evidence that a score was written from. */
export interface HeardTimes {
	readonly id: string;
	readonly onsetSeconds: number;
	readonly offsetSeconds: number;
}

/**
 * The score with each note when it was heard, to a tick, instead of where it is written: for playing, not for the page, since voices
 * may overlap. Notes that a person wrote stay where they are written. Nothing swings: what was heard swung already.
 */
export function atHeardTimes(score: Score, heard: readonly HeardTimes[]): Score {
	const byId = new Map(heard.map((note) => [note.id, note]));
	const end = endTick(score);
	const place = (note: ScoreNote): ScoreNote => {
		const times = byId.get(note.evidence?.id ?? '');
		if (times === undefined) return note;
		const tick = Math.min(end - 1, Math.max(0, Math.round(secondsToTick(score.tempoMap, times.onsetSeconds))));
		const until = Math.min(end, Math.round(secondsToTick(score.tempoMap, times.offsetSeconds)));
		const { grace: _, ...plain } = note;
		return { ...plain, tick, ticks: Math.max(1, until - tick) };
	};
	return {
		...score,
		swings: [],
		parts: score.parts.map((part) => ({
			...part,
			notes: part.notes.map(place).sort((a, b) => a.tick - b.tick || a.pitchMidi - b.pitchMidi)
		}))
	};
}
