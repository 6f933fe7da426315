import { expect, test, type Page } from '@playwright/test';
import { faultsOf } from './demo-page.ts';
import { closeBrowsers, demoMicrophone, openBrowser, openDemoRoom } from './practice-page.ts';

/*
 * Takes beside the song: two are recorded with the demo's own sound as the microphone, heard with the song, compared, and played to
 * in a third.
 */

test.describe.configure({ timeout: 240_000 });

test.afterEach(closeBrowsers);

/** The microphone's file begins anew with the page. */
async function enterAnew(page: Page): Promise<void> {
	await page.reload();
	await expect(page.getByRole('button', { name: 'Play Take 1 with the song' })).toBeVisible({ timeout: 30_000 });
}

/** Records for ten seconds along with the song, and waits until the take is judged. */
async function record(page: Page, count: number): Promise<void> {
	await page.keyboard.press('Shift+R');
	await expect(page.getByRole('timer')).toHaveText(/^Recording 0:1[0-9]/, { timeout: 40_000 });
	await page.keyboard.press('Shift+R');
	await expect(page.getByRole('region', { name: 'Takes' }).getByLabel(/^Score \d+ of 100$/)).toHaveCount(count, {
		timeout: 90_000
	});
}

/** What the file store holds of takes that were laid on the song. */
const stems = (page: Page): Promise<number> =>
	page.evaluate(async () => {
		const root = await navigator.storage.getDirectory();
		const folder = await root.getDirectoryHandle('stems').catch(() => null);
		let count = 0;
		if (folder !== null) for await (const name of folder.keys()) count += name === '' ? 0 : 1;
		return count;
	});

interface KeptTake {
	readonly id: string;
	readonly startedAtMs: number;
	readonly heardTakeIds?: readonly string[];
}

const keptTakes = (page: Page): Promise<KeptTake[]> =>
	page.evaluate(
		() =>
			new Promise<KeptTake[]>((resolve, reject) => {
				const opening = indexedDB.open('woodshed');
				opening.onerror = () => reject(opening.error ?? new Error('not opened'));
				opening.onsuccess = () => {
					const reading = opening.result.transaction('takes').objectStore('takes').getAll();
					reading.onsuccess = () => {
						opening.result.close();
						resolve((reading.result as KeptTake[]).sort((a, b) => a.startedAtMs - b.startedAtMs));
					};
					reading.onerror = () => reject(reading.error ?? new Error('not read'));
				};
			})
	);

test('two takes are heard with the song and compared, and a third is played to one of them', async ({ baseURL }) => {
	const microphone = await demoMicrophone();
	test.skip(microphone === null, 'ffmpeg is not installed');
	const page = await openDemoRoom(await openBrowser(microphone ?? []), baseURL ?? '');
	await record(page, 1);
	await enterAnew(page);
	await record(page, 2);

	await page.getByRole('button', { name: 'Play Take 1 with the song' }).click();
	const mixer = page.getByRole('region', { name: 'With the song' });
	await expect(mixer.getByRole('slider', { name: 'Take 1' })).toBeVisible();
	await expect(mixer.getByRole('progressbar')).toHaveCount(0, { timeout: 30_000 });
	expect(await stems(page)).toBe(1);
	await mixer.getByRole('button', { name: 'Mute The song' }).click();
	const transport = page.getByRole('region', { name: 'Transport' });
	await transport.getByRole('button', { name: 'Back 5 seconds' }).click();
	await transport.getByRole('button', { name: 'Play', exact: true }).click();
	await page.waitForTimeout(2000);
	await transport.getByRole('button', { name: 'Pause', exact: true }).click();
	await mixer.getByRole('button', { name: 'Mute The song' }).click();

	await page.getByRole('button', { name: 'Compare two takes' }).click();
	const compare = page.getByRole('region', { name: 'Compare' });
	await expect(compare.getByRole('row', { name: /^Score/ })).toBeVisible({ timeout: 30_000 });
	await expect(compare.getByRole('row', { name: /^In time/ })).toContainText('%');
	await expect(compare.getByText(/Better in|alike/).first()).toBeVisible();
	await expect(compare.getByRole('radio', { name: 'Hear A' })).toBeChecked();
	await page.keyboard.press('Shift+A');
	await expect(compare.getByRole('radio', { name: 'Hear B' })).toBeChecked();
	expect(await faultsOf(page)).toEqual([]);
	await compare.getByRole('button', { name: 'Done' }).click();
	await expect(compare).toBeHidden();

	await mixer.getByRole('button', { name: 'Stop playing Take 2 with the song' }).click();
	await expect(mixer.getByRole('slider')).toHaveCount(2);

	await enterAnew(page);
	await expect(mixer).toBeHidden();
	await page.getByRole('button', { name: 'Play Take 1 with the song' }).click();
	await expect(mixer.getByRole('slider', { name: 'Take 1' })).toBeVisible();
	await record(page, 3);
	const [first, , third] = await keptTakes(page);
	expect(third?.heardTakeIds).toEqual([first?.id]);
	await expect(page.getByRole('region', { name: 'Takes' }).getByText(/^Take 3 .*to Take 1$/)).toBeVisible();
});
