import { describe, expect, it } from 'vitest';
import { badFiles, unusualFiles, type FixtureFile } from '../../tests/fixtures/bad-files.ts';
import { findTune, readPcm } from '../../tests/fixtures/find-tune.ts';
import { MemoryFileStore } from '../../tests/fakes/memory-file-store.ts';
import { tune } from '../../tests/fixtures/tune.ts';
import { toRaw, wav } from '../../tests/fixtures/wav.ts';
import type { Progress } from '$contracts/workers/progress.ts';
import { fromPeaks } from '$formats/peaks/index.ts';
import { createDecodeService } from './service.ts';

const paths = { pcmPath: 'pcm/song', peaksPath: 'peaks/song' };

async function importFile({ name, bytes }: Pick<FixtureFile, 'name' | 'bytes'>, store = new MemoryFileStore()) {
	const service = createDecodeService(async () => store);
	const progress: Progress[] = [];
	const onProgress = (one: Progress): void => void progress.push(one);
	const kept = await service.keep({ jobId: '1', file: new Blob([bytes]), fileName: name }, onProgress);
	if (kept.kind !== 'done') return { outcome: kept, progress, store };
	const request = { jobId: '2', fileName: name, originalPath: kept.value.originalPath, ...paths };
	return { outcome: await service.decode(request, onProgress), progress, store };
}

describe('the decoder, on files that need no platform decoder', () => {
	it.each([...badFiles(), ...unusualFiles()].map((file) => [file.name, file] as const))('%s', async (_, file) => {
		const { outcome, store, progress } = await importFile(file);
		const { expect: expected } = file;
		expect(store.unnamedCount).toBe(0);
		if (expected.fault !== undefined) {
			expect(outcome).toMatchObject({ kind: 'fault', fault: { code: expected.fault, params: { fileName: file.name } } });
			expect([await store.stat(paths.pcmPath), await store.stat(paths.peaksPath)]).toEqual([null, null]);
			return;
		}
		if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
		const { facts } = 'facts' in outcome.value ? outcome.value : { facts: null };
		if (facts === null) throw new Error('nothing decoded');
		expect(facts.durationSeconds).toBeCloseTo(expected.seconds, 3);
		for (const key of ['damaged', 'codec', 'channels', 'monoMix'] as const) {
			if (expected[key] !== undefined) expect(facts[key], key).toBe(expected[key]);
		}
		if (expected.peakDb !== undefined) expect(facts.peakDb).toBeCloseTo(expected.peakDb, 1);
		const planes = await readPcm(store, paths.pcmPath);
		expect(planes.length).toBe(facts.channels);
		if (expected.isTune) {
			const { likeness, lateMs } = findTune(planes);
			expect(likeness).toBeGreaterThan(0.985);
			expect(Math.abs(lateMs)).toBeLessThan(0.05);
		}
		const peaksFile = await store.open(paths.peaksPath);
		expect(fromPeaks(await peaksFile.read(0, peaksFile.sizeBytes))?.frameCount).toBe(planes[0]?.length);
		const fractions = progress.filter(({ stage }) => stage === 'decoding').map(({ fraction }) => fraction);
		expect(fractions.at(-1)).toBe(1);
		expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
	});
});

