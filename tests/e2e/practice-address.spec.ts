import { expect, test } from '@playwright/test';
import { closeBrowsers, openBrowser, openMelodyRoom } from './practice-page.ts';

/*
 * The practice room's own address: the switch goes there, a reload stays there, and the way back leads out again.
 */

test.afterEach(closeBrowsers);

test('the switch goes to the room’s address, which a reload keeps and Back leaves', async ({ baseURL }) => {
	const { page, url } = await openMelodyRoom(await openBrowser([]), baseURL ?? '');
	const room = page.getByRole('heading', { name: 'Record', exact: true });
	const accent = (): Promise<string | null> => page.locator('.shell').getAttribute('data-room');
	const entered = await accent();
	await page.goto(url.replace(/\/practice$/, ''));
	const score = page.getByRole('radio', { name: 'Score', exact: true });
	await expect(score).toBeChecked();
	await expect(room).toHaveCount(0);

	await page.getByRole('radio', { name: 'Practise', exact: true }).check({ force: true });
	await expect(room).toBeVisible();
	await expect(page).toHaveURL(url);
	expect(await accent()).toBe(entered);

	await page.goBack();
	await expect(score).toBeChecked();
	await expect(room).toHaveCount(0);
	await page.goForward();
	await expect(room).toBeVisible();
	await page.reload();
	await expect(room).toBeVisible({ timeout: 30_000 });

	await score.check({ force: true });
	await expect(page).toHaveURL(url.replace(/\/practice$/, ''));
	await expect(room).toHaveCount(0);
});
