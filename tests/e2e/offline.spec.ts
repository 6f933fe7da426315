import { expect, test } from '@playwright/test';
import { offlineCaches } from '../../src/lib/contracts/offline.ts';
import { FrontServer } from '../fakes/front-server.ts';
import { cachedPaths, engineStates, untilInstalled } from './offline-pages.ts';

const mebibyte = 1024 * 1024;
let front: FrontServer;

test.beforeEach(async () => {
	front = new FrontServer();
	await front.open('build');
});
test.afterEach(() => front.close());

test.describe('without a network', () => {
	test('every page still opens after the first visit, isolated as before', async ({ page, context }) => {
		await page.goto(front.baseUrl);
		await untilInstalled(page);
		await context.setOffline(true);
		await front.close();

		const faults: string[] = [];
		page.on('pageerror', (error) => faults.push(error.message));
		await page.reload();
		await expect(page.getByRole('navigation', { name: 'Rooms' }).first()).toBeVisible();
		expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);

		for (const path of ['/settings', '/?do=import', '/song/0198c0de-0000-7000-8000-000000000000', '/nowhere-at-all']) {
			const answer = await page.goto(front.baseUrl + path);
			expect(answer?.fromServiceWorker(), path).toBe(true);
			expect(answer?.headers()['cross-origin-embedder-policy'], path).toBe('require-corp');
			expect(answer?.headers()['content-security-policy'], path).toContain("script-src 'self'");
			await expect(page.getByRole('navigation', { name: 'Rooms' }).first(), path).toBeVisible();
			expect(await page.evaluate(() => crossOriginIsolated), path).toBe(true);
		}
		await page.goto(`${front.baseUrl}/settings`);
		await expect(page.getByRole('heading', { name: 'Offline' })).toBeVisible();
		expect(faults).toEqual([]);
	});

	test('everything built for the page and its workers is on the device, and no answer of the api', async ({ page }) => {
		await page.goto(front.baseUrl);
		await untilInstalled(page);
		await page.evaluate(() => fetch('/api/health').then((answer) => answer.text()));
		const names = await page.evaluate(() => caches.keys());
		const kept = (await Promise.all(names.map((name) => cachedPaths(page, name)))).flat();
		expect(kept).toEqual(
			expect.arrayContaining(['/', '/settings', '/song/offline', '/manifest.webmanifest', '/engines/registry.json'])
		);
		expect(kept.filter((path) => path.startsWith('/api/'))).toEqual([]);
		const missing = await page.evaluate(async (paths) => {
			const used = performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname);
			return used.filter((path) => path.startsWith('/_app/') && !paths.includes(path));
		}, kept);
		expect(missing).toEqual([]);
	});
});

test.describe('engines', () => {
	test('come in by themselves, and are answered from the device, whole or in part', async ({ page, context }) => {
		const model = front.offerEngine('model', 3 * mebibyte + 5);
		const piano = front.offerEngine('piano', 1000, false);
		await page.goto(`${front.baseUrl}/settings`);
		await expect.poll(() => engineStates(page), { timeout: 30_000 }).toEqual({ model: 'ready', piano: 'ready' });
		await expect(page.getByText('Ready for offline.')).toBeVisible();
		await untilInstalled(page);
		expect(await cachedPaths(page, offlineCaches.engines)).toEqual([model, piano]);
		expect(await cachedPaths(page, offlineCaches.engineParts)).toEqual([]);

		await context.setOffline(true);
		const answers = await page.evaluate(async (url) => {
			const whole = await fetch(url);
			const part = await fetch(url, { headers: { range: 'bytes=1048576-1048579' } });
			return {
				bytes: (await whole.arrayBuffer()).byteLength,
				policy: whole.headers.get('cross-origin-embedder-policy'),
				status: part.status,
				range: part.headers.get('content-range'),
				partBytes: (await part.arrayBuffer()).byteLength
			};
		}, model);
		expect(answers).toEqual({
			bytes: 3 * mebibyte + 5,
			policy: 'require-corp',
			status: 206,
			range: `bytes 1048576-1048579/${3 * mebibyte + 5}`,
			partBytes: 4
		});
	});

	test('go on after a broken connection and a reload, without fetching twice what is here', async ({ page }) => {
		const model = front.offerEngine('model', 4 * mebibyte);
		front.cutAtByte = 2.5 * mebibyte;
		await page.goto(`${front.baseUrl}/settings`);
		await expect.poll(() => cachedPaths(page, offlineCaches.engineParts), { timeout: 30_000 }).toHaveLength(2);
		await page.goto('about:blank');
		front.cutAtByte = null;
		const before = front.engineRequests.length;

		await page.goto(`${front.baseUrl}/settings`);
		await expect.poll(() => engineStates(page), { timeout: 30_000 }).toEqual({ model: 'ready' });
		expect(front.engineRequests.slice(before).map(({ range }) => range)).toEqual([`bytes=${2 * mebibyte}-`]);
		expect(await cachedPaths(page, offlineCaches.engines)).toEqual([model]);
	});

	test('are refused when damaged on the way twice, and come in on a retry', async ({ page }) => {
		const model = front.offerEngine('model', mebibyte + 5);
		front.spoil = (bytes) => {
			const changed = Buffer.from(bytes);
			changed[mebibyte] = (changed[mebibyte] ?? 0) ^ 1;
			return changed;
		};
		await page.goto(`${front.baseUrl}/settings`);
		await expect.poll(() => engineStates(page), { timeout: 30_000 }).toEqual({ model: 'failed' });
		await expect(page.locator('[data-engine=model]')).toContainText('3002');
		expect(front.engineRequests).toHaveLength(2);
		expect(await cachedPaths(page, offlineCaches.engines)).toEqual([]);
		expect(await cachedPaths(page, offlineCaches.engineParts)).toEqual([]);
		await expect(page.getByText('Ready for offline.')).toHaveCount(0);

		front.spoil = (bytes) => bytes;
		await page.getByRole('button', { name: 'Try again: model' }).click();
		await expect.poll(() => engineStates(page)).toEqual({ model: 'ready' });
		expect(await cachedPaths(page, offlineCaches.engines)).toContain(model);
	});

	test('can be deleted and stay away until they are asked for', async ({ page }) => {
		front.offerEngine('model', 1000);
		await page.goto(`${front.baseUrl}/settings`);
		await expect.poll(() => engineStates(page), { timeout: 30_000 }).toEqual({ model: 'ready' });
		await page.getByRole('button', { name: 'Delete from this device: model' }).click();
		await expect.poll(() => engineStates(page)).toEqual({ model: 'absent' });
		await page.reload();
		await expect.poll(() => engineStates(page), { timeout: 30_000 }).toEqual({ model: 'absent' });
		expect(front.engineRequests).toHaveLength(1);
		await page.getByRole('button', { name: 'Download: model' }).click();
		await expect.poll(() => engineStates(page)).toEqual({ model: 'ready' });
	});

	test('wait while the device is offline and go on when it is back', async ({ page, context }) => {
		front.offerEngine('model', 4 * mebibyte);
		front.cutAtByte = 1.5 * mebibyte;
		await page.goto(`${front.baseUrl}/settings`);
		await expect.poll(() => cachedPaths(page, offlineCaches.engineParts), { timeout: 30_000 }).toHaveLength(1);
		await context.setOffline(true);
		await expect.poll(() => engineStates(page), { timeout: 40_000 }).toEqual({ model: 'waiting' });
		front.cutAtByte = null;
		await context.setOffline(false);
		await expect.poll(() => engineStates(page), { timeout: 30_000 }).toEqual({ model: 'ready' });
	});
});
