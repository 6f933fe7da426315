import { expect, test, type Page } from '@playwright/test';
import type { TakeRecord } from '../../src/lib/core/practice/progress/index.ts';
import { readSongs } from '../../scripts/drive/library-page.ts';
import { faultsOf, openHeardDemo } from './demo-page.ts';

/** Takes of the days before: bar 3 goes wrong, the others get better. */
function takesOf(songId: string): TakeRecord[] {
	return [5, 3, 2, 1].map((daysAgo, index) => ({
		schemaVersion: 1,
		id: `take-${index}`,
		songId,
		startedAtMs: Date.now() - daysAgo * 86_400_000,
		durationSeconds: 300,
		mode: 'song',
		strictness: 'player',
		speed: 0.6 + index * 0.1,
		score: 55 + index * 8,
		accuracy: 0.7 + index * 0.06,
		coverage: 1,
		timingMs: 12,
		spreadMs: 60 - index * 8,
		bars: [0, 1, 2, 3].map((scoreBar) => ({
			scoreBar,
			expected: 8,
			good: scoreBar === 2 ? 2 : 6,
			right: scoreBar === 2 ? 3 : 7,
			heat: scoreBar === 2 ? 0.7 : 0.05
		})),
		skills: [
			{ kind: 'rhythm', name: 'eighth', expected: 20, good: 12 + index },
			{ kind: 'rhythm', name: 'quarter', expected: 12, good: 11 },
			{ kind: 'hand', name: '0:0', expected: 20, good: 18 },
			{ kind: 'hand', name: '0:1', expected: 12, good: 7 }
		]
	}));
}

/** Puts takes into the history past the app. */
async function practise(page: Page, takes: readonly TakeRecord[]): Promise<void> {
	await page.evaluate(
		(records) =>
			new Promise<void>((resolve, reject) => {
				const opening = indexedDB.open('woodshed');
				opening.onerror = () => reject(new Error(String(opening.error)));
				opening.onsuccess = () => {
					const write = opening.result.transaction('practice', 'readwrite');
					for (const record of records) write.objectStore('practice').put(record);
					write.oncomplete = () => resolve(opening.result.close());
					write.onerror = () => reject(new Error(String(write.error)));
				};
			}),
		takes
	);
}

test('a loop is kept by name, chosen, renamed, and comes back after it was removed', async ({ page }) => {
	await openHeardDemo(page);
	await page.getByRole('button', { name: 'Loop', exact: true }).click();
	await page.getByRole('button', { name: /^Practice: / }).click();
	const sheet = page.getByRole('dialog', { name: 'Practice' });
	await sheet.getByRole('tab', { name: 'Loops' }).click();
	await sheet.getByLabel('Name of this loop').fill('All of it');
	await page.keyboard.press('Enter');
	const kept = sheet.getByRole('list', { name: 'Kept loops' });
	await expect(kept.getByRole('button', { name: /^All of it/ })).toHaveAttribute('aria-pressed', 'true');
	expect(await faultsOf(page)).toEqual([]);
	await kept.getByRole('button', { name: 'Rename All of it' }).click();
	await sheet.getByLabel('New name').fill('From top to end');
	await page.keyboard.press('Enter');
	await expect(kept.getByRole('button', { name: /^From top to end/ })).toBeFocused();
	await kept.getByRole('button', { name: 'Remove From top to end' }).click();
	await expect(kept).toBeHidden();
	await page.keyboard.press('Escape');
	await page.getByRole('button', { name: 'Undo', exact: true }).click();
	await expect.poll(async () => (await readSongs(page))[0]?.loops?.map(({ name }) => name)).toEqual(['From top to end']);
	await page.reload();
	await expect(page.getByRole('region', { name: 'What was heard' })).toBeVisible();
	await page.keyboard.press('}');
	await expect(page.getByRole('button', { name: 'Loop is on' })).toBeVisible();
});

test('a page-turner is taught to play and pause', async ({ page }) => {
	await openHeardDemo(page);
	await page.goto('/settings');
	await page.getByRole('button', { name: 'Teach: Play or pause' }).click();
	await page.keyboard.press('PageDown');
	await expect(page.getByText('Page down', { exact: true })).toBeVisible();
	expect(await faultsOf(page)).toEqual([]);
	await page.goBack();
	await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeEnabled();
	await page.keyboard.press('PageDown');
	await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
	await page.keyboard.press('PageDown');
	await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
});

test('progress is empty at first, then plans what is weak and opens it at its bars and speed', async ({ page }) => {
	await page.goto('/progress');
	await expect(page.getByRole('heading', { name: 'Nothing practised yet' })).toBeVisible();
	const songId = await openHeardDemo(page);
	await practise(page, takesOf(songId));
	await page.goto('/progress');
	await expect(page.getByRole('heading', { name: 'Today' })).toBeVisible();
	await expect(page.getByRole('figure', { name: 'Score' })).toContainText('From 55 to 79.');
	await page.getByRole('button', { name: 'Set a goal' }).click();
	await page.getByRole('dialog').getByRole('button', { name: 'Set it' }).click();
	await expect(page.getByRole('progressbar', { name: /20 minutes a day/ })).toBeVisible();
	expect(await faultsOf(page)).toEqual([]);
	const saving = page.waitForEvent('download');
	await page.getByRole('button', { name: 'Table (CSV)' }).click();
	expect((await saving).suggestedFilename()).toBe('Woodshed practice.csv');
	await page
		.getByRole('link', { name: /^Practise .*Bars 2 to 3/ })
		.first()
		.click();
	await expect(page.getByRole('button', { name: 'Loop is on' })).toBeVisible();
	await expect(page.getByRole('button', { name: /^Practice: Speed 50 %/ })).toBeVisible();
	await page.getByRole('button', { name: /^Practice: / }).click();
	await page.getByRole('tab', { name: 'Loops' }).click();
	await expect(page.getByRole('button', { name: 'Loop the hardest bars' })).toBeVisible();
});
