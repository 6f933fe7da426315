import { expect, test, type Page } from '@playwright/test';
import { faultsOf, openHeardDemo } from './demo-page.ts';

/** By its button: Space would press the one that the sheet gave the focus back to. */
const play = (page: Page) => page.getByRole('button', { name: 'Play', exact: true }).click();
const pause = (page: Page) => page.getByRole('button', { name: 'Pause', exact: true }).click();
const mark = (page: Page) => page.getByRole('button', { name: /^Practice: / });
const position = async (page: Page): Promise<number> => {
	const text = await page.getByRole('button', { name: 'Position. Type a time to go to' }).textContent();
	const [minutes = '0', seconds = '0'] = (text ?? '').trim().split(':');
	return Number(minutes) * 60 + Number.parseFloat(seconds);
};

test('a song plays at half its speed, by key and by sheet, and its position goes along', async ({ page }) => {
	await openHeardDemo(page);
	await page.keyboard.press('<');
	await expect(mark(page)).toHaveText('95 %');
	await mark(page).click();
	const sheet = page.getByRole('dialog', { name: 'Practice' });
	await sheet.getByRole('button', { name: '50 %' }).click();
	expect(await faultsOf(page)).toEqual([]);
	await page.keyboard.press('Escape');
	await expect(mark(page)).toHaveText('50 %');
	await play(page);
	await expect.poll(() => position(page)).toBeGreaterThan(0.3);
	const [from, fromMs] = [await position(page), Date.now()];
	await page.waitForTimeout(3000);
	const share = (await position(page)) - from;
	const seconds = (Date.now() - fromMs) / 1000;
	expect(share / seconds).toBeGreaterThan(0.4);
	expect(share / seconds).toBeLessThan(0.6);
	await pause(page);
});

test('the metronome counts a bar in, and the music waits for it', async ({ page }) => {
	await openHeardDemo(page);
	await mark(page).click();
	const sheet = page.getByRole('dialog', { name: 'Practice' });
	await sheet.getByRole('tab', { name: 'Metronome' }).click();
	await sheet.getByRole('radio', { name: '1 bar' }).check({ force: true });
	expect(await faultsOf(page)).toEqual([]);
	await page.keyboard.press('Escape');
	await play(page);
	await expect(mark(page)).toHaveText(/^\s*[1-4]$/);
	expect(await position(page)).toBeLessThan(0.05);
	await expect.poll(() => position(page), { timeout: 15_000 }).toBeGreaterThan(0.3);
	await pause(page);
	await page.reload();
	await mark(page).click();
	await page.getByRole('tab', { name: 'Metronome' }).click();
	await expect(page.getByRole('radio', { name: '1 bar' })).toBeChecked();
});
