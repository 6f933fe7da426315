import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	fromInt24,
	fromTakeHeader,
	takeHeaderBytes,
	toInt24,
	toTakeHeader,
	toWavHeader,
	withTakeFrames,
	type TakeHeader
} from './index.ts';

const header: TakeHeader = {
	sampleRateHz: 44_100,
	channels: 2,
	frames: 1000,
	isFinished: false,
	peak: 0.5,
	clippedSamples: 3,
	overrunFrames: 128,
	draft: '{"title":"Größe 🎸"}'
};
const wholeBytes = takeHeaderBytes + 1000 * 6;

describe('the header of a take', () => {
	it('comes back as it was', () => {
		expect(fromTakeHeader(toTakeHeader(header), wholeBytes)).toEqual(header);
	});

	it('counts no more samples than the file holds', () => {
		expect(fromTakeHeader(toTakeHeader(header), takeHeaderBytes + 605)?.frames).toBe(100);
	});

	it('is a WAV file to others: RIFF, PCM of 24 bits, then the data', () => {
		const bytes = toTakeHeader(header);
		const view = new DataView(bytes.buffer);
		expect(new TextDecoder('latin1').decode(bytes.slice(0, 16))).toMatch(/^RIFF.{4}WAVEfmt $/su);
		expect([view.getUint32(4, true), view.getUint16(20, true), view.getUint16(34, true)]).toEqual([wholeBytes - 8, 1, 24]);
		expect(36 + 8 + view.getUint32(40, true)).toBe(takeHeaderBytes - 8);
		expect(view.getUint32(takeHeaderBytes - 4, true)).toBe(6000);
	});

	it('grows in place, its words untouched', () => {
		const bytes = toTakeHeader({ ...header, frames: 0, peak: 0 });
		const { start, end, endAt } = withTakeFrames(header);
		bytes.set(start, 0);
		bytes.set(end, endAt);
		expect(fromTakeHeader(bytes, wholeBytes)).toEqual(header);
	});

	it.each([
		['nothing', new Uint8Array()],
		['zeros', new Uint8Array(takeHeaderBytes)],
		['a plain WAV file', Uint8Array.from({ length: takeHeaderBytes }, (_, i) => toWavHeader(44_100, 1, 10)[i] ?? 0)],
		['four channels', toTakeHeader(header).map((byte, i) => (i === 22 ? 4 : byte))],
		['words longer than there is room', toTakeHeader(header).map((byte, i) => (i === 61 ? 255 : byte))]
	])('is not found in %s', (_, bytes) => {
		expect(fromTakeHeader(bytes, wholeBytes)).toBeNull();
	});

	it('refuses words that do not fit', () => {
		expect(() => toTakeHeader({ ...header, draft: 'x'.repeat(takeHeaderBytes) })).toThrow(RangeError);
	});
});

describe('samples of 24 bits', () => {
	it('come back to within half a step', () => {
		fc.assert(
			fc.property(
				fc.array(fc.tuple(fc.float({ min: -1, max: 1, noNaN: true }), fc.float({ min: -1, max: 1, noNaN: true }))),
				(pairs) => {
					const planes = [0, 1].map((channel) => Float32Array.from(pairs, (pair) => pair[channel] ?? 0));
					const bytes = new Uint8Array(pairs.length * 6);
					toInt24(planes, pairs.length, bytes, 0);
					const back = [new Int32Array(pairs.length), new Int32Array(pairs.length)];
					fromInt24(bytes, pairs.length, back);
					back.forEach((plane, channel) =>
						plane.forEach((value, i) => expect(Math.abs(value / 2 ** 23 - (planes[channel]?.[i] ?? 0))).toBeLessThan(1.2e-7))
					);
				}
			)
		);
	});

	it('hold at full scale what goes beyond, tell its height, and make silence of what is no number', () => {
		const bytes = new Uint8Array(12);
		expect(toInt24([Float32Array.from([2, -3, NaN, 1])], 4, bytes, 0)).toBe(3);
		const back = new Int32Array(4);
		fromInt24(bytes, 4, [back]);
		expect([...back]).toEqual([2 ** 23 - 1, -(2 ** 23), 0, 2 ** 23 - 1]);
	});
});

describe('toWavHeader', () => {
	it('says how much follows, and refuses what 32 bits cannot', () => {
		expect(new DataView(toWavHeader(48_000, 2, 100).buffer).getUint32(40, true)).toBe(600);
		expect(() => toWavHeader(48_000, 2, 2 ** 30)).toThrow(RangeError);
	});
});
