import type { Browser } from 'playwright';

/** One first visit, with nothing cached and no service worker yet. */
export interface FirstLoad {
	/** Compressed bytes of the scripts the page fetched until its `load` event. */
	readonly scriptBytesAtLoad: number;
	/** Compressed bytes of all scripts the page fetched without anyone touching it, lazy parts included. */
	readonly scriptBytesUntouched: number;
	/** How many they are. */
	readonly scriptsUntouched: number;
	/** Compressed bytes of everything up to the `load` event: page, styles, scripts, fonts, pictures. */
	readonly allBytesAtLoad: number;
	readonly requestsAtLoad: number;
	readonly domContentLoadedMs: number;
	readonly loadMs: number;
	readonly firstContentfulPaintMs: number;
	readonly largestContentfulPaintMs: number;
	/** Longest time the main thread was busy in one go; 0 when never over 50 ms. */
	readonly longestTaskMs: number;
}

interface Transfer {
	readonly type: string;
	readonly bytes: number;
	readonly isBeforeLoad: boolean;
}

/** No request for so long means that the page has what it wants. */
const quietMs = 1500;

export async function measureFirstLoad(browser: Browser, url: string): Promise<FirstLoad> {
	const context = await browser.newContext({ viewport: { width: 1180, height: 820 } });
	try {
		const page = await context.newPage();
		const devtools = await context.newCDPSession(page);
		const types = new Map<string, string>();
		const transfers: Transfer[] = [];
		let isBeforeLoad = true;
		let lastAtMs = Date.now();
		devtools.on('Network.requestWillBeSent', ({ requestId, type }) => {
			types.set(requestId, type ?? 'Other');
			lastAtMs = Date.now();
		});
		devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
			transfers.push({ type: types.get(requestId) ?? 'Other', bytes: encodedDataLength, isBeforeLoad });
			lastAtMs = Date.now();
		});
		devtools.on('Page.loadEventFired', () => {
			isBeforeLoad = false;
		});
		await devtools.send('Network.enable');
		await devtools.send('Page.enable');
		await devtools.send('Network.setCacheDisabled', { cacheDisabled: true });
		await page.goto(url, { waitUntil: 'load' });
		while (Date.now() - lastAtMs < quietMs) await page.waitForTimeout(100);

		const atLoad = transfers.filter((transfer) => transfer.isBeforeLoad);
		return {
			scriptBytesAtLoad: sum(atLoad.filter(isScript)),
			scriptBytesUntouched: sum(transfers.filter(isScript)),
			scriptsUntouched: transfers.filter(isScript).length,
			allBytesAtLoad: sum(atLoad),
			requestsAtLoad: atLoad.length,
			...(await page.evaluate(readTimes))
		};
	} finally {
		await context.close();
	}
}

function isScript({ type }: Transfer): boolean {
	return type === 'Script';
}

function sum(transfers: readonly Transfer[]): number {
	return transfers.reduce((total, { bytes }) => total + bytes, 0);
}

/** Runs in the page, as text: functions with names would call a helper of the script runner that is not there. */
async function readTimes() {
	const navigation = performance.getEntriesByType('navigation').find((entry) => entry instanceof PerformanceNavigationTiming);
	if (navigation === undefined) throw new Error('The page has no navigation timing.');
	const [paints = [], largest = [], tasks = []] = await Promise.all(
		['paint', 'largest-contentful-paint', 'longtask'].map(
			(type) =>
				new Promise<PerformanceEntry[]>((resolve) => {
					const observer = new PerformanceObserver((list) => {
						resolve(list.getEntries());
						observer.disconnect();
					});
					observer.observe({ type, buffered: true });
					setTimeout(() => resolve([]), 300);
				})
		)
	);
	return {
		domContentLoadedMs: navigation.domContentLoadedEventEnd,
		loadMs: navigation.loadEventEnd,
		firstContentfulPaintMs: paints.find(({ name }) => name === 'first-contentful-paint')?.startTime ?? Number.NaN,
		largestContentfulPaintMs: largest.at(-1)?.startTime ?? Number.NaN,
		longestTaskMs: Math.max(0, ...tasks.map(({ duration }) => duration))
	};
}
