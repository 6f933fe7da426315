import { afterEach, describe, expect, it, vi } from 'vitest';
import { findTune, readPcm } from '../../../../tests/fixtures/find-tune.ts';
import { UserFixableError } from '$contracts/errors.ts';
import { openFileStore } from '$files/index.ts';
import { decodeOnPage } from './decode-fallback.ts';
import { createDecodeClient } from './engine-clients.ts';

const paths = { pcmPath: 'pcm/fallback', peaksPath: 'peaks/fallback' };
const context = { signal: new AbortController().signal, onProgress: () => undefined };
const fault = { code: 'decoderMissing', params: { codec: 'mp3' } } as const;

async function sound(name: string): Promise<Blob> {
	return (await fetch(new URL(`../../../../tests/fixtures/sound/${name}`, import.meta.url))).blob();
}

const client = () =>
	createDecodeClient(
		() =>
			new Worker(new URL('../../../../tests/fixtures/decode-without-webcodecs.worker.ts', import.meta.url), { type: 'module' })
	);

async function codeOf(work: () => Promise<unknown>): Promise<unknown> {
	try {
		await work();
	} catch (error) {
		return error instanceof UserFixableError ? error.fault : error;
	}
	return 'nothing thrown';
}

afterEach(() => vi.restoreAllMocks());

describe('without WebCodecs in the worker', () => {
	it.each(['tune.mp3', 'tune.m4a', 'tune.flac', 'tune.ogg', 'tune.webm'])('the page decodes %s', async (fileName) => {
		const decoder = client();
		const kept = await decoder.keep({ file: await sound(fileName), fileName }, context);
		const { facts } = await decoder.decode({ fileName, originalPath: kept.originalPath, ...paths }, context);
		expect(facts).toMatchObject({ channels: 1, damaged: false });
		const { likeness, lateMs } = findTune(await readPcm(await openFileStore(), paths.pcmPath));
		expect(likeness).toBeGreaterThan(0.98);
		expect(Math.abs(lateMs)).toBeLessThan(2);
		decoder.close();
	});

	it('the worker decodes WAV all the same', async () => {
		const decoder = client();
		const kept = await decoder.keep({ file: await sound('tune-adpcm-ms.wav'), fileName: 'a.wav' }, context);
		const { facts } = await decoder.decode({ fileName: 'a.wav', originalPath: kept.originalPath, ...paths }, context);
		expect(facts.codec).toBe('adpcm-ms');
		decoder.close();
	});

	it('says how long a recording may be there', async () => {
		const files = await openFileStore();
		const decoder = client();
		const kept = await decoder.keep({ file: await sound('tune.mp3'), fileName: 'a.mp3' }, context);
		decoder.close();
		const request = { fileName: 'a.mp3', originalPath: kept.originalPath, ...paths };
		vi.spyOn(HTMLMediaElement.prototype, 'duration', 'get').mockReturnValue(21 * 60);
		expect(await codeOf(() => decodeOnPage(request, fault, files, context.signal))).toMatchObject({
			code: 'tooLong',
			params: { fileName: 'a.mp3', limit: '20 minutes' }
		});
	});

	it('says codecUnsupported for what the page cannot decode either', async () => {
		const files = await openFileStore();
		const writer = await files.create();
		await writer.write(new Uint8Array(1000));
		await writer.commit('originals/zeros');
		const request = { fileName: 'a.mp3', originalPath: 'originals/zeros', ...paths };
		expect(await codeOf(() => decodeOnPage(request, fault, files, context.signal))).toMatchObject({
			code: 'codecUnsupported',
			params: { fileName: 'a.mp3', codec: 'mp3' }
		});
	});
});
