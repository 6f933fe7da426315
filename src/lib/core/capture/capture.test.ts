import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CaptureReader, CaptureWriter, captureMemory, ChannelMixer, lostAt, type CaptureMemory } from './index.ts';

const quantum = 128;

/** Writes frames whose value is their context frame. */
function writer(memory: CaptureMemory, firstFrame: number): { write(quanta: number): void } {
	const subject = new CaptureWriter(memory);
	const left = new Float32Array(quantum);
	const right = new Float32Array(quantum);
	let at = firstFrame;
	return {
		write(quanta) {
			for (let q = 0; q < quanta; q++, at += quantum) {
				for (let i = 0; i < quantum; i++) {
					left[i] = at + i;
					right[i] = -(at + i);
				}
				subject.write(at, left, right, quantum);
			}
		}
	};
}

function collect(reader: CaptureReader): { readonly from: number; readonly left: number[]; readonly right: number[] } {
	let from = -1;
	const left: number[] = [];
	const right: number[] = [];
	reader.drain((contextFrame, a, b, frames) => {
		if (from < 0) from = contextFrame;
		expect(contextFrame).toBe(from + left.length);
		left.push(...a.subarray(0, frames));
		right.push(...b.subarray(0, frames));
	});
	return { from, left, right };
}

describe('a capture ring', () => {
	it('hands every frame over once, in order, past the wrap of its counters', () => {
		fc.assert(
			fc.property(fc.array(fc.integer({ min: 0, max: 16 }), { maxLength: 60 }), (turns) => {
				const memory = captureMemory(false, 2048);
				memory.state[0] = 2 ** 31 - 500;
				memory.state[1] = 2 ** 31 - 500;
				const input = writer(memory, 1000);
				const reader = new CaptureReader(memory, true);
				let next = 1000;
				for (const quanta of turns) {
					input.write(quanta);
					const { left, right } = collect(reader);
					expect(left).toEqual(Array.from({ length: quanta * quantum }, (_, i) => next + i));
					expect(right).toEqual(left.map((x) => -x));
					next += quanta * quantum;
				}
				expect(memory.state[lostAt]).toBe(0);
			})
		);
	});

	it('counts what found no room, and gives it back as silence of the same length', () => {
		const memory = captureMemory(false, 1024);
		const input = writer(memory, 640);
		const reader = new CaptureReader(memory, true);
		input.write(11);
		expect(memory.state[lostAt]).toBe(3 * quantum);
		expect(collect(reader).left).toHaveLength(1024);
		input.write(2);
		const after = collect(reader);
		expect(after.from).toBe(640 + 1024);
		expect(after.left.slice(0, 3 * quantum)).toEqual(new Array(3 * quantum).fill(0));
		expect(after.left[3 * quantum]).toBe(640 + 11 * quantum);
		expect(after.left).toHaveLength(5 * quantum);
	});

	it('lets others follow without taking anything', () => {
		const memory = captureMemory(false, 1024);
		const input = writer(memory, 0);
		const reader = new CaptureReader(memory, true);
		input.write(2);
		const follower = new CaptureReader(memory, false);
		input.write(2);
		expect(collect(follower)).toMatchObject({ from: 256 });
		expect(collect(reader).left).toHaveLength(512);
		expect(collect(follower).left).toEqual([]);
	});
});

describe('ChannelMixer', () => {
	const a = Float32Array.from([0.5, 0.25]);
	const b = Float32Array.from([0.1, -0.25]);
	it.each([
		['left', [0.5, 0.25], [0.5, 0.25]],
		['right', [0.1, -0.25], [0.1, -0.25]],
		['both', [0.5, 0.25], [0.1, -0.25]],
		['mix', [0.3, 0], [0.3, 0]]
	] as const)('keeps %s', (channel, left, right) => {
		const mixer = new ChannelMixer(2);
		mixer.mix(a, b, channel, 1, 2);
		left.forEach((x, i) => expect(mixer.left[i]).toBeCloseTo(x, 6));
		right.forEach((x, i) => expect(mixer.right[i]).toBeCloseTo(x, 6));
	});

	it('takes a single channel for both, and silence for none', () => {
		const mixer = new ChannelMixer(2);
		mixer.mix(a, null, 'mix', 1, 2);
		expect([...mixer.left]).toEqual([0.5, 0.25]);
		mixer.mix(null, null, 'both', 1, 2);
		expect([...mixer.left, mixer.peak, mixer.power]).toEqual([0, 0, 0, 0]);
	});

	it('glides to a new gain and counts what clips, before the gain or after it', () => {
		const mixer = new ChannelMixer(2);
		mixer.mix(a, a, 'left', 3, 2);
		expect([...mixer.left]).toEqual([1, 0.75]);
		expect(mixer.clippedSamples).toBe(1);
		mixer.mix(Float32Array.from([1, 0]), null, 'left', 0.1, 2);
		expect(mixer.clippedSamples).toBe(1);
	});
});
