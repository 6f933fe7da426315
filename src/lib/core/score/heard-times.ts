import { secondsToTick } from './clock.ts';
import { endTick } from './bars.ts';
import type { Score, ScoreNote } from './score.ts';

/** A note of the evidence that a score was written from. */
interface HeardTimes {
	readonly id: string;
	readonly onsetSeconds: number;
	readonly offsetSeconds: number;
}

/** One that is not written, with how it sounded. */
interface MissingNote extends HeardTimes {
	readonly pitchMidi: number;
	readonly velocity: number;
	readonly confidence: number;
}

/**
 * The score with each note when it was heard, to a tick, instead of where it is written: for playing, not for the page, since voices
 * may overlap. Notes that a person wrote stay where they are written. Nothing swings: what was heard swung already.
 * @param missing heard notes that no written one stands for: they go to the first part, to the hand that has the nearest pitch
 */
export function atHeardTimes(score: Score, heard: readonly HeardTimes[], missing: readonly MissingNote[] = []): Score {
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
		parts: score.parts.map((part, index) => ({
			...part,
			notes: [...part.notes, ...(index === 0 ? missing.map((note) => unwritten(note, part.notes)) : [])]
				.map(place)
				.sort((a, b) => a.tick - b.tick || a.pitchMidi - b.pitchMidi)
		}))
	};
}

function unwritten({ id, pitchMidi, velocity, confidence }: MissingNote, written: readonly ScoreNote[]): ScoreNote {
	const away = (note: ScoreNote): number => Math.abs(note.pitchMidi - pitchMidi);
	const nearest = written.reduce<ScoreNote | undefined>(
		(near, note) => (near === undefined || away(note) < away(near) ? note : near),
		undefined
	);
	const evidence = { id, confidence };
	return {
		id: `heard-${id}`.slice(0, 64),
		tick: 0,
		ticks: 1,
		pitchMidi,
		staff: nearest?.staff ?? 0,
		voice: 0,
		velocity,
		evidence
	};
}
