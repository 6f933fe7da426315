import lighthouse from 'lighthouse';
import { chromium } from 'playwright';
import { ensureChromium } from '../chromium/ensure.ts';
import { chromiumFlags } from '../chromium/find.ts';
import { freePort } from '../drive/built-app.ts';
import { categories, lighthouseConfig, type Category, type FormFactor } from './config.ts';

/** One look at one page. */
export interface LighthouseRun {
	/** 0 to 100. */
	readonly scores: Readonly<Record<Category, number>>;
	/** Milliseconds under the simulated conditions. */
	readonly timesMs: Readonly<
		Record<'firstContentfulPaint' | 'largestContentfulPaint' | 'totalBlockingTime' | 'speedIndex', number>
	>;
	readonly cumulativeLayoutShift: number;
	/** Ids of weighted audits below full marks, such as `color-contrast`, with their category. */
	readonly shortfalls: readonly string[];
}

/**
 * Runs Lighthouse once in a Chromium of its own, with nothing cached.
 * @throws Error when Lighthouse could not load the page
 */
export async function runLighthouse(url: string, formFactor: FormFactor): Promise<LighthouseRun> {
	const port = await freePort();
	const browser = await chromium.launch({
		executablePath: ensureChromium(),
		args: [...chromiumFlags, `--remote-debugging-port=${port}`]
	});
	try {
		const result = await lighthouse(url, { port, logLevel: 'error', output: 'json' }, lighthouseConfig(formFactor));
		if (result === undefined) throw new Error(`Lighthouse gave no result for ${url}.`);
		const { lhr } = result;
		if (lhr.runtimeError) throw new Error(`Lighthouse could not load ${url}: ${lhr.runtimeError.message}`);
		const timeMs = (id: string): number => Math.round(lhr.audits[id]?.numericValue ?? Number.NaN);
		return {
			scores: {
				performance: scoreOf(lhr.categories['performance']?.score),
				accessibility: scoreOf(lhr.categories['accessibility']?.score),
				'best-practices': scoreOf(lhr.categories['best-practices']?.score),
				seo: scoreOf(lhr.categories['seo']?.score)
			},
			timesMs: {
				firstContentfulPaint: timeMs('first-contentful-paint'),
				largestContentfulPaint: timeMs('largest-contentful-paint'),
				totalBlockingTime: timeMs('total-blocking-time'),
				speedIndex: timeMs('speed-index')
			},
			cumulativeLayoutShift: lhr.audits['cumulative-layout-shift']?.numericValue ?? Number.NaN,
			shortfalls: categories.flatMap((category) =>
				(lhr.categories[category]?.auditRefs ?? [])
					.filter(({ id, weight }) => weight > 0 && (lhr.audits[id]?.score ?? 1) < 1)
					.map(({ id }) => `${category}: ${id}`)
			)
		};
	} finally {
		await browser.close();
	}
}

function scoreOf(score: number | null | undefined): number {
	if (score === null || score === undefined) throw new Error('Lighthouse left a category without a score.');
	return Math.round(score * 100);
}
