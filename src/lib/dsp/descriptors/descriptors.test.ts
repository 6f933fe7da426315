import { describe, expect, it } from 'vitest';
import type { Rhythm } from '$core/analysis/analysis.ts';
import { createLoudnessMeter } from '../loudness/index.ts';
import { BandListener, describeSound } from './index.ts';

const rateHz = 44_100;

function rhythm(bpm: number, seconds: number, confidence: number, steadiness: Rhythm['steadiness'] = 'steady'): Rhythm {
	const beatsSeconds = Array.from({ length: Math.floor((seconds * bpm) / 60) }, (_, i) => (i * 60) / bpm);
	return {
		beatsSeconds,
		downbeats: beatsSeconds.flatMap((_, i) => (i % 4 === 0 ? [i] : [])),
		confidence,
		tempo: { bpm, confidence },
		steadiness,
		meter: { beatsPerBar: 4, division: 2, confidence }
	};
}

const noBeat: Rhythm = { beatsSeconds: [], downbeats: [], confidence: 0, tempo: null, steadiness: 'none', meter: null };

function describeSamples(mono: Float32Array, heard: Rhythm) {
	const meter = createLoudnessMeter(rateHz);
	const bands = new BandListener(rateHz);
	for (let at = 0; at < mono.length; at += 16_384) {
		const block = mono.subarray(at, at + 16_384);
		meter.push([block], block.length);
		bands.push(block);
	}
	return describeSound({
		loudness: meter.finish(),
		bands: bands.finish(),
		rhythm: heard,
		harmony: { keys: [] },
		durationSeconds: mono.length / rateHz
	});
}

/** A kick on each beat and noise on each half: what a club plays, in its barest form. */
function kicks(seconds: number, bpm: number): Float32Array {
	const mono = new Float32Array(seconds * rateHz);
	const beat = Math.round((60 / bpm) * rateHz);
	let seed = 1;
	for (let i = 0; i < mono.length; i++) {
		const t = (i % beat) / rateHz;
		const h = ((i + beat / 2) % beat) / rateHz;
		seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
		const noise = seed / 2147483648 - 1;
		mono[i] = 0.8 * Math.sin(2 * Math.PI * 55 * t) * Math.exp(-t * 18) + 0.3 * noise * Math.exp(-h * 30);
	}
	return mono;
}

const pad = (seconds: number): Float32Array =>
	Float32Array.from({ length: seconds * rateHz }, (_, i) => 0.05 * Math.sin((2 * Math.PI * 220 * i) / rateHz));

describe('descriptors', () => {
	it('hear more energy in a kick drum and hats than in a soft pad', () => {
		const club = describeSamples(kicks(20, 124), rhythm(124, 20, 0.9));
		const soft = describeSamples(pad(20), noBeat);
		expect(club.energy).toBeGreaterThan(soft.energy + 0.3);
		expect(club.danceability).toBeGreaterThan(0.6);
		expect(soft.danceability).toBe(0);
		expect(club.genre.name).toBe('dance');
		expect(soft.mood.name).toBe('calm');
	});

	it('judge energy by more than volume', () => {
		const club = kicks(20, 124);
		const quiet = club.map((sample) => sample / 8);
		const change = describeSamples(club, rhythm(124, 20, 0.9)).energy - describeSamples(quiet, rhythm(124, 20, 0.9)).energy;
		expect(change).toBeGreaterThan(0);
		expect(change).toBeLessThan(0.2);
	});

	it('are less sure of a dance the less sure the beat is, and say unknown in the end', () => {
		const club = kicks(20, 124);
		const by = [0.95, 0.6, 0.2].map((confidence) => describeSamples(club, rhythm(124, 20, confidence)));
		expect(by[0]?.danceability).toBeGreaterThan(by[1]?.danceability ?? 1);
		expect(by[1]?.danceability).toBeGreaterThan(by[2]?.danceability ?? 1);
		expect(by[2]?.genre).toEqual({ name: 'unknown', confidence: 0 });
		expect(describeSamples(club, rhythm(124, 20, 0.95, 'drifting')).genre.name).toBe('unknown');
	});

	it('claim nothing of silence', () => {
		const nothing = describeSamples(new Float32Array(20 * rateHz), noBeat);
		expect(nothing).toMatchObject({ integratedLufs: null, energy: 0, danceability: 0, genre: { name: 'unknown' } });
	});
});
