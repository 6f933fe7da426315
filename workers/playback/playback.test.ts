import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { ringMemory, SampleRing, type PlaySequence } from '$core/playback/index.ts';
import { pcmBlockFrames, toPcmBlock, toPcmHeader } from '$formats/pcm/index.ts';
import { MemoryFileStore } from '../../tests/fakes/memory-file-store.ts';
import { PcmReader } from './pcm-reader.ts';
import { RingFeeder } from './ring-feeder.ts';
import { PortRingWriter, SharedRingWriter, type RingWriter } from './ring-writer.ts';
import { SoundBank } from './sound-bank.ts';

const frameCount = 3 * pcmBlockFrames + 777;
const sampleAt = (frame: number): number => (frame % 1000) / 1000;

function recording(channels: 1 | 2): Uint8Array {
	const parts: Uint8Array[] = [toPcmHeader(channels)];
	for (let start = 0; start < frameCount; start += pcmBlockFrames) {
		const left = Float32Array.from({ length: Math.min(pcmBlockFrames, frameCount - start) }, (_, i) => sampleAt(start + i));
		parts.push(toPcmBlock(channels === 1 ? [left] : [left, left.map((x) => -x)], left.length));
	}
	return Uint8Array.from(parts.flatMap((part) => [...part]));
}

async function reader(bytes: Uint8Array): Promise<PcmReader> {
	const store = new MemoryFileStore();
	store.put('pcm/a', bytes);
	return PcmReader.open(await store.open('pcm/a'), 'pcm/a');
}

describe('PcmReader', () => {
	it.each([1, 2] as const)('reads %i channel(s) from anywhere', async (channels) => {
		const subject = await reader(recording(channels));
		expect(subject.layout.frameCount).toBe(frameCount);
		for (const frame of [0, 5, pcmBlockFrames - 1, pcmBlockFrames, frameCount - 1, 12]) {
			const { left, right } = await subject.read(frame, 100);
			expect(left.length).toBeGreaterThan(0);
			expect(left[0]).toBeCloseTo(sampleAt(frame), 3);
			expect(right[0]).toBeCloseTo(channels === 1 ? sampleAt(frame) : -sampleAt(frame), 3);
		}
	});

	it.each([
		['empty', new Uint8Array()],
		['of another kind', new Uint8Array(1000).fill(7)],
		['cut in its header', toPcmHeader(1).slice(0, 20)]
	])('refuses a file that is %s', async (_, bytes) => {
		await expect(reader(bytes)).rejects.toMatchObject({ fault: { code: 'recordCorrupt' } });
	});
});

/** Runs a feeder until it waits, and gives what it wrote. */
async function feed(writer: RingWriter, sequence: PlaySequence, source: PcmReader): Promise<void> {
	await new Promise<void>((resolve, reject) => {
		const feeder = new RingFeeder({
			source,
			writer,
			pause: () => {
				feeder.close();
				resolve();
				return Promise.resolve();
			},
			onFailure: reject
		});
		feeder.cue(4, 1, sequence);
		setTimeout(resolve, 500);
	});
}

describe('RingFeeder', () => {
	it.each([
		['straight to the end', { startFrame: 40_000, frameCount, loop: null }],
		['round a loop, over and over', { startFrame: 16_000, frameCount, loop: { startFrame: 15_007, endFrame: 17_313 } }]
	])('writes %s', async (_, sequence) => {
		const memories = [ringMemory(true, 16_384), ringMemory(true, 16_384)];
		await feed(new SharedRingWriter(memories), sequence, await reader(recording(1)));
		const ring = new SampleRing(memories[1] ?? ringMemory(false));
		expect(ring.holds(4)).toBe(true);
		const frames = ring.availableFrames;
		expect(frames).toBeGreaterThan(8000);
		const [left, right] = [new Float32Array(frames), new Float32Array(frames)];
		ring.read(left, right, 0, frames);
		const wanted = (i: number): number => {
			const { loop, startFrame } = sequence;
			const frame = startFrame + i;
			return sampleAt(
				loop === null || frame < loop.endFrame
					? frame
					: loop.startFrame + ((frame - loop.endFrame) % (loop.endFrame - loop.startFrame))
			);
		};
		expect(left.findIndex((x, i) => Math.abs(x - wanted(i)) > 1e-3)).toBe(-1);
		expect(right).toEqual(left);
	});

	it('stops with the next cue and tells of a file that ends too soon', async () => {
		const cut = recording(1).slice(0, -20_000);
		const source = await reader(cut);
		const error = await feed(
			new SharedRingWriter([ringMemory(true, 65_536), ringMemory(true, 65_536)]),
			{ startFrame: 0, frameCount, loop: null },
			source
		).catch((e: unknown) => e);
		expect(error).toMatchObject({ fault: { code: 'recordCorrupt' } });
	});

	it('sends no more over a port than was read', async () => {
		const sent: number[] = [];
		const writer = new PortRingWriter((message) => void (message.kind === 'chunk' && sent.push(message.left.length)));
		const sequence = { startFrame: 0, frameCount, loop: { startFrame: 0, endFrame: frameCount } };
		await feed(writer, sequence, await reader(recording(2)));
		const total = sent.reduce((sum, frames) => sum + frames, 0);
		expect(total).toBeLessThanOrEqual(131_072);
		expect(total).toBeGreaterThan(120_000);
		writer.wasRead(3, 100_000);
		expect(writer.freeFrames()).toBe(131_072 - total);
		writer.wasRead(4, 100_000);
		expect(writer.freeFrames()).toBe(231_072 - total);
	});
});

describe('SampleRing', () => {
	it('goes on when its counters wrap', () => {
		const memory = ringMemory(false, 1024);
		const ring = new SampleRing(memory);
		ring.begin(1);
		memory.state.set([1, 2 ** 31 - 100, 2 ** 31 - 100]);
		const plane = Float32Array.from({ length: 300 }, (_, i) => i);
		const [left, right] = [new Float32Array(300), new Float32Array(300)];
		for (let turn = 0; turn < 10; turn++) {
			ring.write(plane, plane, 300);
			expect(ring.availableFrames).toBe(300);
			ring.read(left, right, 0, 300);
			expect(left).toEqual(plane);
		}
	});
});

describe('SoundBank', () => {
	it('decodes the samples of a programme once', async () => {
		const file = await readFile(new URL('../../node_modules/@coderline/alphatab/dist/soundfont/sonivox.sf3', import.meta.url));
		const bank = await SoundBank.open(Uint8Array.from(file).buffer);
		const guitar = bank.take({ programme: 24, isDrums: false });
		expect(guitar.length).toBeGreaterThan(0);
		for (const { samples, sampleRateHz } of guitar) {
			expect(samples.some((x) => Math.abs(x) > 0.05)).toBe(true);
			expect(sampleRateHz).toBeGreaterThan(8000);
		}
		expect(bank.take({ programme: 24, isDrums: false })).toEqual([]);
	});

	it.each([new ArrayBuffer(0), new ArrayBuffer(100)])('refuses what is no bank', async (bytes) => {
		await expect(SoundBank.open(bytes)).rejects.toMatchObject({ fault: { code: 'engineFailed' } });
	});
});
