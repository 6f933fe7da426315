import { loadavg } from 'node:os';
import type { Page } from 'playwright';
import { z } from 'zod';
import { openBuiltApp } from '../../scripts/drive/built-app.ts';
import { openLibrary } from '../../scripts/drive/library-page.ts';
import type { BenchOptions } from '../run.ts';
import { toSongs } from './songs.ts';

const songCount = 10_000;
const questions = [
	'slow gospel in A flat under 80 bpm',
	'river',
	'over 100 bpm, not practised this month',
	'energetic in F minor or 3/4',
	'by Orsolya rated 4 or more'
];

const traceEventSchema = z.object({
	name: z.string(),
	/** Microseconds, by the clock and by the processor. */
	dur: z.number().optional(),
	tdur: z.number().optional(),
	ts: z.number(),
	tid: z.number(),
	ph: z.string()
});
type TraceEvent = z.infer<typeof traceEventSchema>;

interface LibraryReport {
	readonly songs: number;
	readonly loadBefore: number;
	/** From the page's first byte to the list. */
	readonly openMs: number;
	/** From the last key to the answer in the page, for each question. */
	readonly answersMs: Readonly<Record<string, number>>;
	/** A plain scan of the titles, drawn as plain rows all at once: what a list does that is not virtual. */
	readonly plainListMs: number;
	/** Main-thread work a frame while scrolling, milliseconds. */
	readonly scrollP95Ms: number;
	readonly scrollFrames: number;
}

/** Ten thousand songs in the production build: asked, and scrolled. */
export async function benchLibrary({ runs }: BenchOptions): Promise<LibraryReport> {
	const app = await openBuiltApp();
	try {
		const context = await app.browser.newContext({ viewport: { width: 1440, height: 900 } });
		const page = await context.newPage();
		await openLibrary(page, app.baseUrl);
		await putSongs(page);
		const loadBefore = loadavg()[0] ?? 0;
		const startedMs = performance.now();
		await openLibrary(page, app.baseUrl);
		await page.getByRole('row').nth(5).waitFor();
		const openMs = performance.now() - startedMs;
		await page.waitForTimeout(5000);
		const answersMs: Record<string, number> = {};
		for (const question of questions) answersMs[question] = await medianOf(runs, () => askMs(page, question));
		const plainListMs = await medianOf(runs, () => plainMs(page));
		const { p95Ms, frames } = await scroll(page);
		const report = { songs: songCount, loadBefore, openMs, answersMs, plainListMs, scrollP95Ms: p95Ms, scrollFrames: frames };
		console.log(toTable(report));
		return report;
	} finally {
		await app.close();
	}
}

async function medianOf(runs: number, measure: () => Promise<number>): Promise<number> {
	const values: number[] = [];
	for (let run = 0; run < runs; run++) values.push(await measure());
	values.sort((a, b) => a - b);
	return values[values.length >> 1] ?? 0;
}

async function putSongs(page: Page): Promise<void> {
	await page.evaluate(
		(songs) =>
			new Promise<void>((resolve, reject) => {
				const opening = indexedDB.open('woodshed');
				opening.onerror = () => reject(opening.error ?? new Error('no database'));
				opening.onsuccess = () => {
					const database = opening.result;
					const writing = database.transaction('songs', 'readwrite');
					for (const song of songs) writing.objectStore('songs').put(song);
					writing.oncomplete = () => {
						database.close();
						resolve();
					};
					writing.onerror = () => reject(writing.error ?? new Error('not written'));
				};
			}),
		toSongs(songCount, Date.now())
	);
}

/** Types a question at once, as a paste does, and waits until two frames have drawn the answer. */
async function askMs(page: Page, question: string): Promise<number> {
	return page.evaluate(async (text) => {
		const box = document.querySelector<HTMLInputElement>('input[type=search]');
		if (box === null) throw new Error('no search box');
		box.value = '';
		box.dispatchEvent(new InputEvent('input', { bubbles: true }));
		await new Promise((resolve) => setTimeout(resolve, 400));
		const startedMs = performance.now();
		box.value = text;
		box.dispatchEvent(new InputEvent('input', { bubbles: true }));
		await new Promise<void>((resolve) => {
			const main = document.querySelector('main');
			if (main === null) return resolve();
			// The list and its count are there when the page has changed for the last time.
			let timer = setTimeout(resolve, 1000);
			const watch = new MutationObserver(() => {
				(window as { lastChangeMs?: number }).lastChangeMs = performance.now();
				clearTimeout(timer);
				timer = setTimeout(() => {
					watch.disconnect();
					resolve();
				}, 150);
			});
			watch.observe(main, { subtree: true, childList: true, characterData: true });
		});
		return ((window as { lastChangeMs?: number }).lastChangeMs ?? performance.now()) - startedMs;
	}, question);
}

