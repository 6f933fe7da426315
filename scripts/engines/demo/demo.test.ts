import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { demo, demoTruth } from './demo.ts';
import { loudnessLufs } from './loudness.ts';
import { withTags } from './vorbis-comment.ts';

let ogg: Uint8Array;
beforeAll(async () => void (ogg = await demo.build()), 120_000);

describe('the demo', () => {
	it('is a small Ogg stream with its tags', () => {
		const text = Buffer.from(ogg).toString('latin1');
		expect(text.slice(0, 4)).toBe('OggS');
		expect(text).toContain('TITLE=Shavings');
		expect(text).toContain('ARTIST=Woodshed');
		expect(ogg.byteLength).toBeLessThan(600_000);
		expect(ogg.byteLength).toBeGreaterThan(100_000);
	});

	it('has its true notes saved beside it, in range, each sounding', async () => {
		const saved = await readFile(new URL('./demo.truth.json', import.meta.url), 'utf8');
		expect(saved).toBe(demoTruth());
		const truth: {
			durationSeconds: number;
			notes: { onsetSeconds: number; offsetSeconds: number; pitchMidi: number; part: string }[];
		} = JSON.parse(saved);
		expect(truth.durationSeconds).toBeGreaterThan(20);
		expect(truth.durationSeconds).toBeLessThan(40);
		expect(new Set(truth.notes.map(({ part }) => part))).toEqual(new Set(['guitar', 'piano', 'bass']));
		for (const { onsetSeconds, offsetSeconds, pitchMidi } of truth.notes) {
			expect(offsetSeconds - onsetSeconds).toBeGreaterThan(0.1);
			expect(offsetSeconds).toBeLessThan(truth.durationSeconds);
			expect(pitchMidi).toBeGreaterThanOrEqual(28);
			expect(pitchMidi).toBeLessThanOrEqual(88);
		}
	});
});

describe('loudnessLufs', () => {
	it('reads a full-scale 997 Hz sine in one channel as -3.01 LUFS, as BS.1770 asks', () => {
		const sine = Float32Array.from({ length: 3 * 44_100 }, (_, i) => Math.sin((2 * Math.PI * 997 * i) / 44_100));
		expect(loudnessLufs([sine], 44_100)).toBeCloseTo(-3.01, 1);
		expect(loudnessLufs([new Float32Array(44_100)], 44_100)).toBe(-Infinity);
	});
});

describe('withTags', () => {
	it('refuses what is not an Ogg Vorbis stream', () => {
		expect(() => withTags(new Uint8Array(100), { TITLE: 'x' })).toThrow('not an Ogg stream');
	});

	it('keeps the stream itself as it was', () => {
		const again = withTags(ogg, { TITLE: 'Ähnlich' });
		expect(Buffer.from(again).toString('utf8')).toContain('TITLE=Ähnlich');
		expect(Buffer.from(again.subarray(-2000)).equals(Buffer.from(ogg.subarray(-2000)))).toBe(true);
	});
});
