import { expect, type Locator, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';

export interface SavedFile {
	readonly name: string;
	readonly bytes: Buffer;
}

/** Opens the dialog and waits until the score, if there can be one, is written. */
export async function openTakeAway(page: Page): Promise<Locator> {
	await page.getByRole('button', { name: 'Take away' }).click();
	const dialog = page.getByRole('dialog', { name: 'Take away' });
	await expect(dialog.getByText('Writing the score')).toBeHidden({ timeout: 30_000 });
	return dialog;
}

/** Saves what is chosen in the open dialog, which closes. */
export async function save(page: Page): Promise<SavedFile> {
	const dialog = page.getByRole('dialog', { name: 'Take away' });
	const download = page.waitForEvent('download', { timeout: 15_000 });
	await dialog.getByRole('button', { name: 'Save file' }).click({ timeout: 5000 });
	const saved = await download;
	await expect(dialog).toBeHidden();
	return { name: saved.suggestedFilename(), bytes: readFileSync(await saved.path()) };
}

/**
 * Takes the open song away in a form.
 * @param options names of choices to be made where they are offered: without a score, notes go as heard unasked
 */
export async function takeAs(page: Page, form: string, options: readonly string[] = []): Promise<SavedFile> {
	const dialog = await openTakeAway(page);
	try {
		await dialog.getByRole('radiogroup', { name: 'Form' }).getByRole('radio', { name: form, exact: true }).check({ force: true });
		for (const name of options) {
			const option = dialog.getByRole('radio', { name, exact: true });
			if (await option.isVisible()) await option.check({ force: true });
		}
		return await save(page);
	} finally {
		if (await dialog.isVisible()) await page.keyboard.press('Escape');
	}
}
