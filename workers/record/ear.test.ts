import { describe, expect, it } from 'vitest';
import type { HeardMoment } from '$contracts/recording/live-ear.ts';
import { captureMemory, CaptureReader, CaptureWriter } from '$core/capture/index.ts';
import { openCapture } from './capture-source.ts';
import { Ear } from './ear.ts';

const rate = 44_100;
const base = 88_200;

describe('Ear', () => {
	it('tells pitch, level and onsets in context time, and takes nothing from the recorder', () => {
		const memory = captureMemory(false, 65_536);
		const ring = new CaptureWriter(memory);
		const recorder = new CaptureReader(memory, true);
		const ear = new Ear(openCapture({ kind: 'ring', memory }, false), rate);
		const moments: HeardMoment[] = [];
		const onsetFrame = rate / 2;
		const plane = new Float32Array(128);
		let taken = 0;
		for (let at = 0; at < rate; at += 128) {
			for (let i = 0; i < 128; i++) {
				const since = at + i - onsetFrame;
				plane[i] = since < 0 ? 0 : 0.5 * Math.sin((2 * Math.PI * 220 * since) / rate);
			}
			ring.write(base + at, plane, plane, 128);
			moments.push(...ear.look());
			taken += recorder.drain(() => undefined);
		}
		expect(taken).toBe(Math.ceil(rate / 128) * 128);
		const onset = moments.find(({ isOnset }) => isOnset);
		expect(Math.abs((onset?.contextSeconds ?? 0) - 2.5)).toBeLessThan(0.06);
		expect(moments.filter(({ isOnset }) => isOnset)).toHaveLength(1);
		const first = moments.find(({ frequencyHz }) => frequencyHz !== null);
		expect(first?.contextSeconds).toBeGreaterThan(2.48);
		expect(first?.contextSeconds).toBeLessThan(2.56);
		const last = moments.at(-1);
		expect(last?.frequencyHz).toBeCloseTo(220, 0);
		expect(last?.levelDb).toBeCloseTo(20 * Math.log10(0.5 / Math.SQRT2), 0);
	});
});
