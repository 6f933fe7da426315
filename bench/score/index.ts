import { cpus, loadavg } from 'node:os';
import { chromium } from 'playwright';
import { openBuiltApp } from '../../scripts/drive/built-app.ts';
import { chromiumFlags, findChromium } from '../../scripts/chromium/find.ts';
import { median } from '../load/median.ts';
import type { BenchOptions } from '../run.ts';
import { serveBench } from '../site/serve.ts';
import { benchLongImport, type ImportRow } from './long-import.ts';
import type { LongestTask } from './long-tasks.ts';
import type { OurScoreTimes } from './page/ours.ts';
import type { PlainTimes } from './page/plain.ts';
import { benchTakeAway, type TakeAwayRow } from './take-away.ts';

const sizes = [10, 50, 200] as const;
/** Opening 200 bars, ms; and from an edit to its picture. */
const openBudgetMs = 1000;
const editBudgetMs = 50;

interface ScoreRow {
	readonly bars: number;
	readonly layoutMs: number;
	readonly openMs: number;
	/** The first opening of a page, when no code is warm. */
	readonly firstOpenMs: number;
	readonly editMs: number;
	readonly worstEditMs: number;
	readonly scrollMs: number;
	/** Everything drawn by the library used plainly; null without peers. */
	readonly plainMs: number | null;
}

export interface ScoreBenchReport {
	readonly loadBefore: number;
	readonly rows: readonly ScoreRow[];
	/** Of the production build. */
	readonly takeAway: readonly TakeAwayRow[];
	readonly imports: readonly ImportRow[];
}

/** Made piano pieces laid out and drawn in Chromium, a fresh page for each size, beside VexFlow drawing all of it. */
export async function benchScore({ runs, withPeers }: BenchOptions): Promise<ScoreBenchReport> {
	const loadBefore = loadavg()[0] ?? 0;
	const site = await serveBench({ task: 'score', audio: null });
	const executablePath = findChromium();
	const browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args: [...chromiumFlags] });
	try {
		const rows: ScoreRow[] = [];
		for (const bars of sizes) {
			const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
			await page.goto(site.url);
			await page.waitForFunction(() => 'benchScore' in globalThis && 'benchPlain' in globalThis);
			const times: OurScoreTimes[] = [];
			const plain: number[] = [];
			// The peer first: our drawing changes how the library copies its records.
			for (let run = 0; withPeers && run < runs; run++)
				plain.push((await page.evaluate<PlainTimes>(`benchPlain(${bars})`)).drawMs);
			await page.reload();
			await page.waitForFunction(() => 'benchScore' in globalThis);
			for (let run = 0; run < runs; run++) times.push(await page.evaluate<OurScoreTimes>(`benchScore(${bars})`));
			await page.close();
			const edits = times.flatMap(({ editMs }) => editMs);
			rows.push({
				bars,
				layoutMs: median(times.map(({ layoutMs }) => layoutMs)),
				openMs: median(times.map(({ openMs }) => openMs)),
				firstOpenMs: times[0]?.openMs ?? 0,
				editMs: median(edits),
				worstEditMs: Math.max(...edits),
				scrollMs: median([0, ...times.flatMap(({ scrollMs }) => scrollMs)]),
				plainMs: withPeers ? median(plain) : null
			});
		}
		const app = await openBuiltApp();
		const held = await Promise.resolve()
			.then(async () => ({ takeAway: await benchTakeAway(app, runs), imports: await benchLongImport(app) }))
			.finally(() => app.close());
		const report = { loadBefore, rows, ...held };
		console.log(toTable(report));
		return report;
	} finally {
		await browser.close();
		await site.close();
	}
}

function toTable({ loadBefore, rows, takeAway, imports }: ScoreBenchReport): string {
	const ms = (value: number): string => `${value.toFixed(0)} ms`.padStart(10);
	const lines = rows.map(
		(row) =>
			`  ${String(row.bars).padStart(4)} bars` +
			ms(row.layoutMs) +
			ms(row.firstOpenMs) +
			ms(row.openMs) +
			ms(row.editMs) +
			ms(row.worstEditMs) +
			ms(row.scrollMs) +
			(row.plainMs === null ? '' : ms(row.plainMs))
	);
	const held = (name: string, { longestMs, heldMs }: LongestTask, more = ''): string =>
		`  ${name.padEnd(24)}${ms(longestMs)}${ms(heldMs)}${more}`;
	const whole = rows.at(-1);
	const isWithin = whole !== undefined && whole.firstOpenMs <= openBudgetMs && rows.every(({ editMs }) => editMs <= editBudgetMs);
	return [
		`score, on ${cpus()[0]?.model ?? 'unknown'}, load ${loadBefore.toFixed(1)}: medians`,
		`             ${['layout', '1st open', 'open', 'edit', 'worst', 'scroll', 'plain'].map((name) => name.padStart(10)).join('')}`,
		...lines,
		isWithin
			? '  within its budgets'
			: `  OVER BUDGET: 200 bars open in ${openBudgetMs} ms, an edit is seen in ${editBudgetMs} ms`,
		'the longest task of the page, by the processor and by the clock; taking 200 bars away:',
		...takeAway.map((row) => held(row.form, row, `   file after${ms(row.tookMs)}`)),
		...imports.map((row) => held(`${row.notes.toLocaleString('en')} notes: ${row.step}`, row))
	].join('\n');
}