async function plainMs(page: Page): Promise<number> {
	return page.evaluate(
		(titles) => {
			const startedMs = performance.now();
			const list = document.createElement('ul');
			for (const title of titles) {
				if (!title.toLowerCase().includes('river')) continue;
				const row = document.createElement('li');
				row.textContent = title;
				list.append(row);
			}
			document.body.append(list);
			list.getBoundingClientRect();
			const tookMs = performance.now() - startedMs;
			list.remove();
			return tookMs;
		},
		toSongs(songCount, 0).map(({ title }) => title)
	);
}

/** Scrolls through a quarter of the list in three seconds and reads the work of each frame from a trace. */
async function scroll(page: Page): Promise<{ readonly p95Ms: number; readonly frames: number }> {
	await page.getByRole('searchbox').fill('');
	await page.waitForTimeout(500);
	const session = await page.context().newCDPSession(page);
	const events: TraceEvent[] = [];
	session.on('Tracing.dataCollected', ({ value }) => events.push(...z.array(traceEventSchema).parse(value)));
	await session.send('Tracing.start', {
		traceConfig: { includedCategories: ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline'] },
		transferMode: 'ReportEvents'
	});
	const frames = await page.evaluate(async () => {
		const scroller = document.scrollingElement ?? document.documentElement;
		const inner = [...document.querySelectorAll<HTMLElement>('main *')].find(
			(element) => element.scrollHeight > element.clientHeight + 5000 && getComputedStyle(element).overflowY !== 'visible'
		);
		const target = inner ?? scroller;
		let count = 0;
		const startedMs = performance.now();
		while (performance.now() - startedMs < 3000) {
			await new Promise(requestAnimationFrame);
			performance.mark('bench-frame');
			target.scrollTop += 48;
			count++;
		}
		return count;
	});
	const ended = new Promise<void>((resolve) => session.once('Tracing.tracingComplete', () => resolve()));
	await session.send('Tracing.end');
	await ended;
	// Tasks of the main thread, gathered into the frame that the marks say they belong to.
	const marks = events.filter(({ name }) => name === 'bench-frame' || name === 'TimeStamp').map(({ ts, tid }) => ({ ts, tid }));
	const tid = events.find(({ name }) => name === 'FireAnimationFrame')?.tid ?? marks[0]?.tid;
	const starts = events.filter(({ name, tid: on }) => name === 'FireAnimationFrame' && on === tid).map(({ ts }) => ts);
	const tasks = events.filter(({ name, ph, tid: on }) => ph === 'X' && on === tid && name === 'RunTask');
	starts.sort((a, b) => a - b);
	const workMs = starts.slice(0, -1).map((from, i) => {
		const to = starts[i + 1] ?? from;
		// A task counts where it begins, by the processor's time: other processes do not lengthen it.
		return tasks.reduce((sum, { ts, dur = 0, tdur = dur }) => (ts >= from - dur && ts < to - dur ? sum + tdur / 1000 : sum), 0);
	});
	workMs.sort((a, b) => a - b);
	return { p95Ms: workMs[Math.floor(0.95 * (workMs.length - 1))] ?? 0, frames };
}

function toTable({ songs, loadBefore, openMs, answersMs, plainListMs, scrollP95Ms, scrollFrames }: LibraryReport): string {
	const line = (name: string, ms: number, remark = ''): string =>
		`  ${name.padEnd(58)}${ms.toFixed(1).padStart(9)} ms  ${remark}`;
	const answers = Object.entries(answersMs);
	return [
		`library: ${songs.toLocaleString('en')} songs, load ${loadBefore.toFixed(1)}`,
		line('open', openMs),
		...answers.map(([question, ms]) => line(`ask “${question}”, list drawn`, ms, 'at most 50 ms')),
		line(
			'peer: titles scanned, all hits as plain rows',
			plainListMs,
			`${(plainListMs / (answersMs['river'] ?? 1)).toFixed(2)} x ours`
		),
		line('scrolling, work a frame at the 95th percentile', scrollP95Ms, `at most 8 ms; ${scrollFrames} frames in 3 s`)
	].join('\n');
}
