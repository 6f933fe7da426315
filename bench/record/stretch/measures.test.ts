import { beforeAll, describe, expect, it } from 'vitest';
import { madeChord, madeHits, stretchRateHz } from './made-signals.ts';
import { toChordQuality, toHitQuality, toLikeness } from './measures.ts';
import { benchSpeed, openOurs, type Stretcher } from './stretchers.ts';

const chord = madeChord(5);
const hits = madeHits(8);

const delayed = (samples: Float32Array, frames: number): Float32Array => {
	const out = new Float32Array(samples.length + frames);
	out.set(samples, frames);
	return out;
};

describe('a chord that should stay as it is', () => {
	it('is pure and in tune when nothing was done to it', () => {
		const { purityDb, worstCents } = toChordQuality(chord, chord.samples);
		expect(purityDb).toBeGreaterThan(50);
		expect(worstCents).toBeLessThan(0.5);
	});
	it('tells a tremolo as impurity', () => {
		const shaken = chord.samples.map((sample, i) => sample * (1 + 0.2 * Math.sin((2 * Math.PI * 11 * i) / stretchRateHz)));
		// Two side bands of a tenth each: 2 % of the energy.
		expect(toChordQuality(chord, shaken).purityDb).toBeCloseTo(17, 0);
	});
	it('tells how far it is out of tune', () => {
		const sharp = Float32Array.from({ length: 5 * stretchRateHz }, (_, i) =>
			chord.partialsHz.reduce((sum, hz) => sum + 0.05 * Math.sin((2 * Math.PI * hz * 1.0029 * i) / stretchRateHz), 0)
		);
		expect(toChordQuality(chord, sharp).worstCents).toBeCloseTo(5, 0);
	});
});

describe('hits', () => {
	it('are where they are, whatever their common delay', () => {
		const { medianErrorMs, worstErrorMs, riseMs, beforeDb } = toHitQuality(hits, delayed(hits.samples, 1500), 1);
		expect(medianErrorMs).toBeLessThan(1);
		expect(worstErrorMs).toBeLessThan(2);
		expect(riseMs).toBeLessThan(4);
		expect(beforeDb).toBeLessThan(-40);
	});
	it('are smeared by an echo that comes first', () => {
		const echo = delayed(hits.samples, 882).map((sample, i) => sample + 0.3 * (hits.samples[i] ?? 0));
		expect(toHitQuality(hits, echo, 1).beforeDb).toBeGreaterThan(-14);
	});
});

describe('likeness', () => {
	it('is whole for the sound itself, whatever its level and delay', () => {
		const same = toLikeness(
			hits.samples,
			delayed(hits.samples, 441).map((sample) => 0.5 * sample),
			1
		);
		expect(same.signalToErrorDb).toBeGreaterThan(40);
		expect(same.fluxCorrelation).toBeCloseTo(1, 3);
	});
	it('is little for another sound', () => {
		const other = toLikeness(hits.samples, chord.samples, 1);
		expect(other.signalToErrorDb).toBeLessThan(2);
		expect(other.fluxCorrelation).toBeLessThan(0.5);
	});
});

describe('the player at half the speed', () => {
	let ours: Stretcher;
	beforeAll(async () => {
		ours = await openOurs();
	});
	it('keeps a chord pure and in tune', () => {
		const { purityDb, worstCents } = toChordQuality(chord, ours.stretch(chord.samples));
		expect(purityDb).toBeGreaterThan(15);
		expect(worstCents).toBeLessThan(5);
	});
	it('plays hits where they belong', () => {
		const { worstErrorMs } = toHitQuality(hits, ours.stretch(hits.samples), benchSpeed);
		expect(worstErrorMs).toBeLessThan(5);
	});
});
