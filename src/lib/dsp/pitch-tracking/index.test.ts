import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OnsetWatch, PitchTracker, toHeardNote } from './index.ts';

const rate = 44_100;

function random(seed: number): () => number {
	let state = seed;
	return () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
		return state / 2 ** 31;
	};
}

/** @param harmonics amplitudes from the fundamental up */
function tone(hz: number, seconds: number, harmonics: readonly number[] = [1, 0.5, 0.3, 0.2]): Float32Array {
	const top = harmonics.reduce((sum, amplitude) => sum + amplitude, 0);
	return Float32Array.from({ length: Math.round(seconds * rate) }, (_, i) =>
		harmonics.reduce(
			(sum, amplitude, n) => sum + ((0.5 * amplitude) / top) * Math.sin((2 * Math.PI * hz * (n + 1) * i) / rate),
			0
		)
	);
}

function join(...parts: readonly Float32Array[]): Float32Array {
	const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
	let at = 0;
	for (const part of parts) {
		all.set(part, at);
		at += part.length;
	}
	return all;
}

interface Heard {
	readonly atSample: number;
	readonly hz: number;
	/** Samples that had come in when it was told. */
	readonly toldAt: number;
	readonly clarity: number;
}

function track(samples: Float32Array, chunk = 128): Heard[] {
	const tracker = new PitchTracker({ sampleRateHz: rate });
	const heard: Heard[] = [];
	for (let at = 0; at < samples.length; at += chunk) {
		const end = Math.min(samples.length, at + chunk);
		tracker.push(samples, at, end, ({ atSample, frequencyHz, clarity }) =>
			heard.push({ atSample, hz: frequencyHz, toldAt: end, clarity })
		);
	}
	return heard;
}

const centsBetween = (a: number, b: number): number => 1200 * Math.log2(a / b);

describe('PitchTracker', () => {
	it.each([41.2, 55, 82.4, 110, 196, 440, 987.8, 1568, 1975])('hears %d Hz within 3 cents, in whatever colour', (hz) => {
		for (const harmonics of [[1], [1, 0.5, 0.3, 0.2], [0.1, 1, 0.6, 0.4], [1, 0, 0.4, 0, 0.2]]) {
			const settled = track(tone(hz, 0.5, harmonics)).slice(4);
			expect(settled.length).toBeGreaterThan(25);
			for (const moment of settled) expect(Math.abs(centsBetween(moment.hz, hz))).toBeLessThan(3);
		}
	});

	it('keeps to its octave in noise 20 dB below', () => {
		fc.assert(
			fc.property(fc.integer({ min: 29, max: 90 }), fc.integer({ min: 1, max: 1000 }), (pitchMidi, seed) => {
				const hz = 440 * 2 ** ((pitchMidi - 69) / 12);
				const noise = random(seed);
				const samples = tone(hz, 0.4).map((sample) => sample + 0.03 * noise());
				for (const moment of track(samples).slice(4)) expect(Math.abs(centsBetween(moment.hz, hz))).toBeLessThan(25);
			}),
			{ numRuns: 40 }
		);
	});

	it.each([
		[82.4, 110],
		[220, 440],
		[440, 220],
		[261.6, 293.7],
		[659.3, 98]
	])('tells the change from %d to %d Hz within 100 ms of the sound', (fromHz, toHz) => {
		const before = tone(fromHz, 0.5);
		const heard = track(join(before, tone(toHz, 0.5)));
		const first = heard.find(({ toldAt, hz }) => toldAt > before.length && Math.abs(centsBetween(hz, toHz)) < 50);
		expect(((first?.toldAt ?? Infinity) - before.length) / rate).toBeLessThan(0.1);
	});

	it.each([41.2, 110, 440, 1760])('tells %d Hz within 100 ms after silence', (hz) => {
		const silence = new Float32Array(rate / 2);
		const first = track(join(silence, tone(hz, 0.4))).find(
			(moment) => moment.hz > 0 && Math.abs(centsBetween(moment.hz, hz)) < 50
		);
		expect(((first?.toldAt ?? Infinity) - silence.length) / rate).toBeLessThan(0.1);
	});

	it('says nothing of silence, of noise, of hum below the gate', () => {
		const noise = random(7);
		expect(track(new Float32Array(rate)).every(({ hz }) => hz === 0)).toBe(true);
		expect(track(tone(50, 1).map((sample) => sample * 5e-4)).every(({ hz }) => hz === 0)).toBe(true);
		const inNoise = track(Float32Array.from({ length: rate }, () => 0.3 * noise()));
		expect(inNoise.filter(({ hz }) => hz > 0).length).toBeLessThan(0.05 * inNoise.length);
	});

	it('is the same however the sound is cut', () => {
		const samples = join(tone(196, 0.3), tone(247, 0.3));
		const whole = track(samples, samples.length).map(({ atSample, hz }) => [atSample, hz]);
		expect(track(samples, 77).map(({ atSample, hz }) => [atSample, hz])).toEqual(whole);
	});

	it('follows a glide: time is where it says', () => {
		const samples = new Float32Array(rate);
		let phase = 0;
		const hzAt = (i: number): number => 200 * 2 ** (i / rate);
		for (let i = 0; i < samples.length; i++) {
			phase += (2 * Math.PI * hzAt(i)) / rate;
			samples[i] = 0.4 * Math.sin(phase) + 0.2 * Math.sin(2 * phase);
		}
		for (const { atSample, hz } of track(samples).slice(4)) expect(Math.abs(centsBetween(hz, hzAt(atSample)))).toBeLessThan(8);
	});
});

describe('OnsetWatch', () => {
	/** Plucked: bright at first, then dying away. */
	function pluck(hz: number, seconds: number): Float32Array {
		return tone(hz, seconds).map((sample, i) => sample * Math.exp((-6 * i) / rate) * Math.min(1, i / 60));
	}

	it('tells each plucked note once, within 15 ms', () => {
		const watch = new OnsetWatch(rate);
		const samples = join(new Float32Array(rate / 4), ...[196, 220, 247, 262, 294, 330].map((hz) => pluck(hz, 0.4)));
		const found: number[] = [];
		for (let at = 0; at < samples.length; at += 128) {
			const onset = watch.push(samples, at, Math.min(samples.length, at + 128));
			if (onset >= 0) found.push(onset / rate);
		}
		expect(found).toHaveLength(6);
		found.forEach((seconds, n) => expect(Math.abs(seconds - (0.25 + 0.4 * n))).toBeLessThan(0.015));
	});

	it('tells nothing of a held tone or of silence', () => {
		const watch = new OnsetWatch(rate);
		watch.push(tone(220, 0.2), 0, rate / 5);
		expect(watch.push(tone(220, 1), 0, rate)).toBe(-1);
		expect(new OnsetWatch(rate).push(new Float32Array(rate), 0, rate)).toBe(-1);
	});
});

describe('toHeardNote', () => {
	it.each([
		[440, 440, 69, 0],
		[432, 432, 69, 0],
		[445, 440, 69, 19.56],
		[261.6256, 440, 60, 0],
		[452.8, 440, 69, 50]
	])('names %d Hz at A4 = %d', (hz, tuning, pitchMidi, cents) => {
		const note = toHeardNote(hz, tuning);
		expect(note.pitchMidi).toBe(pitchMidi);
		expect(note.cents).toBeCloseTo(cents, 0);
	});
});
