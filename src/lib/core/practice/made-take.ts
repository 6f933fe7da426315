import { fromNotes, type HeardNote } from './expected/from-notes.ts';
import type { ExpectedPiece } from './expected/expected-note.ts';
import type { TakeNote } from './take/take-note.ts';

/** Random numbers in [0, 1) that are the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
}

const major = [0, 2, 4, 5, 7, 9, 11];
const scaleMidi = (degree: number): number => 60 + 12 * Math.floor(degree / 7) + (major[((degree % 7) + 7) % 7] ?? 0);

/** A piece for two hands in 4/4 at 120: a wandering melody of quarters and eighths over chords of three on beats 1 and 3. */
export function madePiece(bars: number, seed = 1): ExpectedPiece {
	const random = seeded(seed);
	const notes: HeardNote[] = [];
	let degree = 7;
	let count = 0;
	const add = (beat: number, beats: number, pitchMidi: number, velocity: number): void => {
		notes.push({ id: `n${count++}`, onsetSeconds: beat / 2, offsetSeconds: (beat + beats * 0.9) / 2, pitchMidi, velocity });
	};
	for (let bar = 0; bar < bars; bar++) {
		const root = Math.floor(random() * 6);
		for (const beat of [0, 2]) for (const third of [0, 2, 4]) add(4 * bar + beat, 2, scaleMidi(root + third) - 12, 50);
		for (let beat = 0; beat < 4; beat++) {
			const division = random() < 0.5 ? 1 : 2;
			for (let part = 0; part < division; part++) {
				degree = Math.max(4, Math.min(14, degree + Math.floor(random() * 5) - 2));
				add(4 * bar + beat + part / division, 1 / division, scaleMidi(degree), 60 + 8 * (bar % 4));
			}
		}
	}
	const beats = Array.from({ length: 4 * bars + 1 }, (_, at) => at / 2);
	return fromNotes(notes, { beatsSeconds: beats, downbeats: beats.flatMap((_, at) => (at % 4 === 0 ? [at] : [])) }, bars * 2, 0);
}

export interface Playing {
	/** Standard deviation of the hand, seconds. */
	readonly jitterSeconds?: number;
	/** Song seconds to take seconds. */
	readonly clock?: (songSeconds: number) => number;
	readonly seed?: number;
}

/** A piece played right. */
export function playedRight(piece: ExpectedPiece, { jitterSeconds = 0, clock = (at) => at, seed = 7 }: Playing = {}): TakeNote[] {
	const random = seeded(seed);
	const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
	return piece.notes.map(({ onsetSeconds, offsetSeconds, pitchMidi, velocity = 64 }) => {
		const off = jitterSeconds * normal();
		return {
			onsetSeconds: clock(onsetSeconds) + off,
			offsetSeconds: clock(offsetSeconds) + off,
			pitchMidi,
			velocity,
			confidence: 1
		};
	});
}
