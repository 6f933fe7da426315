import { expect, type Page } from '@playwright/test';

/** Waits until the service worker is in charge of the page, with the whole shell on the device. */
export async function untilInstalled(page: Page): Promise<void> {
	const isInCharge = (): Promise<boolean> =>
		page.evaluate(async () => {
			const registration = await navigator.serviceWorker.getRegistration();
			return registration?.active?.state === 'activated' && navigator.serviceWorker.controller !== null;
		});
	await expect.poll(isInCharge, { timeout: 30_000 }).toBe(true);
}

/** State of each engine as Settings shows it, by id. */
export function engineStates(page: Page): Promise<Record<string, string>> {
	return page
		.locator('[data-engine]')
		.evaluateAll((rows) =>
			Object.fromEntries(rows.map((row) => [row.getAttribute('data-engine') ?? '', row.getAttribute('data-state') ?? '']))
		);
}

/** Names of the urls in one of the app's caches. */
export function cachedPaths(page: Page, cacheName: string): Promise<string[]> {
	return page.evaluate(async (name) => {
		if (!(await caches.has(name))) return [];
		return (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname).sort();
	}, cacheName);
}
