import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loopbackLatency, makeLatencyProbe, mostLatencySeconds, songSecondsAt, tapAlongLatency } from './index.ts';

const rate = 44_100;
const probe = makeLatencyProbe(rate);
const spare = Math.round((mostLatencySeconds + 0.2) * rate);

function random(seed: number): () => number {
	let state = seed;
	return () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
		return state / 2 ** 31;
	};
}

interface Room {
	readonly delaySeconds: number;
	readonly gain: number;
	/** Delay after the direct sound and gain against it. */
	readonly echoes?: readonly (readonly [seconds: number, gain: number])[];
	readonly noise?: number;
	readonly hum?: number;
	readonly music?: number;
	readonly seed?: number;
}

function throughRoom({ delaySeconds, gain, echoes = [], noise = 0, hum = 0, music = 0, seed = 1 }: Room): Float32Array {
	const heard = new Float32Array(probe.samples.length + spare);
	for (const [extra, share] of [[0, 1] as const, ...echoes]) {
		const delay = Math.round((delaySeconds + extra) * rate);
		for (let i = 0; i < probe.samples.length && i + delay < heard.length; i++)
			heard[i + delay] = (heard[i + delay] ?? 0) + gain * share * (probe.samples[i] ?? 0);
	}
	const hiss = random(seed);
	return heard.map(
		(sample, i) =>
			sample +
			noise * hiss() +
			hum * Math.sin((2 * Math.PI * 50 * i) / rate) +
			music * Math.sin((2 * Math.PI * 880 * i) / rate) * Math.sin((2 * Math.PI * 2 * i) / rate)
	);
}

describe('loopbackLatency', () => {
	it.each<[string, Room]>([
		['a cable', { delaySeconds: 0.0213, gain: 0.9 }],
		['a cable that turns the phase round', { delaySeconds: 0.0213, gain: -0.9 }],
		['a quiet room', { delaySeconds: 0.048, gain: 0.1, noise: 0.003 }],
		['noise as loud as the sweeps', { delaySeconds: 0.12, gain: 0.1, noise: 0.05 }],
		['hum and a tone', { delaySeconds: 0.09, gain: 0.1, hum: 0.2, music: 0.03, noise: 0.002 }],
		[
			'a wall nearer than the microphone',
			{
				delaySeconds: 0.06,
				gain: 0.1,
				echoes: [
					[0.004, 0.7],
					[0.011, -0.6],
					[0.023, 0.5]
				],
				noise: 0.002
			}
		],
		['an echo louder than the direct sound', { delaySeconds: 0.06, gain: 0.1, echoes: [[0.006, 1.4]], noise: 0.001 }],
		['a Bluetooth headset', { delaySeconds: 0.41, gain: 0.05, noise: 0.002 }]
	])('finds the way through %s to half a millisecond', (_, room) => {
		const found = loopbackLatency(probe, throughRoom(room));
		expect(Math.abs((found?.latencySeconds ?? 9) - room.delaySeconds)).toBeLessThan(0.0005);
		expect(found?.spreadSeconds).toBeLessThan(0.001);
		expect(found?.confidence).toBeGreaterThan(0.5);
	});

	it('finds any delay in rooms of chance', () => {
		fc.assert(
			fc.property(
				fc.double({ min: 0.002, max: 0.5, noNaN: true }),
				fc.array(fc.tuple(fc.double({ min: 0.002, max: 0.2, noNaN: true }), fc.double({ min: -0.6, max: 0.6, noNaN: true })), {
					maxLength: 6
				}),
				fc.integer({ min: 1, max: 1e6 }),
				(delaySeconds, echoes, seed) => {
					const found = loopbackLatency(probe, throughRoom({ delaySeconds, gain: 0.2, echoes, noise: 0.01, seed }));
					expect(Math.abs((found?.latencySeconds ?? 9) - delaySeconds)).toBeLessThan(0.001);
				}
			),
			{ numRuns: 12 }
		);
	});

	it.each<[string, Float32Array]>([
		['silence', new Float32Array(probe.samples.length + spare)],
		['noise alone', throughRoom({ delaySeconds: 0, gain: 0, noise: 0.3 })],
		['sweeps far below the noise', throughRoom({ delaySeconds: 0.1, gain: 0.001, noise: 0.3 })],
		['music alone', throughRoom({ delaySeconds: 0, gain: 0, music: 0.5, noise: 0.01 })],
		['too little sound', new Float32Array(1000)]
	])('claims nothing from %s', (_, heard) => {
		expect(loopbackLatency(probe, heard)).toBeNull();
	});

	it('stands two sweeps that are drowned by a cough', () => {
		const heard = throughRoom({ delaySeconds: 0.08, gain: 0.1, noise: 0.001 });
		const cough = random(3);
		const start = probe.startFrames[2] ?? 0;
		for (let i = start; i < start + 1.2 * rate; i++) heard[i] = cough();
		const found = loopbackLatency(probe, heard);
		expect(found?.latencySeconds).toBeCloseTo(0.08, 3);
		expect(found?.confidence).toBeLessThan(0.8);
	});
});

describe('tapAlongLatency', () => {
	const clicks = Array.from({ length: 16 }, (_, i) => 1 + 0.6 * i);
	it('finds the middle of a human hand', () => {
		const hand = random(5);
		const taps = clicks.map((at) => at + 0.085 + 0.015 * hand());
		const found = tapAlongLatency(clicks, [...taps.slice(0, 9), ...taps.slice(10)]);
		expect(Math.abs((found?.latencySeconds ?? 9) - 0.085)).toBeLessThan(0.008);
		expect(found?.confidence).toBeGreaterThan(0.5);
	});

	it.each([
		['too few taps', clicks.slice(0, 5)],
		['taps that follow no click', clicks.map((at, i) => at + (((i * 7919) % 100) / 100) * 0.6)],
		['none', []]
	])('claims nothing from %s', (_, taps) => {
		expect(tapAlongLatency(clicks, taps)).toBeNull();
	});
});

describe('songSecondsAt', () => {
	const place = { songSeconds: 10, speed: 1, loop: null, turns: [] };
	it.each([
		['takes the latency off', place, 0.1, 5, 14.9],
		['goes by the speed', { ...place, speed: 0.5 }, 0.1, 5.1, 12.5],
		['lies before the song in a count-in', { ...place, songSeconds: -2 }, 0.05, 1, -1.05],
		['wraps with the loop', { ...place, loop: { startSeconds: 8, endSeconds: 12 } }, 0, 3, 9],
		['wraps as often as it must', { ...place, loop: { startSeconds: 8, endSeconds: 12 } }, 0, 13, 11],
		['leaves out a loop that lies behind', { ...place, loop: { startSeconds: 2, endSeconds: 6 } }, 0, 3, 13],
		['follows a turn', { ...place, turns: [{ takeSeconds: 2, songSeconds: 30, speed: 2 }] }, 0, 3, 32],
		[
			'is before a turn whose sound was still on its way',
			{ ...place, turns: [{ takeSeconds: 2, songSeconds: 30, speed: 2 }] },
			0.1,
			2.05,
			11.95
		]
	])('%s', (_, timeline, latencySeconds, takeSeconds, songSeconds) => {
		expect(songSecondsAt(timeline, latencySeconds, takeSeconds)).toBeCloseTo(songSeconds, 9);
	});
});
