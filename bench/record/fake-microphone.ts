import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright';
import { ensureChromium } from '../../scripts/chromium/ensure.ts';
import { chromiumFlags } from '../../scripts/chromium/find.ts';
import { wav } from '../../tests/fixtures/wav.ts';
import { serveBench } from '../site/serve.ts';
import type { RecordBench } from './page/recording.ts';

export const sourceRateHz = 44_100;

/** The bench's page in a Chromium whose microphone plays a file. */
export interface FakeMicrophone {
	readonly page: Page;
	readonly context: BrowserContext;
	readonly url: string;
	newPage(): Promise<Page>;
	close(): Promise<void>;
}

/**
 * @param samples mono, at `sourceRateHz`; heard once from the moment the microphone is opened, then silence
 * @param folders more that the page may fetch, as `BenchPage.folders`
 */
export async function openFakeMicrophone(
	samples: Float32Array,
	folders: Readonly<Record<string, string>> = {}
): Promise<FakeMicrophone> {
	const folder = await mkdtemp(join(tmpdir(), 'woodshed-microphone-'));
	const path = join(folder, 'microphone.wav');
	const pcm = Int16Array.from(samples, (sample) => Math.round(Math.max(-1, Math.min(1, sample)) * 32_767));
	await writeFile(path, wav(new Uint8Array(pcm.buffer), { sampleRateHz: sourceRateHz }));
	return openBench(folder, folders, {
		args: [
			...chromiumFlags,
			'--use-fake-ui-for-media-stream',
			'--use-fake-device-for-media-stream',
			`--use-file-for-fake-audio-capture=${path}%noloop`
		]
	});
}

/** The bench's page in a Chromium on devices of a sound server. */
export async function openOnDevices(server: string): Promise<FakeMicrophone> {
	return openBench(
		await mkdtemp(join(tmpdir(), 'woodshed-devices-')),
		{},
		{
			args: [...chromiumFlags, '--use-fake-ui-for-media-stream'],
			ignoreDefaultArgs: ['--mute-audio'],
			env: { ...process.env, PULSE_SERVER: server }
		}
	);
}

async function openBench(
	folder: string,
	folders: Readonly<Record<string, string>>,
	options: Parameters<typeof chromium.launchPersistentContext>[1]
): Promise<FakeMicrophone> {
	const site = await serveBench({ task: 'record', audio: null, folders });
	const context = await chromium.launchPersistentContext(join(folder, 'profile'), {
		executablePath: ensureChromium(),
		...options
	});
	const newPage = async (): Promise<Page> => {
		const page = await context.newPage();
		await page.goto(site.url);
		await page.waitForFunction(() =>
			['benchRecord', 'benchProcess', 'benchPitch', 'benchStretch'].every((name) => name in globalThis)
		);
		return page;
	};
	return {
		page: await newPage(),
		context,
		url: site.url,
		newPage,
		close: async () => {
			await context.close();
			await site.close();
			await rm(folder, { recursive: true, force: true });
		}
	};
}

/** Calls a function of the bench's page. */
export function onPage<K extends keyof RecordBench>(
	page: Page,
	name: K,
	...input: Parameters<RecordBench[K]>
): Promise<Awaited<ReturnType<RecordBench[K]>>> {
	const list = input.map((value) => JSON.stringify(value)).join(',');
	return page.evaluate<Awaited<ReturnType<RecordBench[K]>>>(`benchRecord.${name}(${list})`);
}

/** The samples of a take in the store, one array a channel. */
export async function readTake(page: Page, path: string, channels = 1): Promise<Float32Array[]> {
	const bytes = Buffer.from(await onPage(page, 'readTake', path), 'base64').subarray(16_384);
	const frames = Math.floor(bytes.length / (3 * channels));
	return Array.from({ length: channels }, (_, channel) =>
		Float32Array.from({ length: frames }, (_unused, i) => bytes.readIntLE(3 * (i * channels + channel), 3) / 8_388_608)
	);
}

/** Bursts of noise, each another one, of which the first one tells where the file begins. */
export function burstTrain(
	seconds: number,
	firstSeconds: number,
	stepSeconds: number
): { samples: Float32Array; burstFrames: number[] } {
	const samples = new Float32Array(Math.round(seconds * sourceRateHz));
	const burstFrames: number[] = [];
	let seed = 1;
	const random = (): number => {
		seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) | 0;
		return seed / 2 ** 31;
	};
	for (let at = firstSeconds; at + 0.1 < seconds; at += stepSeconds) {
		const frame = Math.round(at * sourceRateHz);
		burstFrames.push(frame);
		for (let i = 0; i < 2000; i++) samples[frame + i] = 0.5 * random() * Math.exp(-i / 400);
	}
	return { samples, burstFrames };
}

export interface FoundBurst {
	/** Recorded frame less source frame. */
	readonly offsetFrames: number;
	/** Recorded level over the source's. */
	readonly gain: number;
}

const burstLength = 2000;

/** Where in `recorded` the bursts of `source` lie; those outside are left out. The first one is looked for everywhere. */
export function findBursts(source: Float32Array, burstFrames: readonly number[], recorded: Float32Array): FoundBurst[] {
	const found: FoundBurst[] = [];
	for (const frame of burstFrames) {
		const burst = source.subarray(frame, frame + burstLength);
		const expected = frame + (found[0]?.offsetFrames ?? 0);
		const [from, to] = found.length === 0 ? [0, recorded.length - burstLength] : [expected - 2205, expected + 2205];
		if (from < 0 || to + burstLength > recorded.length) continue;
		const best = bestMatch(burst, recorded, from, to);
		if (best.gain > 0.3) found.push({ offsetFrames: best.frame - frame, gain: best.gain });
	}
	return found;
}

function bestMatch(burst: Float32Array, recorded: Float32Array, from: number, to: number): { frame: number; gain: number } {
	// The first 400 samples hold most of it; the rest only settles the level.
	const search = 400;
	let frame = from;
	let highest = -Infinity;
	for (let at = from; at <= to; at++) {
		let sum = 0;
		for (let i = 0; i < search; i++) sum += (burst[i] ?? 0) * (recorded[at + i] ?? 0);
		if (sum > highest) {
			highest = sum;
			frame = at;
		}
	}
	let shared = 0;
	let power = 0;
	burst.forEach((sample, i) => {
		shared += sample * (recorded[frame + i] ?? 0);
		power += sample * sample;
	});
	return { frame, gain: shared / power };
}
