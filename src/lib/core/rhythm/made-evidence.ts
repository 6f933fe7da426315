import fc from 'fast-check';
import { expect } from 'vitest';
import type { EffectiveAnalysis } from '../analysis/index.ts';
import type { Score } from '../score/index.ts';
import { toBars } from '../time/index.ts';
import type { EvidenceNote, WriteOptions } from './index.ts';

/** Made beats and notes for tests of what is written. */
export function ids(): () => string {
	let count = 0;
	return () => `id${++count}`;
}

export interface Beats {
	readonly bpm?: number;
	readonly perBar?: number;
	readonly division?: 2 | 3;
	readonly count?: number;
	readonly first?: number;
	readonly firstDownbeat?: number;
}

export function analysisOf({
	bpm = 120,
	perBar = 4,
	division = 2,
	count = 16,
	first = 0,
	firstDownbeat = 0
}: Beats = {}): EffectiveAnalysis {
	const beatsSeconds = Array.from({ length: count }, (_, at) => first + (at * 60) / bpm);
	const downbeats = beatsSeconds.flatMap((_, at) => (at >= firstDownbeat && (at - firstDownbeat) % perBar === 0 ? [at] : []));
	const grid = { beatsSeconds, downbeats };
	const durationSeconds = first + (count * 60) / bpm;
	return {
		durationSeconds,
		tuning: null,
		key: null,
		tempo: null,
		meter: { value: perBar, confidence: 1, isYours: false, heard: perBar, division },
		firstDownbeat: null,
		grid,
		bars: toBars(grid, durationSeconds),
		beatsConfidence: 1,
		areBeatsYours: false,
		lostBeatEdits: 0,
		steadiness: 'steady',
		keySpans: [],
		chords: [],
		sections: []
	};
}

export const heard = (onset: number, length: number, pitch = 72, velocity = 64): EvidenceNote => ({
	id: `${onset} ${pitch}`,
	onsetSeconds: onset,
	offsetSeconds: onset + length,
	pitchMidi: pitch,
	velocity,
	confidence: 1
});

/** Notes one after another, lengths in beats of half a second, played a little short. */
export function line(lengths: readonly number[], from = 0, beatSeconds = 0.5): EvidenceNote[] {
	let at = from;
	return lengths.map((length, index) => {
		const note = heard(at, length * beatSeconds * 0.9, 72 + (index % 3));
		at += length * beatSeconds;
		return note;
	});
}

export const anyNotes = fc.array(
	fc.record({
		onset: fc.double({ min: 0, max: 12, noNaN: true }),
		length: fc.double({ min: 0.001, max: 4, noNaN: true }),
		pitch: fc.integer({ min: 21, max: 108 }),
		confidence: fc.double({ min: 0, max: 1, noNaN: true })
	}),
	{ maxLength: 60 }
);
export const anyBeats = fc.record({
	bpm: fc.double({ min: 40, max: 220, noNaN: true }),
	perBar: fc.integer({ min: 2, max: 7 }),
	division: fc.constantFrom<2 | 3>(2, 3),
	count: fc.integer({ min: 0, max: 40 }),
	first: fc.double({ min: 0, max: 3, noNaN: true }),
	firstDownbeat: fc.integer({ min: 0, max: 5 })
});
export const anyOptions = fc.record({
	instrument: fc.constantFrom<WriteOptions['instrument']>('piano', 'guitar', 'bass', 'voice', 'other'),
	strength: fc.double({ min: 0, max: 1, noNaN: true }),
	finestDivision: fc.integer({ min: 1, max: 8 }),
	hasTriplets: fc.boolean()
});

/** In one voice, notes begin and end together or do not overlap; only grace notes have no length. */
export function expectLawfulVoices(score: Score): void {
	for (const { notes } of score.parts) {
		const voices = new Map<string, (readonly [number, number])[]>();
		for (const { tick, ticks, staff, voice, grace } of notes) {
			expect(ticks > 0).toBe(grace === undefined);
			if (grace === undefined)
				voices.set(`${staff} ${voice}`, [...(voices.get(`${staff} ${voice}`) ?? []), [tick, tick + ticks]]);
		}
		for (const spans of voices.values()) {
			spans.forEach(([start, stop], at) => {
				const before = spans[at - 1];
				if (before === undefined) return;
				const isChord = before[0] === start && before[1] === stop;
				expect(isChord || before[1] <= start).toBe(true);
			});
		}
	}
}
