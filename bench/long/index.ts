import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright';
import { openBuiltApp } from '../../scripts/drive/built-app.ts';
import { importAndWait, openLibrary, readJobs } from '../../scripts/drive/library-page.ts';
import { chromiumFlags, findChromium } from '../../scripts/chromium/find.ts';
import type { BenchOptions } from '../run.ts';
import { ProcessMemory } from '../site/process-memory.ts';
import { songPlanes } from '../site/song.ts';

const minutes = 90;
const patienceMs = 15 * 60_000;
const mostBytes = 600 * 1024 ** 2;

export interface LongReport {
	readonly minutes: number;
	readonly loadBefore: number;
	readonly importedMs: number;
	readonly transcribedMs: number;
	readonly analysedMs: number;
	readonly notes: number;
	/** Of all of Chromium's processes, over what the open library took. */
	readonly extraPeakBytes: number;
	/** How long the song room took to show the roll, and playing from near the end to move. */
	readonly roomMs: number;
	readonly playsNearEnd: boolean;
}

/** A recording of ninety minutes the whole way in the production build, on a profile that lies on the disk. */
export async function benchLong({ audio }: BenchOptions): Promise<LongReport> {
	const folder = mkdtempSync(join(tmpdir(), 'woodshed-long-'));
	const app = await openBuiltApp();
	const memory = new ProcessMemory(process.pid);
	try {
		const path = audio ?? writeLongWav(folder);
		const executablePath = findChromium();
		const context = await chromium.launchPersistentContext(join(folder, 'profile'), {
			...(executablePath ? { executablePath } : {}),
			args: [...chromiumFlags]
		});
		const page = await context.newPage();
		await openLibrary(page, app.baseUrl);
		const loadBefore = loadavg()[0] ?? 0;
		await page.waitForTimeout(3000);
		const before = (await memory.readBytes()) ?? 0;
		memory.start();
		const startedMs = performance.now();
		let importedMs = 0;
		const watch = setInterval(() => {
			void readJobs(page).then((jobs) => {
				const done = jobs.some(({ input, state }) => input.kind === 'import' && state === 'done');
				if (done && importedMs === 0) importedMs = performance.now() - startedMs;
			});
		}, 500);
		const end = await importAndWait(page, path, patienceMs);
		clearInterval(watch);
		if (end.kind === 'failed') throw new Error(JSON.stringify(end.job.fault));
		const transcribedMs = performance.now() - startedMs;
		await untilAnalysed(page);
		const analysedMs = performance.now() - startedMs;
		const roomMs = await openRoom(page, `${app.baseUrl}/song/${end.song.id}`);
		const isPlaying = await playsNearEnd(page, minutes - 2);
		memory.stop();
		await context.close();
		const report: LongReport = {
			minutes,
			loadBefore,
			importedMs,
			transcribedMs,
			analysedMs,
			notes: end.transcription.notes.length,
			extraPeakBytes: memory.peakBytes - before,
			roomMs,
			playsNearEnd: isPlaying
		};
		console.log(toTable(report));
		return report;
	} finally {
		await app.close();
		rmSync(folder, { recursive: true, force: true });
	}
}

/** Three minutes of a made song, thirty times, as a mono 16-bit WAV: half a gigabyte. */
function writeLongWav(folder: string): string {
	const [left = new Float32Array()] = songPlanes(180);
	const piece = Int16Array.from(left, (sample) => Math.round(32_767 * Math.max(-1, Math.min(1, sample))));
	const repeats = minutes / 3;
	const header = Buffer.alloc(44);
	header.write('RIFF', 0);
	header.writeUInt32LE(36 + piece.byteLength * repeats, 4);
	header.write('WAVEfmt ', 8);
	header.writeUInt32LE(16, 16);
	header.writeUInt16LE(1, 20);
	header.writeUInt16LE(1, 22);
	header.writeUInt32LE(44_100, 24);
	header.writeUInt32LE(88_200, 28);
	header.writeUInt16LE(2, 32);
	header.writeUInt16LE(16, 34);
	header.write('data', 36);
	header.writeUInt32LE(piece.byteLength * repeats, 40);
	const path = join(folder, 'ninety minutes.wav');
	const file = openSync(path, 'w');
	writeSync(file, header);
	for (let i = 0; i < repeats; i++) writeSync(file, Buffer.from(piece.buffer));
	closeSync(file);
	return path;
}

async function untilAnalysed(page: Page): Promise<void> {
	const giveUpAtMs = Date.now() + patienceMs;
	while (Date.now() < giveUpAtMs) {
		const analysis = (await readJobs(page)).find(({ input }) => input.kind === 'analyse');
		if (analysis?.state === 'failed') throw new Error(JSON.stringify(analysis.fault));
		if (analysis === undefined || analysis.state === 'done') return;
		await page.waitForTimeout(200);
	}
	throw new Error('The analysis did not end in time.');
}

async function openRoom(page: Page, url: string): Promise<number> {
	const startedMs = performance.now();
	await page.goto(url);
	await page.getByRole('button', { name: 'Play', exact: true }).first().waitFor();
	await page.locator('canvas').first().waitFor();
	return performance.now() - startedMs;
}

/** Goes two minutes before the end by typing the time, plays, and looks whether the music moves on from there. */
async function playsNearEnd(page: Page, startMinutes: number): Promise<boolean> {
	const position = page.getByRole('button', { name: 'Position. Type a time to go to' });
	await position.click();
	await page.getByRole('textbox', { name: 'Go to, minutes and seconds' }).fill(`${startMinutes}:00`);
	await page.keyboard.press('Enter');
	// The digits follow the transport a moment later.
	await page.waitForTimeout(1000);
	const before = await position.textContent();
	await page.getByRole('button', { name: 'Play', exact: true }).first().click();
	// The first sound of a visit brings the audio engine in: that takes a moment, more of one on a busy machine.
	const giveUpAtMs = Date.now() + 10_000;
	let after = before;
	while (after === before && Date.now() < giveUpAtMs) {
		await page.waitForTimeout(200);
		after = await position.textContent();
	}
	await page.getByRole('button', { name: 'Pause', exact: true }).first().click();
	return before !== null && after !== null && before.includes(':28:0') && after > before;
}

function toTable(report: LongReport): string {
	const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
	const megabytes = Math.round(report.extraPeakBytes / 1024 ** 2);
	return [
		`A recording of ${report.minutes} minutes, load ${report.loadBefore.toFixed(1)}`,
		`  in the library after      ${seconds(report.importedMs)}`,
		`  its ${report.notes} notes after   ${seconds(report.transcribedMs)}`,
		`  analysed after            ${seconds(report.analysedMs)}`,
		`  extra memory at most      ${megabytes} MB (limit ${mostBytes / 1024 ** 2} MB)`,
		`  song room open in         ${seconds(report.roomMs)}`,
		`  plays near its end        ${report.playsNearEnd ? 'yes' : 'NO'}`
	].join('\n');
}
