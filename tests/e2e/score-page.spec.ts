import { expect, test, type Page } from '@playwright/test';
import { faultsOf, openDemoScore, showScore } from './demo-page.ts';

/** Height of a staff line's group, which is the size of the music. */
const headWidth = (page: Page): Promise<number> =>
	page
		.locator('.vf-notehead')
		.first()
		.evaluate((head) => head.getBoundingClientRect().width);

test('a score is shown larger, in pages, by another instrument, and stays so', async ({ page }) => {
	const faults: string[] = [];
	page.on('pageerror', (error) => faults.push(error.message));
	await openDemoScore(page);
	const before = await headWidth(page);
	const percent = page.getByRole('button', { name: /^Fit the score to the room/ });
	await expect(percent).toHaveText(/85/);
	await page.getByRole('button', { name: 'Larger' }).click();
	await expect(percent).toHaveText(/100/);
	await expect.poll(() => headWidth(page)).toBeGreaterThan(before * 1.1);
	await page.getByRole('application', { name: 'Shavings' }).focus();
	await page.keyboard.press('z');
	await expect(percent).toHaveText(/120/);
	await page.keyboard.press('Shift+z');
	await page.keyboard.press('Alt+z');
	await expect(percent).toHaveText(/85/);

	await page.getByLabel('Pages').selectOption('a4');
	const sheet = page.locator('.paper').first();
	await expect(sheet).toContainText('Shavings');
	const box = await sheet.boundingBox();
	expect((box?.height ?? 0) / (box?.width ?? 1)).toBeCloseTo(297 / 210, 2);

	await page.getByRole('button', { name: 'Pitch', exact: true }).click();
	await page.getByLabel('Read by').selectOption({ label: 'Alto sax in E♭' });
	await page.getByRole('button', { name: 'Done' }).click();
	await page.getByRole('application', { name: 'Shavings' }).focus();
	await page.keyboard.press('Home');
	await expect(page.getByText(/^Bar 1\..*E major/)).toBeAttached();
	expect(await faultsOf(page, '.score-pane')).toEqual([]);

	await page.reload();
	await showScore(page);
	await expect(page.getByLabel('Pages')).toHaveValue('a4');
	await expect(page.locator('.paper').first()).toBeVisible();
	expect(faults).toEqual([]);
});

test('a score goes to the printer as whole pages and nothing else', async ({ page }) => {
	await openDemoScore(page);
	await page.evaluate(() => {
		window.print = () => {
			const pages = [...document.querySelectorAll<HTMLImageElement>('.pages-to-print img')];
			document.title = `printed ${pages.length} ${pages.every(({ complete, naturalWidth }) => complete && naturalWidth > 0)}`;
			setTimeout(() => window.dispatchEvent(new Event('afterprint')), 50);
		};
	});
	await page.getByRole('application', { name: 'Shavings' }).focus();
	await page.keyboard.press('Control+p');
	await expect.poll(() => page.title(), { timeout: 20_000 }).toBe('printed 1 true');
	await expect(page.locator('.pages-to-print')).toHaveCount(0);
});
