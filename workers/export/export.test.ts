import { describe, expect, it } from 'vitest';
import { takeHeaderBytes, toInt24, toTakeHeader } from '$formats/take-file/index.ts';
import { MemoryFileStore } from '../../tests/fakes/memory-file-store.ts';
import { exportTake } from './pipeline.ts';

const frames = 10_001;
const header = {
	sampleRateHz: 48_000,
	channels: 1,
	frames,
	isFinished: true,
	peak: 1,
	clippedSamples: 0,
	overrunFrames: 0,
	draft: '{}'
} as const;

function storeWithTake(cutBytes = 0): { store: MemoryFileStore; samples: Uint8Array<ArrayBuffer> } {
	const samples = new Uint8Array(frames * 3);
	toInt24([Float32Array.from({ length: frames }, (_, i) => Math.sin(i / 30))], frames, samples, 0);
	const whole = new Uint8Array(takeHeaderBytes + samples.length);
	whole.set(toTakeHeader(header));
	whole.set(samples, takeHeaderBytes);
	const store = new MemoryFileStore();
	store.put('takes/a', whole.slice(0, whole.length - cutBytes));
	return { store, samples };
}

const request = { jobId: 'job', path: 'takes/a', title: 'A take' } as const;
const quiet = { signal: new AbortController().signal, onProgress: () => undefined };

describe('exportTake', () => {
	it('writes a plain WAV file with the very samples', async () => {
		const { store, samples } = storeWithTake();
		const bytes = new Uint8Array(await (await exportTake(store, { ...request, format: 'wav' }, quiet)).arrayBuffer());
		const view = new DataView(bytes.buffer);
		expect([view.getUint32(24, true), view.getUint32(40, true)]).toEqual([48_000, samples.length]);
		expect(view.getUint32(4, true)).toBe(bytes.length - 8);
		expect(bytes.slice(44, 44 + samples.length)).toEqual(samples);
		expect(bytes.length).toBe(44 + samples.length + 1);
	});

	it('writes FLAC and tells how far it is', async () => {
		const { store } = storeWithTake();
		const fractions: number[] = [];
		const blob = await exportTake(
			store,
			{ ...request, format: 'flac' },
			{ ...quiet, onProgress: ({ fraction }) => fractions.push(fraction) }
		);
		const bytes = new Uint8Array(await blob.arrayBuffer());
		expect(new TextDecoder().decode(bytes.slice(0, 4))).toBe('fLaC');
		expect(bytes.length).toBeLessThan(frames * 3);
		expect(fractions.at(-1)).toBe(1);
	});

	it('says that Opus cannot be written where there is no encoder', async () => {
		const { store } = storeWithTake();
		await expect(exportTake(store, { ...request, format: 'opus' }, quiet)).rejects.toMatchObject({
			fault: { code: 'encoderMissing' }
		});
	});

	it('takes what there is of a file that was cut', async () => {
		const { store } = storeWithTake(3000);
		const blob = await exportTake(store, { ...request, format: 'wav' }, quiet);
		expect(new DataView(await blob.arrayBuffer()).getUint32(40, true)).toBe((frames - 1000) * 3);
	});

	it.each([
		['no file', 'takes/b', 'fileMissing'],
		['a file of another kind', 'takes/c', 'recordCorrupt'],
		['a take without a frame', 'takes/d', 'recordCorrupt']
	])('tells of %s', async (_, path, code) => {
		const { store } = storeWithTake();
		store.put('takes/c', new Uint8Array(20_000));
		store.put('takes/d', toTakeHeader({ ...header, frames: 0 }));
		await expect(exportTake(store, { ...request, path, format: 'flac' }, quiet)).rejects.toMatchObject({ fault: { code } });
	});

	it('stops when it is told to', async () => {
		const { store } = storeWithTake();
		const controller = new AbortController();
		controller.abort();
		await expect(
			exportTake(store, { ...request, format: 'flac' }, { ...quiet, signal: controller.signal })
		).rejects.toMatchObject({
			name: 'AbortError'
		});
	});
});
