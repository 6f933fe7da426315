import { describe, expect, it } from 'vitest';
import type { EvidenceNote } from '../../../core/rhythm/index.ts';
import type { Reading } from '../readings/readings.ts';
import { toVotes, votesWidth } from './reading-votes.ts';
import { markCount, strokeMarks, toStrokes } from './strokes.ts';
import { withVotes } from './weigh.ts';

const beatSeconds = 0.5;
/** Places of a waltz's bar in beats, with pitches: the bass, then two chords, and a tune in eighths over them. */
const waltz = [
	[0, [40]],
	[1, [60, 64]],
	[2, [60, 64]],
	[0, [72]],
	[1, [76]],
	[1.5, [77]],
	[2, [79]]
] as const;

/** @param offset of all notes, seconds */
function play(bars: number, offset = 0): EvidenceNote[] {
	return Array.from({ length: bars }, (_, bar) => bar).flatMap((bar) =>
		waltz.flatMap(([place, pitches]) =>
			pitches.map((pitchMidi): EvidenceNote => {
				const onsetSeconds = offset + (3 * bar + place) * beatSeconds;
				const held = place === 0 ? 1 : 0.4;
				// Every other bar in another harmony.
				const pitch = pitchMidi + (bar % 2 === 0 ? 0 : 5);
				return {
					id: `${bar}/${place}/${pitch}`,
					onsetSeconds,
					offsetSeconds: onsetSeconds + held * beatSeconds,
					pitchMidi: pitch,
					velocity: 80,
					confidence: 0.9
				};
			})
		)
	);
}

const beatsFrom = (first: number, count: number, step = beatSeconds): Float64Array =>
	Float64Array.from({ length: count }, (_, at) => first + at * step);

function readingOf(beatsSeconds: Float64Array, odds: number): Reading {
	const bpm = 60 / ((beatsSeconds[1] ?? 1) - (beatsSeconds[0] ?? 0));
	return {
		candidate: { beatsSeconds, bpm, wander: 0, worth: 1, belief: 1 },
		odds,
		probability: 1 / (1 + Math.exp(-odds)),
		pattern: new Float32Array()
	};
}

describe('strokes', () => {
	it('are chords at once, with the bass among them', () => {
		const { seconds, marks } = toStrokes(play(3));
		expect([...seconds].slice(0, 8).map((at) => at / beatSeconds)).toEqual([0, 1, 1.5, 2, 3, 4, 4.5, 5]);
		const bass = Array.from(seconds, (_, at) => marks[at * markCount + strokeMarks.bass]);
		expect(bass.slice(0, 8)).toEqual([1, 0, 0, 0, 1, 0, 0, 0]);
	});

	it('bring new harmony where it is new', () => {
		const { seconds, marks } = toStrokes(play(8));
		const harmony = (beat: number): number =>
			marks[[...seconds].indexOf(beat * beatSeconds) * markCount + strokeMarks.harmony] ?? -1;
		expect(harmony(12)).toBeGreaterThan(harmony(13.5));
	});

	it('are none where nothing was written down', () => expect(toStrokes([]).seconds).toHaveLength(0));
});

describe('votes on a reading', () => {
	const strokes = toStrokes(play(12));
	const bassContrast = 6 + strokeMarks.bass;
	const bassAgain = 6 + markCount + 8;

	it('see the bass on the beat, and half-way where the reading is half a beat late', () => {
		const right = toVotes(strokes, beatsFrom(0, 36), 120);
		const late = toVotes(strokes, beatsFrom(beatSeconds / 2, 36), 120);
		expect(right).toHaveLength(votesWidth);
		expect(right[bassContrast]).toBeGreaterThan(1);
		expect(late[bassContrast]).toBeLessThan(-1);
	});

	it('see that the bass comes again after three beats, not after two or four', () => {
		const votes = toVotes(strokes, beatsFrom(0, 36), 120);
		const [two = 0, three = 0, four = 0] = [3, 4, 5].map((lag) => votes[bassAgain + lag]);
		expect(three).toBeGreaterThan(0.8);
		expect(Math.max(two, four)).toBeLessThan(0.2);
	});

	it('are numbers whatever the beats', () => {
		for (const beats of [beatsFrom(0, 2), beatsFrom(100, 3), beatsFrom(5, 400, 0.1)])
			expect(toVotes(strokes, beats, 100).every(Number.isFinite)).toBe(true);
		expect(toVotes(toStrokes([]), beatsFrom(0, 8), 120).every(Number.isFinite)).toBe(true);
	});
});

describe('choosing with notes', () => {
	const right = readingOf(beatsFrom(0, 48), -1);
	const late = readingOf(beatsFrom(beatSeconds / 2, 48), -0.5);
	const half = readingOf(beatsFrom(0, 32, 1.5 * beatSeconds), -0.7);

	it('takes the reading that has the bass on its beats before one that sounds a little likelier', () => {
		const [first] = withVotes([late, half, right], toStrokes(play(16)));
		expect(first?.candidate).toBe(right.candidate);
	});

	it('leaves the choice to the sound where little was written down', () => {
		expect(withVotes([late, half, right], toStrokes(play(4)))).toEqual([late, half, right]);
	});

	it('leaves it to the sound too where a lone line was written down', () => {
		const line = play(16).filter(({ pitchMidi }) => pitchMidi >= 72);
		expect(
			withVotes([late, half, right], toStrokes([...line, ...play(16, 24).filter(({ pitchMidi }) => pitchMidi >= 72)]))
		).toEqual([late, half, right]);
	});

	it('is never surer that one of them is right than the sound was', () => {
		const readings = [late, half, right];
		const sum = (all: readonly Reading[]): number => all.reduce((total, { probability }) => total + probability, 0);
		expect(sum(withVotes(readings, toStrokes(play(16))))).toBeLessThanOrEqual(Math.min(1, sum(readings)) + 1e-9);
	});
});
