import { proxy, wrap, type Remote } from 'comlink';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { badFiles, cut, flipped, unusualFiles, type Expectation } from '../../tests/fixtures/bad-files.ts';
import { findTune, readPcm } from '../../tests/fixtures/find-tune.ts';
import { tune, tuneSeconds } from '../../tests/fixtures/tune.ts';
import { toRaw, wav } from '../../tests/fixtures/wav.ts';
import type { DecodeWorker, RecordingFacts, RecordingTags } from '$contracts/workers/decode.contract.ts';
import type { FileStore } from '$contracts/file-store.ts';
import type { Outcome } from '$contracts/workers/outcome.ts';
import { openFileStore } from '$files/index.ts';

const paths = { pcmPath: 'pcm/song', peaksPath: 'peaks/song' };
let store: FileStore;
let thread: Worker;
let worker: Remote<DecodeWorker>;

beforeAll(async () => {
	store = await openFileStore();
	thread = new Worker(new URL('./decode.worker.ts', import.meta.url), { type: 'module' });
	worker = wrap<DecodeWorker>(thread);
});
afterAll(() => thread.terminate());

async function sound(name: string): Promise<Uint8Array<ArrayBuffer>> {
	const response = await fetch(new URL(`../../tests/fixtures/sound/${name}`, import.meta.url));
	if (!response.ok) throw new Error(`no fixture ${name}`);
	return new Uint8Array(await response.arrayBuffer());
}

type Decoded = Outcome<{ facts: RecordingFacts; tags: RecordingTags }>;

