import { beforeAll, describe, expect, it } from 'vitest';
import { buildGrandPiano } from './grand-piano.ts';
import { renderPart, type RenderNote } from './offline-synth.ts';
import { rootKeys, temperedHz } from './piano-samples.ts';
import { stringPitchHz } from './pitch.ts';

const rate = 44_100;
/** The whole grand with WOODSHED_ALL_KEYS set (half a minute); else a few keys over its range. */
const keys = process.env['WOODSHED_ALL_KEYS'] ? rootKeys : [21, 33, 48, 60, 72, 96];

let bank: Uint8Array;
beforeAll(async () => void (bank = await buildGrandPiano(keys)), 120_000);

async function play(notes: readonly RenderNote[], seconds: number): Promise<Float32Array> {
	const [left, right] = await renderPart({ bank, programme: 0, notes, reverb: 0, pan: 64 }, seconds, rate);
	return left.map((sample, i) => (sample + (right[i] ?? 0)) / 2);
}

const note = (pitchMidi: number, velocity: number, offsetSeconds = 3): RenderNote => ({
	onsetSeconds: 0,
	offsetSeconds,
	pitchMidi,
	velocity
});
const levelDb = (samples: Float32Array): number =>
	10 * Math.log10(samples.reduce((sum, x) => sum + x * x, 0) / samples.length + 1e-15);

describe('the grand piano', () => {
	it('is a sound bank of a sane size', () => {
		expect(new TextDecoder().decode(bank.subarray(0, 4))).toBe('RIFF');
		expect(bank.byteLength).toBeLessThan(5e6);
	});

	it.each(keys)('is in tune at key %i and its neighbours within 5 cents', { timeout: 60_000 }, async (key) => {
		for (const pitch of [key - 1, key, key + 1].filter(
			(midi) => midi >= 21 && midi <= 108 && (keys === rootKeys || midi === key)
		)) {
			const [left, right] = await renderPart({ bank, programme: 0, notes: [note(pitch, 90)], reverb: 0, pan: 64 }, 2.5, rate);
			const louder = levelDb(left) > levelDb(right) ? left : right;
			const cents = 1200 * Math.log2(stringPitchHz(louder, rate, temperedHz(pitch)) / temperedHz(pitch));
			expect(Math.abs(cents), `key ${pitch} is ${cents.toFixed(1)} cents off`).toBeLessThan(5);
		}
	});

	it.each(keys)('gets louder with every step of velocity at key %i, over 18 to 50 dB', async (key) => {
		const levels: number[] = [];
		for (const velocity of [8, 24, 40, 56, 72, 88, 104, 127])
			levels.push(levelDb((await play([note(key, velocity)], 0.4)).slice(0, 0.4 * rate)));
		levels.slice(1).forEach((level, i) => expect(level).toBeGreaterThan((levels[i] ?? 0) + 0.5));
		const range = (levels.at(-1) ?? 0) - (levels[0] ?? 0);
		expect(range).toBeGreaterThan(18);
		expect(range).toBeLessThan(50);
	});

	it('sounds at once: the attack begins within 3 ms of the note', async () => {
		for (const key of keys) {
			const samples = await play([note(key, 100)], 0.3);
			const peak = samples.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
			expect(samples.findIndex((x) => Math.abs(x) > 0.02 * peak) / rate).toBeLessThan(0.003);
		}
	});

	it.each(keys)('is let go at key %i without a click', async (key) => {
		const around = (samples: Float32Array): number => {
			const bends = samples
				.subarray(0.495 * rate, 0.52 * rate)
				.map((x, i, all) => Math.abs((all[i + 1] ?? x) - 2 * x + (all[i - 1] ?? x)));
			return bends.subarray(1, -1).reduce((most, x) => Math.max(most, x), 0);
		};
		const held = around(await play([note(key, 100)], 0.6));
		expect(around(await play([note(key, 100, 0.5)], 0.6))).toBeLessThan(1.2 * held + 1e-5);
	});

	it('dies away to nothing when it is held', async () => {
		const samples = await play([note(60, 100, 20)], 12);
		const levels = Array.from({ length: 12 }, (_, second) => levelDb(samples.slice(second * rate, (second + 1) * rate)));
		levels.slice(1).forEach((level, i) => expect(level).toBeLessThan((levels[i] ?? 0) + 1));
		expect(levels.at(-1)).toBeLessThan(-90);
	});
});
