import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { readAnalysis, readSongs } from '../../scripts/drive/library-page.ts';

/** Brings the demo in, as a newcomer would: one tap; waits until notes and beats are known and the notes had their vote. Answers its id. */
export async function openDemo(page: Page): Promise<string> {
	await page.goto('/');
	await page.getByRole('button', { name: 'Try the demo' }).click();
	await page.waitForURL(/\/song\/./, { timeout: 60_000 });
	await expect(page.getByRole('button', { name: 'Take away' })).toBeEnabled({ timeout: 60_000 });
	await expect
		.poll(
			async () => {
				const [song] = await readSongs(page);
				const analysis = await readAnalysis(page, song?.analysisId ?? '');
				return analysis?.notesOf !== undefined && analysis.notesOf === song?.transcriptionId;
			},
			{ timeout: 60_000 }
		)
		.toBe(true);
	return (await readSongs(page))[0]?.id ?? '';
}

/** Brings the demo in and waits until the page says what was heard: on a desktop, where there is room for it. */
export async function openHeardDemo(page: Page): Promise<string> {
	const songId = await openDemo(page);
	await expect(page.getByRole('region', { name: 'What was heard' })).toBeVisible();
	return songId;
}

/** Brings the demo in and shows its score. */
export async function openDemoScore(page: Page): Promise<void> {
	await openDemo(page);
	await showScore(page);
}

export async function showScore(page: Page): Promise<void> {
	await page.getByRole('radio', { name: 'Score' }).check({ force: true });
	await expect(page.getByRole('toolbar', { name: 'Edit the score' })).toBeVisible();
	await expect(page.getByRole('toolbar', { name: 'How the score looks' })).toBeVisible();
	await expect(page.locator('.vf-stavenote').first()).toBeAttached();
}

/** What axe finds wrong on the screen, or inside what a selector names. */
export async function faultsOf(page: Page, within?: string): Promise<string[]> {
	const axe = new AxeBuilder({ page });
	const { violations } = await (within === undefined ? axe : axe.include(within)).analyze();
	return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
}
