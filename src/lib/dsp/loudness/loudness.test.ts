import { describe, expect, it } from 'vitest';
import { createLoudnessMeter, type Loudness } from './index.ts';
import { kWeighting } from './k-weighting.ts';

const rateHz = 44_100;

function measure(planes: readonly Float32Array[], pieceFrames = 10_000, sampleRateHz = rateHz): Loudness {
	const meter = createLoudnessMeter(sampleRateHz);
	const frames = planes[0]?.length ?? 0;
	for (let at = 0; at < frames; at += pieceFrames) {
		const part = planes.map((plane) => plane.subarray(at, at + pieceFrames));
		meter.push(part, part[0]?.length ?? 0);
	}
	return meter.finish();
}

function sine(seconds: number, levelDb: number, frequencyHz = 1000, phase = 0, sampleRateHz = rateHz): Float32Array {
	const size = 10 ** (levelDb / 20);
	return Float32Array.from(
		{ length: Math.round(seconds * sampleRateHz) },
		(_, i) => size * Math.sin((2 * Math.PI * frequencyHz * i) / sampleRateHz + phase)
	);
}

function joined(...parts: readonly Float32Array[]): Float32Array {
	const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
	let at = 0;
	for (const part of parts) {
		all.set(part, at);
		at += part.length;
	}
	return all;
}

describe('loudness', () => {
	it('uses the coefficients that BS.1770-4 prints for 48 kHz', () => {
		const [shelf, highPass] = kWeighting(48_000);
		expect(shelf.b0).toBeCloseTo(1.53512485958697, 6);
		expect(shelf.b1).toBeCloseTo(-2.69169618940638, 6);
		expect(shelf.b2).toBeCloseTo(1.19839281085285, 6);
		expect(shelf.a1).toBeCloseTo(-1.69065929318241, 6);
		expect(shelf.a2).toBeCloseTo(0.73248077421585, 6);
		expect(highPass.a1).toBeCloseTo(-1.99004745483398, 6);
		expect(highPass.a2).toBeCloseTo(0.99007225036621, 6);
	});

	// The first cases of EBU Tech 3341: stereo sines of 1 kHz, within 0.1 LU.
	it.each([-23, -33])('reads %d LUFS for a stereo sine of as many dBFS', (level) => {
		const tone = sine(20, level);
		expect(measure([tone, tone]).integratedLufs).toBeCloseTo(level, 1);
	});

	it('gates what is quiet, as case 3 of EBU Tech 3341', () => {
		const tone = joined(sine(10, -36), sine(60, -23), sine(10, -36));
		expect(Math.abs((measure([tone, tone]).integratedLufs ?? 0) + 23)).toBeLessThan(0.1);
	});

	it('reads mono as both speakers playing it', () => {
		const tone = sine(5, -23);
		expect(measure([tone]).integratedLufs).toBeCloseTo(measure([tone, tone]).integratedLufs ?? 0, 6);
	});

	// Case 1 of EBU Tech 3342: 20 s at -20 and 20 s at -30 dBFS have a range of 10 LU.
	it('reads the range of case 1 of EBU Tech 3342', () => {
		const tone = joined(sine(20, -20), sine(20, -30));
		expect(Math.abs((measure([tone, tone]).loudnessRangeLu ?? 0) - 10)).toBeLessThan(1);
	});

	it('finds the peak between the samples, as case 17 of EBU Tech 3341', () => {
		// A quarter of the rate, 45 degrees off: no sample is higher than -3 dB below the real peak.
		const tone = sine(1, -6, rateHz / 4, Math.PI / 4);
		const { truePeakDbtp } = measure([tone, tone]);
		expect(truePeakDbtp).toBeGreaterThan(-6.4);
		expect(truePeakDbtp).toBeLessThan(-5.8);
	});

	it('finds a lone peak in the middle of quiet music', () => {
		const tone = sine(3, -30);
		tone.fill(0.9, 70_000, 70_003);
		expect(measure([tone]).truePeakDbtp).toBeGreaterThan(20 * Math.log10(0.9));
	});

	it('does not depend on how the stream is cut', () => {
		const tone = joined(sine(2, -20, 440), sine(2, -12, 3000, 1));
		const [one, other] = [measure([tone, tone], 777), measure([tone, tone], 50_000)];
		expect(one.integratedLufs).toBeCloseTo(other.integratedLufs ?? 0, 9);
		expect(one.truePeakDbtp).toBeCloseTo(other.truePeakDbtp, 9);
		expect([...one.momentaryLufs]).toEqual([...other.momentaryLufs]);
	});

	it.each([
		['silence', new Float32Array(5 * rateHz)],
		['nothing', new Float32Array()],
		['a tenth of a second', sine(0.1, -20)]
	])('claims nothing of %s', (_name, samples) => {
		const { integratedLufs, loudnessRangeLu } = measure([samples]);
		expect([integratedLufs, loudnessRangeLu]).toEqual([null, null]);
	});
});
