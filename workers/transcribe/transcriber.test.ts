import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MemoryFileStore } from '../../tests/fakes/memory-file-store.ts';
import { UserFixableError } from '$contracts/errors.ts';
import type { TranscribeWorker } from '$contracts/workers/transcribe.contract.ts';
import { transcribeSettingsSchema } from '$contracts/transcription.ts';
import { toPcmBlock, toPcmHeader } from '$formats/pcm/index.ts';
import type { OpenedModel } from './open-note-model.ts';
import { makeTranscriber } from './transcriber.ts';

const settings = transcribeSettingsSchema.parse({});
const requestOf = (jobId: string, maxThreads = 2) =>
	({ jobId, pcmPath: 'pcm/a', monoMix: 'mean', posteriorsPath: `posteriors/${jobId}`, settings, maxThreads }) as const;
const quiet = (): void => undefined;

class FakeModel implements OpenedModel {
	isOpen = true;
	failure: Error | null = null;
	readonly threads: number;

	constructor(threads: number) {
		this.threads = threads;
	}

	async run(_: Float32Array, windowCount: number) {
		if (this.failure) throw this.failure;
		const matrix = (bins: number): Float32Array<ArrayBuffer> => new Float32Array(windowCount * 142 * bins);
		return { notes: matrix(88), onsets: matrix(88), contours: matrix(264), elapsedMs: 1 };
	}

	close(): void {
		this.isOpen = false;
	}
}

describe('the transcriber', () => {
	let models: FakeModel[];
	let transcriber: TranscribeWorker;

	beforeEach(() => {
		vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
		models = [];
		const files = new MemoryFileStore();
		files.put('pcm/a', Uint8Array.of(...toPcmHeader(1), ...toPcmBlock([new Float32Array(1000).fill(0.5)], 1000)));
		transcriber = makeTranscriber({
			openFiles: async () => files,
			openModel: async (maxThreads) => {
				const model = new FakeModel(maxThreads);
				models.push(model);
				return model;
			},
			decodeNotes: ({ durationSeconds }) => ({
				algorithm: 'fake',
				preset: 'bass',
				presetConfidence: 1,
				durationSeconds,
				notes: []
			}),
			nowMs: () => 0
		});
	});
	afterEach(() => vi.useRealTimers());

	it('keeps one model from song to song, and opens another for another number of threads', async () => {
		expect(await transcriber.listen(requestOf('one'), quiet)).toMatchObject({ kind: 'done', value: { timings: { threads: 2 } } });
		await transcriber.listen(requestOf('two'), quiet);
		expect(models.length).toBe(1);
		expect(await transcriber.listen(requestOf('three', 1), quiet)).toMatchObject({ value: { timings: { threads: 1 } } });
		expect(models.map(({ isOpen }) => isOpen)).toEqual([false, true]);
	});

	it('gives the memory back when nothing comes for two minutes', async () => {
		await transcriber.listen(requestOf('one'), quiet);
		vi.advanceTimersByTime(119_000);
		expect(models[0]?.isOpen).toBe(true);
		vi.advanceTimersByTime(2_000);
		expect(models[0]?.isOpen).toBe(false);
		expect(await transcriber.listen(requestOf('two'), quiet)).toMatchObject({ kind: 'done' });
	});

	it('turns a failure of the model into a fault, and starts afresh at the next song', async () => {
		await transcriber.listen(requestOf('one'), quiet);
		const [first] = models;
		if (!first) throw new Error('No model was opened.');
		first.failure = new Error('out of memory');
		expect(await transcriber.listen(requestOf('two'), quiet)).toMatchObject({
			kind: 'fault',
			fault: { code: 'transcriptionFailed' }
		});
		expect(first.isOpen).toBe(false);
		expect(await transcriber.listen(requestOf('three'), quiet)).toMatchObject({ kind: 'done' });
	});

	it('answers faults as faults', async () => {
		expect(await transcriber.listen({ ...requestOf('one'), pcmPath: 'pcm/none' }, quiet)).toMatchObject({
			fault: { code: 'fileMissing' }
		});
		expect(await transcriber.redecode({ posteriorsPath: 'posteriors/none', settings })).toMatchObject({
			fault: { code: 'fileMissing' }
		});
	});

	it('finds notes again without a model', async () => {
		await transcriber.listen(requestOf('one'), quiet);
		vi.advanceTimersByTime(121_000);
		expect(await transcriber.redecode({ posteriorsPath: 'posteriors/one', settings })).toMatchObject({ kind: 'done' });
		expect(models.length).toBe(1);
	});

	it('answers a cancelled job as aborted, once, and nothing happens to one that is over', async () => {
		const answer = transcriber.listen(requestOf('one'), quiet);
		transcriber.cancel('one');
		expect(await answer).toEqual({ kind: 'aborted' });
		expect(() => transcriber.cancel('one')).not.toThrow();
	});

	it('tries the store again after it could not be opened', async () => {
		let attempts = 0;
		const stubborn = makeTranscriber({
			openFiles: async () => {
				attempts++;
				throw new UserFixableError('storageUnavailable');
			},
			openModel: async () => new FakeModel(1),
			decodeNotes: () => Promise.reject(new Error('unused')),
			nowMs: () => 0
		});
		for (const job of ['one', 'two']) {
			expect(await stubborn.listen(requestOf(job), quiet)).toMatchObject({ fault: { code: 'storageUnavailable' } });
		}
		expect(attempts).toBe(2);
	});
});
