import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { parseMidi } from 'midi-file';
import { readSongs } from '../../scripts/drive/library-page.ts';

/** Brings the demo in, waits for its notes and beats, and shows its score. */
async function openDemoScore(page: Page): Promise<void> {
	await page.goto('/');
	await page.getByRole('button', { name: 'Try the demo' }).click();
	await page.waitForURL(/\/song\/./, { timeout: 60_000 });
	await expect(page.getByRole('button', { name: 'Take away' })).toBeEnabled({ timeout: 60_000 });
	await expect.poll(async () => (await readSongs(page))[0]?.analysisId, { timeout: 60_000 }).toBeDefined();
	await page.getByRole('radio', { name: 'Score' }).check({ force: true });
	await expect(page.getByRole('toolbar', { name: 'Edit the score' })).toBeVisible();
	await expect(page.locator('main svg path').first()).toBeAttached();
}

const score = (page: Page) => page.getByRole('application', { name: 'Shavings' });

test('the notes become a score that is read, edited, undone and kept', async ({ page }) => {
	const faults: string[] = [];
	page.on('pageerror', (error) => faults.push(error.message));
	await openDemoScore(page);
	await score(page).focus();
	await page.keyboard.press('ArrowRight');
	await page.keyboard.press('d');
	await expect(page.getByText(/bar 1/i).first()).toBeAttached();
	const undo = page.getByRole('toolbar', { name: 'Edit the score' }).getByRole('button', { name: /^Undo/ });
	await expect(undo).toBeDisabled();
	await page.getByRole('button', { name: 'Move up a step' }).click();
	await expect(undo).toBeEnabled();
	await page.waitForTimeout(1200);
	await page.reload();
	await page.getByRole('radio', { name: 'Score' }).check({ force: true });
	await expect(undo).toBeEnabled();
	await undo.click();
	await expect(undo).toBeDisabled();
	expect(faults).toEqual([]);
});

test('a score leaves in every form that others read', async ({ page }) => {
	await openDemoScore(page);
	const take = async (item: RegExp): Promise<Buffer> => {
		const download = page.waitForEvent('download');
		await page.getByRole('button', { name: 'Take away' }).click();
		await page.getByRole('menuitem', { name: item }).click();
		return readFileSync((await (await download).path()) ?? '');
	};
	const xml = (await take(/MusicXML/)).toString();
	expect(xml).toContain('<score-partwise version="4.0">');
	expect(xml.match(/<note[ >]/g)?.length ?? 0).toBeGreaterThan(30);
	const midi = parseMidi(await take(/Score as MIDI/));
	expect(midi.header.format).toBe(1);
	expect(midi.tracks.flat().filter(({ type }) => type === 'noteOn').length).toBeGreaterThan(30);
	expect((await take(/Guitar Pro/)).subarray(0, 2).toString('latin1')).toBe('PK');
	expect((await take(/ChordPro/)).toString()).toMatch(/\{title: ?Shavings\}/);

	// Written for a guitar it has strings and frets.
	await page.getByRole('radio', { name: 'Guitar' }).check({ force: true });
	await expect
		.poll(
			async () => {
				const download = page.waitForEvent('download', { timeout: 3000 }).catch(() => null);
				await page.getByRole('button', { name: 'Take away' }).click();
				await page.getByRole('menuitem', { name: /Tab as text/ }).click();
				const path = await (await download)?.path();
				return path ? readFileSync(path, 'utf8') : '';
			},
			{ timeout: 30_000 }
		)
		.toMatch(/E \|.*\d/);
});

for (const scheme of ['light', 'dark'] as const) {
	test(`axe finds nothing beside the score, ${scheme}`, async ({ page }) => {
		await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
		await openDemoScore(page);
		const { violations } = await new AxeBuilder({ page }).analyze();
		expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
	});
}
