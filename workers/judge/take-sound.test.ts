import { describe, expect, it } from 'vitest';
import { toInt24, toTakeHeader, type TakeHeader } from '../../src/lib/formats/take-file/index.ts';
import { MemoryFileStore } from '../../tests/fakes/memory-file-store.ts';
import { readTakeSound } from './take-sound.ts';

const never = new AbortController().signal;

async function kept(rateHz: number, planes: readonly Float32Array[]): Promise<MemoryFileStore> {
	const frames = planes[0]?.length ?? 0;
	const bytes = new Uint8Array(frames * planes.length * 3);
	const peak = toInt24(planes, frames, bytes, 0);
	const header: TakeHeader = {
		sampleRateHz: rateHz,
		channels: planes.length === 2 ? 2 : 1,
		frames,
		isFinished: true,
		peak,
		clippedSamples: 0,
		overrunFrames: 0,
		draft: '{}'
	};
	const files = new MemoryFileStore();
	const writer = await files.create();
	await writer.write(toTakeHeader(header));
	await writer.write(bytes);
	await writer.commit('takes/one');
	return files;
}

const tone = (rateHz: number, gain: number): Float32Array =>
	Float32Array.from({ length: 3 * rateHz }, (_, i) => gain * Math.sin((2 * Math.PI * 440 * i) / rateHz));

describe('the sound of a take', () => {
	it.each([
		[44_100, 22_050],
		[48_000, 24_000],
		[96_000, 24_000],
		[16_000, 16_000]
	])('recorded at %i Hz is read at %i, whole', async (rateHz, readHz) => {
		const sound = await readTakeSound(await kept(rateHz, [tone(rateHz, 0.01)]), 'takes/one', never);
		expect(sound?.sampleRateHz).toBe(readHz);
		expect(Math.abs((sound?.samples.length ?? 0) - 3 * readHz)).toBeLessThanOrEqual(1);
		// As loud as it may be, and where it was.
		const at = Math.round((1 + 1 / 1760) * readHz);
		expect(sound?.samples[at]).toBeGreaterThan(31_000);
	});
	it('is the mean of its channels', async () => {
		const sound = await readTakeSound(await kept(16_000, [tone(16_000, 0.4), new Float32Array(48_000)]), 'takes/one', never);
		const peak = sound?.samples.reduce((most, sample) => Math.max(most, sample), 0) ?? 0;
		expect(peak / 16_000).toBeCloseTo(1, 1);
	});
	it('is not there for a take that is gone, or another file', async () => {
		const files = await kept(16_000, [tone(16_000, 0.4)]);
		expect(await readTakeSound(files, 'takes/two', never)).toBeNull();
		const writer = await files.create();
		await writer.write(new Uint8Array(20_000));
		await writer.commit('takes/two');
		expect(await readTakeSound(files, 'takes/two', never)).toBeNull();
	});
	it('stops when it is told to', async () => {
		const files = await kept(16_000, [tone(16_000, 0.4)]);
		await expect(readTakeSound(files, 'takes/one', AbortSignal.abort())).rejects.toThrow();
	});
});
