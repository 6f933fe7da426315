import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright';
import { chromiumFlags, findChromium } from '../../scripts/chromium/find.ts';
import { runNativePeer } from './native-peer.ts';
import type { OurRun } from './page/ours.ts';
import type { PeerRun } from './page/peers.ts';
import { ProcessMemory } from '../site/process-memory.ts';
import { serveBench } from '../site/serve.ts';
import { toTable } from './table.ts';

export interface TranscribeBenchOptions {
	/** A recording of the user's own; three minutes of a made song without it. */
	readonly audio: string | null;
	/** Runs of which the median counts, after one that starts the workers. */
	readonly runs: number;
	/** Peers take minutes: their windows are few, and their times are given a window. */
	readonly withPeers: boolean;
}

export interface TranscribeBenchReport {
	readonly machine: { readonly cpu: string; readonly cores: number; readonly loadBefore: number };
	readonly song: string;
	/** Medians of the runs after the first, which starts the workers. */
	readonly ours: OurRun & { readonly firstTotalMs: number; readonly extraPeakBytes: number | null };
	readonly oneThreadModelMsPerWindow: number;
	readonly peers: readonly { readonly name: string; readonly msPerWindow: number | null; readonly note: string }[];
}

const peerFolders = {
	'/tfjs/': 'node_modules/@tensorflow/tfjs-backend-wasm/dist',
	'/basic-pitch/': 'node_modules/@spotify/basic-pitch/model'
};
const madeSong = '180 s of a made song';
const peerLimitMs = 180_000;
const nativeWindows = 40;
/** Peers by windows heard: the slow ones would take many minutes for the whole song. */
const peerWindows = { cpu: 2, wasm: 10, webgl: 10 } as const;

/** File to notes in Chromium, with as many threads as the machine has cores, beside its peers; prints a table. */
export async function benchTranscribe(options: TranscribeBenchOptions): Promise<TranscribeBenchReport> {
	const report = await measure(options);
	console.log(toTable(report));
	return report;
}

async function measure({ audio, runs: runCount, withPeers }: TranscribeBenchOptions): Promise<TranscribeBenchReport> {
	const loadBefore = loadavg()[0] ?? 0;
	const threads = availableParallelism();
	const site = await serveBench({ task: 'transcribe', audio, folders: peerFolders });
	const song = audio === null ? madeSong : '/song';
	const executablePath = findChromium();
	// A profile on disk, as a musician has: a private context would keep every stored file in memory.
	const profile = await mkdtemp(join(tmpdir(), 'woodshed-bench-'));
	const memory = new ProcessMemory(process.pid);
	const browser = await chromium.launchPersistentContext(profile, {
		...(executablePath ? { executablePath } : {}),
		args: [...chromiumFlags]
	});
	try {
		const page = await openPage(browser, site.url);
		await page.evaluate(`benchPrepare(${argumentOf(song)})`);
		await page.requestGC();
		const before = await memory.readBytes();
		memory.start();
		const runs: OurRun[] = [];
		for (let i = 0; i <= runCount; i++) runs.push(await runOurs(page, song, threads));
		memory.stop();
		const single = await runOurs(page, madeSong, 1);
		await page.close();
		const peers: { name: string; msPerWindow: number | null; note: string }[] = [];
		if (withPeers) {
			for (const backend of ['cpu', 'wasm', 'webgl'] as const) {
				peers.push(await runPeer(await openPage(browser, site.url), backend, peerWindows[backend]));
			}
			for (const nativeThreads of new Set([1, threads])) {
				const { totalMs, windows } = await runNativePeer(nativeWindows, nativeThreads);
				const name = `onnxruntime-node, our model, ${nativeThreads} thread${nativeThreads > 1 ? 's' : ''}`;
				peers.push({ name, msPerWindow: totalMs / windows, note: 'model alone' });
			}
		}
		const [first, ...rest] = runs;
		return {
			machine: { cpu: cpus()[0]?.model ?? 'unknown', cores: availableParallelism(), loadBefore },
			song: audio ?? madeSong,
			ours: {
				...medianRun(rest),
				firstTotalMs: first?.totalMs ?? Number.NaN,
				extraPeakBytes: before === null ? null : memory.peakBytes - before
			},
			oneThreadModelMsPerWindow: single.listen.modelMs / single.listen.windows,
			peers
		};
	} finally {
		await browser.close();
		await site.close();
		await rm(profile, { recursive: true, force: true });
	}
}

async function openPage(browser: BrowserContext, url: string): Promise<Page> {
	const page = await browser.newPage();
	await page.goto(url);
	await page.waitForFunction(() => 'benchOurs' in globalThis && 'benchPeer' in globalThis);
	return page;
}

function runOurs(page: Page, song: string, threads: number): Promise<OurRun> {
	return page.evaluate<OurRun>(`benchOurs(${argumentOf(song)}, ${threads})`);
}

function argumentOf(song: string): string {
	return song === madeSong ? '180' : JSON.stringify(song);
}

async function runPeer(
	page: Page,
	backend: keyof typeof peerWindows,
	windows: number
): Promise<{ name: string; msPerWindow: number | null; note: string }> {
	const name = `@spotify/basic-pitch, tfjs ${backend}`;
	try {
		const run = await Promise.race([
			page.evaluate<PeerRun>(`benchPeer('${backend}', ${windows})`),
			page.waitForEvent('pageerror', { timeout: peerLimitMs }).then((error) => {
				throw error;
			})
		]);
		return { name, msPerWindow: run.totalMs / run.windows, note: `samples to notes, ${windows} windows` };
	} catch (error) {
		return { name, msPerWindow: null, note: `does not run: ${String(error).split('\n')[0]}` };
	} finally {
		await page.close();
	}
}

/** The run in the middle by total time: its parts belong together. */
function medianRun(runs: readonly OurRun[]): OurRun {
	const sorted = [...runs].sort((a, b) => a.totalMs - b.totalMs);
	const middle = sorted[Math.floor(sorted.length / 2)];
	if (!middle) throw new Error('The bench needs at least one run after the first.');
	return { ...middle, longestTaskMs: Math.max(...runs.map(({ longestTaskMs }) => longestTaskMs)) };
}
