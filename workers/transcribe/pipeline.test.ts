import { beforeEach, describe, expect, it } from 'vitest';
import { MemoryFileStore } from '../../tests/fakes/memory-file-store.ts';
import type { Progress } from '$contracts/workers/progress.ts';
import { transcribeSettingsSchema, type DecodedNotes } from '$contracts/transcription.ts';
import { pcmBlockFrames, toPcmBlock, toPcmHeader } from '$formats/pcm/index.ts';
import { posteriorsHeaderBytes, windowBytes, windowHopSamples } from '$formats/posteriors/index.ts';
import type { NoteModel } from './note-model.ts';
import { listen, redecode, type ListenParts } from './pipeline.ts';
import { openPosteriors } from './posterior-source.ts';
import { windowSamples } from './window-cutter.ts';

const hopFrames = 2 * windowHopSamples;
const request = {
	jobId: 'job',
	pcmPath: 'pcm/a',
	monoMix: 'mean',
	posteriorsPath: 'posteriors/a',
	settings: transcribeSettingsSchema.parse({}),
	maxThreads: 2
} as const;
const noNotes: DecodedNotes = { algorithm: 'fake', preset: 'piano', presetConfidence: 1, durationSeconds: 0, notes: [] };

/** A model that answers each window's middle sample in every cell, so that a window out of its place is seen. */
class EchoModel implements NoteModel {
	readonly threads = 2;
	readonly batches: number[] = [];
	onRun: () => void = () => undefined;

	async run(audio: Float32Array, windowCount: number) {
		this.onRun();
		this.batches.push(windowCount);
		expect(audio.length).toBe(windowCount * windowSamples);
		expect(audio.every(Number.isFinite)).toBe(true);
		const matrix = (bins: number): Float32Array<ArrayBuffer> =>
			Float32Array.from({ length: windowCount * 142 * bins }, (_, i) =>
				Math.abs(audio[Math.floor(i / (142 * bins)) * windowSamples + windowSamples / 2] ?? 0)
			);
		return { notes: matrix(88), onsets: matrix(88), contours: matrix(264), elapsedMs: 5 };
	}
}

/** A recording whose k-th window has the constant level `levels[k]`. */
async function store(files: MemoryFileStore, levels: readonly number[], lastFrames = hopFrames): Promise<void> {
	const frames = (levels.length - 1) * hopFrames + lastFrames;
	const writer = await files.create();
	await writer.write(toPcmHeader(1));
	for (let at = 0; at < frames; at += pcmBlockFrames) {
		const count = Math.min(pcmBlockFrames, frames - at);
		const samples = Float32Array.from({ length: count }, (_, i) => levels[Math.floor((at + i) / hopFrames)] ?? 0);
		await writer.write(toPcmBlock([samples], count));
	}
	await writer.commit('pcm/a');
}