describe('the decoder', () => {
	const good = wav(toRaw([tune(44_100)], 's16'));

	it('keeps the very bytes under their hash, and the same file once', async () => {
		const store = new MemoryFileStore();
		const service = createDecodeService(async () => store);
		const keep = async () => service.keep({ jobId: 'k', file: new Blob([good]), fileName: 'a.wav' }, () => undefined);
		const sha256 = Buffer.from(await crypto.subtle.digest('SHA-256', good)).toString('hex');
		expect(await keep()).toEqual({
			kind: 'done',
			value: { sha256, sizeBytes: good.length, originalPath: `originals/${sha256}` }
		});
		expect(await keep()).toMatchObject({ kind: 'done' });
		expect(store.usedBytes).toBe(good.length);
		const file = await store.open(`originals/${sha256}`);
		expect(await file.read(0, file.sizeBytes)).toEqual(good);
	});

	it('hashes a file in pieces as it does a whole one', async () => {
		const large = new Uint8Array(50 * 1024 ** 2).map((_, i) => i * 31);
		const service = createDecodeService(async () => new MemoryFileStore());
		const outcome = await service.keep({ jobId: 'k', file: new Blob([large]), fileName: 'large.wav' }, () => undefined);
		const sha256 = Buffer.from(await crypto.subtle.digest('SHA-256', large)).toString('hex');
		expect(outcome).toMatchObject({ kind: 'done', value: { sha256, sizeBytes: large.length } });
	});

	it('says tooLarge for a file above the limit, without reading it', async () => {
		const blob = new Blob([good]);
		Object.defineProperty(blob, 'size', { value: 5 * 1024 ** 3 });
		const service = createDecodeService(async () => new MemoryFileStore());
		const outcome = await service.keep({ jobId: 'k', file: blob, fileName: 'huge.wav' }, () => undefined);
		expect(outcome).toMatchObject({
			kind: 'fault',
			fault: { code: 'tooLarge', params: { fileName: 'huge.wav', limit: '4 GB' } }
		});
	});

	it.each([good.length, 64 * 1024 ** 2])(
		'says importInterrupted when a file of %d bytes cannot be read to its end',
		async (size) => {
			const gone = new Blob([good]);
			gone.arrayBuffer = () => Promise.reject(new DOMException('it changed', 'NotReadableError'));
			gone.slice = () => gone;
			const blob = Object.defineProperty(gone, 'size', { value: size });
			const store = new MemoryFileStore();
			const outcome = await createDecodeService(async () => store).keep(
				{ jobId: 'k', file: blob, fileName: 'a.wav' },
				() => undefined
			);
			expect(outcome).toMatchObject({ kind: 'fault', fault: { code: 'importInterrupted' } });
			expect(store.usedBytes).toBe(0);
		}
	);

	it.each([0.5, 1.2, 1.9, 2.005])('leaves nothing but the original when the disk is full at %f of the file', async (share) => {
		const store = new MemoryFileStore({ quotaBytes: Math.round(share * good.length) });
		const { outcome } = await importFile({ name: 'a.wav', bytes: good }, store);
		expect(outcome).toMatchObject({ kind: 'fault', fault: { code: 'storageFull', params: { fileName: 'a.wav' } } });
		expect(store.unnamedCount).toBe(0);
		expect(store.usedBytes).toBe(share < 1 ? 0 : good.length);
	});

	it('stops when it is cancelled, and leaves nothing', async () => {
		const store = new MemoryFileStore();
		const long = wav(new Uint8Array(10_000_000), { sampleRateHz: 8000 });
		store.put('originals/long', long);
		const service = createDecodeService(async () => store);
		const request = { jobId: 'd', fileName: 'long.wav', originalPath: 'originals/long', ...paths };
		const outcome = await service.decode(request, ({ fraction }) => {
			if (fraction > 0) setTimeout(() => service.cancel('d'));
		});
		expect(outcome).toEqual({ kind: 'aborted' });
		expect(store.usedBytes).toBe(long.length);
		service.cancel('d');
		service.cancel('never heard of');
	});

	it('takes planes the page has decoded', async () => {
		const store = new MemoryFileStore();
		store.put('originals/x', good);
		const samples = tune(48_000);
		const outcome = await createDecodeService(async () => store).decodePlanes(
			{
				jobId: 'p',
				fileName: 'x',
				originalPath: 'originals/x',
				...paths,
				planes: [samples, samples],
				sampleRateHz: 48_000,
				codec: 'aac'
			},
			() => undefined
		);
		expect(outcome).toMatchObject({
			kind: 'done',
			value: { facts: { channels: 2, codec: 'aac', durationSeconds: 2, damaged: false } }
		});
		expect(findTune(await readPcm(store, paths.pcmPath)).likeness).toBeGreaterThan(0.99);
	});

	it('says fileMissing when the original is gone', async () => {
		const service = createDecodeService(async () => new MemoryFileStore());
		const outcome = await service.decode(
			{ jobId: 'd', fileName: 'x', originalPath: 'originals/gone', ...paths },
			() => undefined
		);
		expect(outcome).toMatchObject({ kind: 'fault', fault: { code: 'fileMissing' } });
	});
});
