import { expect, test, type Page } from '@playwright/test';
import { faultsOf, openDemoScore, showScore } from './demo-page.ts';

const bar = (page: Page) => page.getByRole('toolbar', { name: 'Edit the score' });
const score = (page: Page) => page.getByRole('application', { name: 'Shavings' });
const undo = (page: Page) => bar(page).getByRole('button', { name: /^Undo/ });

async function fromMenu(page: Page, menu: 'Marks' | 'Change', item: RegExp): Promise<void> {
	await bar(page).getByRole('button', { name: menu }).click();
	await page.getByRole('menuitem', { name: item }).click();
}

test('a key, a chord and a section are written, undone and kept over a reload', async ({ page }) => {
	await openDemoScore(page);
	await score(page).focus();
	await page.keyboard.press('ArrowRight');
	await page.keyboard.press('Shift+K');
	const dialog = page.getByRole('dialog');
	await dialog.getByLabel('Key', { exact: true }).selectOption('-2');
	await dialog.getByRole('button', { name: 'Write the key' }).click();
	await expect(dialog).toBeHidden();
	await expect(bar(page).getByRole('button', { name: 'Undo: Change the key' })).toBeEnabled();

	await page.keyboard.press('Shift+C');
	await expect(dialog.getByLabel('Name')).toBeFocused();
	await dialog.getByLabel('Name').fill('Ebmaj7');
	await page.keyboard.press('Enter');
	await expect(bar(page).getByRole('button', { name: 'Undo: Change the chord' })).toBeEnabled();
	await fromMenu(page, 'Marks', /^Section/);
	await dialog.getByRole('button', { name: 'Chorus', exact: true }).click();
	await expect(bar(page).getByRole('button', { name: 'Undo: Name the section' })).toBeEnabled();

	await page.waitForTimeout(1200);
	await page.reload();
	await showScore(page);
	await expect(bar(page).getByRole('button', { name: 'Undo: Name the section' })).toBeEnabled();
	for (let edits = 0; edits < 3; edits++) await undo(page).click();
	await expect(undo(page)).toBeDisabled();
});

test('a rhythm is tried and left, tried and taken, and taken back in one step', async ({ page }) => {
	await openDemoScore(page);
	await fromMenu(page, 'Change', /^Write the rhythm again/);
	const strip = page.getByRole('region', { name: 'Write the rhythm again' });
	await strip.getByRole('radio', { name: 'Triplets' }).check({ force: true });
	await expect(strip.getByRole('status')).toContainText(/notes would be written otherwise/, { timeout: 15_000 });
	await page.keyboard.press('Escape');
	await expect(strip).toBeHidden();
	await expect(undo(page)).toBeDisabled();

	await fromMenu(page, 'Change', /^Write the rhythm again/);
	await strip.getByRole('radio', { name: 'Triplets' }).check({ force: true });
	await expect(strip.getByRole('button', { name: 'Take it' })).toBeEnabled({ timeout: 15_000 });
	await strip.getByRole('button', { name: 'Take it' }).click();
	await expect(bar(page).getByRole('button', { name: 'Undo: Write the rhythm again' })).toBeEnabled();
	await undo(page).click();
	await expect(undo(page)).toBeDisabled();
});

test('a part gets strings, another tuning, a locked string, and gives them back', async ({ page }) => {
	await openDemoScore(page);
	await bar(page).getByRole('button', { name: 'Strings', exact: true }).click();
	const dialog = page.getByRole('dialog');
	await dialog.getByRole('button', { name: 'Play it on these' }).click();
	await expect(dialog).toBeHidden({ timeout: 15_000 });
	await bar(page).getByRole('button', { name: 'Strings', exact: true }).click();
	await dialog.getByLabel('Tuning').selectOption('dropD');
	await dialog.getByLabel('Play near a fret').check({ force: true });
	await dialog.getByRole('button', { name: 'Finger anew' }).click();
	await expect(dialog).toBeHidden({ timeout: 15_000 });
	await expect(bar(page).getByRole('button', { name: 'Undo: Change the strings' })).toBeEnabled();

	await score(page).focus();
	await page.keyboard.press('ArrowRight');
	const strip = page.getByRole('region', { name: 'Strings of the selection' });
	await expect(strip).toContainText(/string \d, fret \d/);
	await strip.getByRole('button', { name: 'Lock', exact: true }).click();
	await expect(strip.getByRole('button', { name: 'Locked', exact: true })).toBeVisible();
	await page.keyboard.press('l');
	await expect(strip.getByRole('button', { name: 'Lock', exact: true })).toBeVisible();
	await bar(page).getByRole('button', { name: 'Strings', exact: true }).click();
	await dialog.getByRole('button', { name: 'Take the strings away' }).click();
	await expect(strip).toBeHidden();
});

test('a note is dragged with the mouse, and goes back with undo', async ({ page }) => {
	await openDemoScore(page);
	// A note that is chosen is outlined: there its head is.
	await score(page).focus();
	await page.keyboard.press('ArrowRight');
	const box = await score(page).locator('.note').first().boundingBox();
	if (box === null) throw new Error('No note is outlined.');
	const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
	await page.mouse.move(x, y);
	await page.mouse.down();
	await page.mouse.move(x, y - 12, { steps: 3 });
	await page.mouse.move(x, y - 20, { steps: 3 });
	await page.mouse.up();
	await expect(bar(page).getByRole('button', { name: 'Undo: Drag up' })).toBeEnabled();
	await undo(page).click();
	await expect(undo(page)).toBeDisabled();
});

test('an unsure note loops slowly until it is decided', async ({ page }) => {
	await openDemoScore(page);
	await page.keyboard.press('u');
	const strip = page.getByRole('region', { name: 'Unsure notes' });
	await expect(strip).toContainText(/0 of \d+ decided/);
	await expect(strip).toContainText('loops at half speed');
	await page.keyboard.press('k');
	await expect(bar(page).getByRole('button', { name: 'Undo: Keep' })).toBeEnabled();
});

for (const scheme of ['light', 'dark'] as const) {
	test(`axe finds nothing in the dialogs and strips, ${scheme}`, async ({ page }) => {
		await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
		await openDemoScore(page);
		const look = async (): Promise<void> => {
			expect(await faultsOf(page)).toEqual([]);
		};
		await score(page).focus();
		await page.keyboard.press('ArrowRight');
		for (const key of ['Shift+K', 'Shift+M', 'Shift+P', 'Shift+C', 'Shift+N', 'Shift+X', 'Shift+F', 'Shift+V']) {
			await page.keyboard.press(key);
			await expect(page.getByRole('dialog')).toBeVisible();
			await look();
			await page.keyboard.press('Escape');
			await expect(page.getByRole('dialog')).toBeHidden();
		}
		for (const key of ['q', 'Shift+S', 'u']) {
			await page.keyboard.press(key);
			await look();
			await page.keyboard.press('Escape');
		}
	});
}
