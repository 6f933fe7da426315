import { chromium } from 'playwright';
import { ensureChromium } from '../../scripts/chromium/ensure.ts';
import { chromiumFlags } from '../../scripts/chromium/find.ts';
import { categories, formFactors, type Category, type FormFactor } from '../../scripts/lighthouse/config.ts';
import { runLighthouse, type LighthouseRun } from '../../scripts/lighthouse/run.ts';
import { measureFirstLoad, type FirstLoad } from './first-load.ts';
import { median, medianOf } from './median.ts';

/** First load: compressed JavaScript before anyone touches the page. */
const scriptBudgetBytes = 200_000;
/** Lighthouse, each category. */
const scoreFloor = 95;

export interface LighthouseSummary {
	/** Median of the runs, 0 to 100. */
	readonly scores: Readonly<Record<Category, number>>;
	readonly timesMs: LighthouseRun['timesMs'];
	readonly cumulativeLayoutShift: number;
	/** Audits below full marks in any run. */
	readonly shortfalls: readonly string[];
}

export interface LoadReport {
	readonly runs: number;
	/** Medians. */
	readonly firstLoad: FirstLoad;
	readonly lighthouse: Readonly<Record<FormFactor, LighthouseSummary>>;
	readonly isWithinBudget: boolean;
}

/** Measures first visits to a served production build, then runs Lighthouse on it, `runs` times each, and prints a table. */
export async function benchLoad({ baseUrl, runs }: { readonly baseUrl: string; readonly runs: number }): Promise<LoadReport> {
	const url = `${baseUrl}/`;
	const firstLoads: FirstLoad[] = [];
	const browser = await chromium.launch({ executablePath: ensureChromium(), args: [...chromiumFlags] });
	try {
		for (let run = 0; run < runs; run++) firstLoads.push(await measureFirstLoad(browser, url));
	} finally {
		await browser.close();
	}
	const firstLoad = medianOf(firstLoads);
	const lighthouse = {
		mobile: await summarise(url, 'mobile', runs),
		desktop: await summarise(url, 'desktop', runs)
	};
	const isWithinBudget =
		firstLoad.scriptBytesUntouched <= scriptBudgetBytes &&
		formFactors.every((factor) => categories.every((category) => lighthouse[factor].scores[category] >= scoreFloor));
	const report = { runs, firstLoad, lighthouse, isWithinBudget };
	console.log(loadTable(report));
	return report;
}

async function summarise(url: string, formFactor: FormFactor, runs: number): Promise<LighthouseSummary> {
	const looks: LighthouseRun[] = [];
	for (let run = 0; run < runs; run++) looks.push(await runLighthouse(url, formFactor));
	return {
		scores: medianOf(looks.map(({ scores }) => scores)),
		timesMs: medianOf(looks.map(({ timesMs }) => timesMs)),
		cumulativeLayoutShift: median(looks.map(({ cumulativeLayoutShift }) => cumulativeLayoutShift)),
		shortfalls: [...new Set(looks.flatMap(({ shortfalls }) => shortfalls))]
	};
}

/** The report as lines for a terminal. */
function loadTable({ runs, firstLoad, lighthouse, isWithinBudget }: LoadReport): string {
	const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;
	const milliseconds = (ms: number): string => `${Math.round(ms)} ms`;
	const rows: [string, string][] = [
		['JavaScript until load, compressed', kilobytes(firstLoad.scriptBytesAtLoad)],
		[
			`JavaScript untouched, compressed (budget ${kilobytes(scriptBudgetBytes)})`,
			`${kilobytes(firstLoad.scriptBytesUntouched)} in ${firstLoad.scriptsUntouched} files`
		],
		['Everything until load, compressed', `${kilobytes(firstLoad.allBytesAtLoad)} in ${firstLoad.requestsAtLoad} requests`],
		['DOMContentLoaded', milliseconds(firstLoad.domContentLoadedMs)],
		['First contentful paint', milliseconds(firstLoad.firstContentfulPaintMs)],
		['Largest contentful paint', milliseconds(firstLoad.largestContentfulPaintMs)],
		['Load', milliseconds(firstLoad.loadMs)],
		['Longest task', firstLoad.longestTaskMs === 0 ? 'none over 50 ms' : milliseconds(firstLoad.longestTaskMs)]
	];
	for (const factor of formFactors) {
		const { scores, timesMs, cumulativeLayoutShift, shortfalls } = lighthouse[factor];
		rows.push([`Lighthouse ${factor} (floor ${scoreFloor})`, categories.map((name) => `${name} ${scores[name]}`).join(', ')]);
		rows.push([
			'',
			`FCP ${milliseconds(timesMs.firstContentfulPaint)}, LCP ${milliseconds(timesMs.largestContentfulPaint)}, ` +
				`TBT ${milliseconds(timesMs.totalBlockingTime)}, CLS ${cumulativeLayoutShift.toFixed(3)}`
		]);
		if (shortfalls.length > 0) rows.push(['', `below full marks: ${shortfalls.join(', ')}`]);
	}
	const width = Math.max(...rows.map(([name]) => name.length));
	return [
		`First load, median of ${runs}`,
		...rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`),
		isWithinBudget ? '  within its budgets' : '  OVER BUDGET'
	].join('\n');
}
