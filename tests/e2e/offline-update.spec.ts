import { expect, test, type Page } from '@playwright/test';
import { FrontServer } from '../fakes/front-server.ts';
import { makeNextBuild } from '../fakes/next-build.ts';
import { untilInstalled } from './offline-pages.ts';

const nextFolder = '.cache/next-build';

const runs = (page: Page): Promise<string> => page.evaluate(() => document.documentElement.dataset['build'] ?? 'first');
const lookForUpdate = (page: Page): Promise<void> =>
	page.evaluate(async () => {
		await (await navigator.serviceWorker.getRegistration())?.update();
	});

test('an update waits until the user agrees, then every tab runs it', async ({ context }) => {
	makeNextBuild(nextFolder);
	const front = new FrontServer();
	await front.open('build');
	try {
		const page = await context.newPage();
		await page.goto(front.baseUrl);
		await untilInstalled(page);
		const other = await context.newPage();
		await other.goto(`${front.baseUrl}/settings`);
		await untilInstalled(other);
		await expect(page.getByText('A new version is ready.')).toHaveCount(0);

		await front.use(nextFolder);
		await lookForUpdate(page);
		await expect(page.getByText('A new version is ready.')).toBeVisible({ timeout: 30_000 });
		await expect(other.getByText('A new version is ready.')).toBeVisible();

		await page.reload();
		expect(await runs(page), 'a reload is no consent').toBe('first');
		await page.goto(`${front.baseUrl}/settings`);
		expect(await runs(page)).toBe('first');
		await expect(page.getByText('A new version is ready.')).toBeVisible();

		let loads = 0;
		other.on('load', () => loads++);
		await page.getByRole('button', { name: 'Update now' }).click();
		for (const tab of [page, other]) {
			await expect.poll(() => runs(tab).catch(() => 'reloading'), { timeout: 30_000 }).toBe('next');
			await expect(tab.getByRole('navigation', { name: 'Rooms' }).first()).toBeVisible();
			await expect(tab.getByText('A new version is ready.')).toHaveCount(0);
			expect(await tab.evaluate(() => crossOriginIsolated)).toBe(true);
		}
		await page.waitForTimeout(1000);
		expect(loads, 'each tab reloads once').toBe(1);
		const kept = await page.evaluate(async () => {
			const names = (await caches.keys()).filter((name) => name.includes('precache'));
			const keys = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
			return keys.flat().filter(({ url }) => new URL(url).pathname === '/').length;
		});
		expect(kept, 'the old shell is gone').toBe(1);
	} finally {
		await front.close();
	}
});

test('"later" leaves the old version running and asks again at the next start', async ({ context }) => {
	makeNextBuild(nextFolder);
	const front = new FrontServer();
	await front.open('build');
	try {
		const page = await context.newPage();
		await page.goto(front.baseUrl);
		await untilInstalled(page);
		await front.use(nextFolder);
		await lookForUpdate(page);
		await page.getByRole('button', { name: 'Later' }).click({ timeout: 30_000 });
		await expect(page.getByText('A new version is ready.')).toHaveCount(0);
		expect(await runs(page)).toBe('first');
		await page.reload();
		await expect(page.getByText('A new version is ready.')).toBeVisible({ timeout: 30_000 });
	} finally {
		await front.close();
	}
});