describe('listening to a recording', () => {
	let files: MemoryFileStore;
	let model: EchoModel;
	let parts: ListenParts;
	let clockMs: number;
	const progress: Progress[] = [];
	const context = (signal = new AbortController().signal) => ({
		signal,
		onProgress: (word: Progress) => void progress.push(word)
	});

	beforeEach(() => {
		files = new MemoryFileStore();
		model = new EchoModel();
		clockMs = 0;
		progress.length = 0;
		parts = { files, openModel: async () => model, decodeNotes: () => noNotes, nowMs: () => (clockMs += 1) };
	});

	it('stores every window in its place, the short last one too', async () => {
		const levels = Array.from({ length: 21 }, (_, i) => 0.04 * (i + 1));
		await store(files, levels, hopFrames / 2 + 3000);
		const { timings } = await listen(request, parts, context());
		const source = await openPosteriors(files, request.posteriorsPath);
		expect(source.windowCount).toBe(21);
		expect(source.durationSeconds).toBeCloseTo((20 * hopFrames + hopFrames / 2 + 3000) / 44_100, 9);
		const windows = await source.readWindows(0, 21);
		windows.forEach(({ notes, onsets, contours, levelDb }, k) => {
			const level = levels[k] ?? 0;
			for (const matrix of [notes, onsets, contours]) {
				expect(matrix[0]).toBe(Math.round(255 * level));
				expect(matrix.at(-1)).toBe(Math.round(255 * level));
			}
			if (k > 0 && k < 20) expect(levelDb).toBeCloseTo(20 * Math.log10(level), 1);
		});
		expect(model.batches).toEqual([...Array<number>(10).fill(2), 1]);
		expect(timings).toMatchObject({ threads: 2, windows: 21, modelMs: 55 });
		expect(timings.totalMs).toBeGreaterThan(timings.decodeMs);
	});

	it('spares the model silence and near silence, and stores it as nothing heard', async () => {
		// The second window has the end of the first one's low-pass in it.
		await store(files, [0.5, 0, 0, 5e-5, 0, 0]);
		const { timings } = await listen(request, parts, context());
		const windows = await (await openPosteriors(files, request.posteriorsPath)).readWindows(0, 6);
		expect(windows.map(({ notes }) => notes[7000])).toEqual([128, 0, 0, 0, 0, 0]);
		expect(timings.windows).toBe(2);
	});

	it('does not even open the model for digital silence', async () => {
		await store(
			files,
			Array.from({ length: 40 }, () => 0)
		);
		parts = { ...parts, openModel: () => Promise.reject(new Error('It was opened.')) };
		const { timings } = await listen(request, parts, context());
		expect(timings).toMatchObject({ windows: 0, modelMs: 0, threads: 0 });
		expect((await files.stat(request.posteriorsPath))?.sizeBytes).toBe(posteriorsHeaderBytes + 40 * windowBytes);
	});

	it('hears a recording of one sample', async () => {
		await store(files, [0.5], 1);
		await listen(request, parts, context());
		expect((await openPosteriors(files, request.posteriorsPath)).windowCount).toBe(1);
	});

	it('tells how far it is, never backwards, to the end', async () => {
		await store(
			files,
			Array.from({ length: 30 }, () => 0.3)
		);
		await listen(request, parts, context());
		const heard = progress.filter(({ stage }) => stage === 'listening').map(({ fraction }) => fraction);
		expect(heard.length).toBeGreaterThan(2);
		expect(heard).toEqual([...heard].sort((a, b) => a - b));
		expect(heard.at(-1)).toBe(1);
		expect(progress.at(-1)).toEqual({ stage: 'finding notes', fraction: 1 });
	});

	it('stops at the next batch when it is cancelled, and leaves nothing', async () => {
		await store(
			files,
			Array.from({ length: 60 }, () => 0.3)
		);
		const controller = new AbortController();
		model.onRun = () => setTimeout(() => controller.abort(), 0);
		await expect(listen(request, parts, context(controller.signal))).rejects.toMatchObject({ name: 'AbortError' });
		expect(model.batches.length).toBeLessThan(4);
		expect(await files.stat(request.posteriorsPath)).toBeNull();
		expect(files.unnamedCount).toBe(0);
	});

	it('is aborted, not failed, when it is cancelled while the notes are sought', async () => {
		await store(files, [0.3]);
		const controller = new AbortController();
		const decodeNotes = (): never => {
			controller.abort();
			throw new Error('The decoder stopped in its own way.');
		};
		await expect(listen(request, { ...parts, decodeNotes }, context(controller.signal))).rejects.toMatchObject({
			name: 'AbortError'
		});
	});

	it('leaves nothing when the model fails', async () => {
		await store(
			files,
			Array.from({ length: 20 }, () => 0.3)
		);
		parts = { ...parts, openModel: async () => ({ threads: 1, run: () => Promise.reject(new Error('out of memory')) }) };
		await expect(listen(request, parts, context())).rejects.toThrow('out of memory');
		expect(files.unnamedCount).toBe(0);
	});

	it('leaves nothing when storage is full', async () => {
		await store(
			files,
			Array.from({ length: 20 }, () => 0.3)
		);
		const small = new MemoryFileStore({ quotaBytes: files.usedBytes + 10 * windowBytes });
		await store(
			small,
			Array.from({ length: 20 }, () => 0.3)
		);
		await expect(listen(request, { ...parts, files: small }, context())).rejects.toMatchObject({
			fault: { code: 'storageFull' }
		});
		expect(small.unnamedCount).toBe(0);
	});

	it('finds notes again without the model', async () => {
		await store(files, [0.5, 0.25]);
		await listen(request, parts, context());
		const settings = transcribeSettingsSchema.parse({ sensitivity: 0.9 });
		const notes = await redecode(
			{ posteriorsPath: request.posteriorsPath, settings },
			{ files, decodeNotes: (source, given) => ({ ...noNotes, durationSeconds: source.durationSeconds * given.sensitivity }) }
		);
		expect(notes.durationSeconds).toBeCloseTo((0.9 * 2 * hopFrames) / 44_100, 9);
	});

	it('says when posteriors are gone or cut short', async () => {
		const again = (path: string) => redecode({ posteriorsPath: path, settings: request.settings }, parts);
		await expect(again('posteriors/none')).rejects.toMatchObject({ fault: { code: 'fileMissing' } });
		await store(files, [0.5, 0.25]);
		await listen(request, parts, context());
		const whole = await (await files.open(request.posteriorsPath)).read(0, posteriorsHeaderBytes + windowBytes);
		const writer = await files.create();
		await writer.write(whole);
		await writer.commit('posteriors/short');
		await expect(again('posteriors/short')).rejects.toMatchObject({ fault: { code: 'recordCorrupt' } });
	});
});