async function importFile(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<Decoded> {
	const kept = await worker.keep(
		{ jobId: 'k', file: new Blob([bytes]), fileName: name },
		proxy(() => undefined)
	);
	if (kept.kind !== 'done') return kept;
	const { originalPath } = kept.value;
	const outcome = await worker.decode(
		{ jobId: 'd', fileName: name, originalPath, ...paths },
		proxy(() => undefined)
	);
	await store.remove(originalPath);
	return outcome;
}

async function forget(): Promise<void> {
	await store.remove(paths.pcmPath);
	await store.remove(paths.peaksPath);
}

async function unnamedCount(): Promise<number> {
	let count = 0;
	const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('unnamed');
	for await (const name of folder.keys()) count += name === '' ? 0 : 1;
	return count;
}

async function check(name: string, outcome: Decoded, expected: Expectation): Promise<void> {
	expect(await unnamedCount()).toBe(0);
	if (expected.fault !== undefined) {
		expect(outcome).toMatchObject({ kind: 'fault', fault: { code: expected.fault, params: { fileName: name } } });
		expect([await store.stat(paths.pcmPath), await store.stat(paths.peaksPath)]).toEqual([null, null]);
		return;
	}
	if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
	const { facts } = outcome.value;
	expect(Math.abs(facts.durationSeconds - expected.seconds)).toBeLessThan(0.001);
	for (const key of ['damaged', 'codec', 'channels', 'monoMix'] as const) {
		if (expected[key] !== undefined) expect(facts[key], key).toBe(expected[key]);
	}
	if (expected.isTune) expect(findTune(await readPcm(store, paths.pcmPath)).likeness).toBeGreaterThan(0.985);
	await forget();
}

describe('the decode worker', () => {
	it.each([...badFiles(), ...unusualFiles()].map((file) => [file.name, file] as const))('%s', async (name, file) => {
		await check(name, await importFile(name, file.bytes), file.expect);
	});

	// Lossy coders round their length up to whole blocks and may begin late; what they may is said here, in ms.
	it.each([
		['tune.flac', 'flac', 'FLAC', 0.03, 1],
		['tune.mp3', 'mp3', 'MP3', 0.1, 1],
		['tune-22k.mp3', 'mp3', 'MP3', 0.1, 1],
		['tune-mp3.wav', 'mp3', 'MP3', 30, 80],
		['tune.ogg', 'vorbis', 'Ogg', 0.1, 30],
		['tune.opus', 'opus', 'Ogg', 0.1, 30],
		['tune.webm', 'opus', 'WebM', 0.1, 30],
		['tune.m4a', 'aac', 'MP4', 0.1, 50],
		['tune.aac', 'aac', 'ADTS', 30, 80],
		['tune-fragments.mp4', 'aac', 'MP4', 30, 80],
		['picture-and-tune.mp4', 'aac', 'MP4', 0.1, 50],
		['tune-alac.m4a', 'alac', 'MP4', 0.03, 1],
		['tune-adpcm-ms.wav', 'adpcm-ms', 'WAVE', 0.03, 50],
		['tune-adpcm-ima.wav', 'adpcm-ima', 'WAVE', 0.03, 50]
	])('decodes %s', async (name, codec, container, mostLateMs, mostLongerMs) => {
		const outcome = await importFile(name, await sound(name));
		if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
		const { facts } = outcome.value;
		const { likeness, lateMs } = findTune(await readPcm(store, paths.pcmPath));
		await forget();
		expect(facts).toMatchObject({ codec, channels: 1, damaged: false });
		expect(facts.container).toContain(container);
		expect(likeness).toBeGreaterThan(0.98);
		expect(Math.abs(lateMs)).toBeLessThanOrEqual(mostLateMs);
		expect(Math.abs(facts.durationSeconds - tuneSeconds)).toBeLessThan(mostLongerMs / 1000);
	});

	it.each([
		['picture-only.mp4', 'noAudioTrack'],
		['protected.mp4', 'protectedMedia'],
		['tune-ac3.mp4', 'codecUnsupported'],
		['tune.wma', 'codecUnsupported']
	] as const)('refuses %s as %s', async (name, fault) => {
		await check(name, await importFile(name, await sound(name)), { fault });
	});

	it.each([
		'tune.flac',
		'tune.mp3',
		'tune.ogg',
		'tune.opus',
		'tune.webm',
		'tune.aac',
		'tune-alac.m4a',
		'tune-adpcm-ms.wav',
		'tune-fragments.mp4'
	])('decodes the head of %s when it is cut or damaged, or says so', async (name) => {
		const whole = await sound(name);
		const variants = [
			cut(whole, 0.1),
			cut(whole, 0.6),
			cut(whole, 0.97),
			flipped(whole, 173),
			flipped(whole, 1709),
			flipped(whole, 37, 0)
		];
		for (const [index, bytes] of variants.entries()) {
			const outcome = await importFile(`${index} ${name}`, bytes);
			if (outcome.kind === 'fault') {
				expect(['fileDamaged', 'notAudio', 'codecUnsupported', 'headerInvalid', 'tooLong']).toContain(outcome.fault.code);
				expect(await store.stat(paths.pcmPath)).toBeNull();
			} else if (outcome.kind === 'done') {
				const { durationSeconds } = outcome.value.facts;
				expect(durationSeconds).toBeLessThan(60);
				expect((await readPcm(store, paths.pcmPath)).every((plane) => plane.every(Number.isFinite))).toBe(true);
				await forget();
			} else throw new Error('aborted');
			expect(await unnamedCount()).toBe(0);
		}
	});

	it.each(['tagged.mp3', 'tagged.flac'])('reads tags and cover of %s', async (name) => {
		const outcome = await importFile(name, await sound(name));
		if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
		const { title, artist, album, cover } = outcome.value.tags;
		expect({ title, artist, album }).toEqual({ title: 'Thrush Étude', artist: 'Nobody & Sons', album: 'Test Pieces' });
		expect(cover?.mimeType).toBe('image/png');
		expect(cover?.bytes.subarray(1, 4)).toEqual(new TextEncoder().encode('PNG'));
		await forget();
	});

	it('stops when it is cancelled in the middle, and leaves nothing', async () => {
		const long = wav(new Uint8Array(20_000_000), { sampleRateHz: 8000 });
		const kept = await worker.keep(
			{ jobId: 'k', file: new Blob([long]), fileName: 'long.wav' },
			proxy(() => undefined)
		);
		if (kept.kind !== 'done') throw new Error(JSON.stringify(kept));
		const began = performance.now();
		const outcome = await worker.decode(
			{ jobId: 'c', fileName: 'long.wav', originalPath: kept.value.originalPath, ...paths },
			proxy(({ fraction }) => {
				if (fraction > 0) void worker.cancel('c');
			})
		);
		expect(outcome).toEqual({ kind: 'aborted' });
		expect(performance.now() - began).toBeLessThan(2000);
		expect(await unnamedCount()).toBe(0);
		expect(await store.stat(paths.pcmPath)).toBeNull();
		await store.remove(kept.value.originalPath);
	});

	it('decodes two files at once', async () => {
		const [one, two] = await Promise.all(
			['a', 'b'].map(async (name) => {
				const bytes = wav(toRaw([tune(48_000), tune(48_000)], 's16'), { sampleRateHz: 48_000, channels: 2 });
				const kept = await worker.keep(
					{ jobId: `k${name}`, file: new Blob([bytes, name]), fileName: name },
					proxy(() => undefined)
				);
				if (kept.kind !== 'done') throw new Error(JSON.stringify(kept));
				const request = {
					jobId: name,
					fileName: name,
					originalPath: kept.value.originalPath,
					pcmPath: `pcm/${name}`,
					peaksPath: `peaks/${name}`
				};
				return worker.decode(
					request,
					proxy(() => undefined)
				);
			})
		);
		expect([one?.kind, two?.kind]).toEqual(['done', 'done']);
		expect(findTune(await readPcm(store, 'pcm/b')).likeness).toBeGreaterThan(0.99);
	});
});
