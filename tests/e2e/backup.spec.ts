import { expect, test, type Page } from '@playwright/test';
import { openLibrary, readJobs, readSongs } from '../../scripts/drive/library-page.ts';
import { faultsOf } from './demo-page.ts';
import {
	beepingMicrophone,
	closeBrowsers,
	fakeKeyboard,
	melodyPitches,
	openBrowser,
	openMelodyRoom,
	playKeys,
	quarterSeconds,
	readStore
} from './practice-page.ts';
import { storedPaths } from './stored-files.ts';

/*
 * A backup of what was practised: a take of keys, judged, and a take of sound go to another device with the history and the choices.
 */

test.describe.configure({ timeout: 180_000 });

test.afterEach(closeBrowsers);

const wentWell = (page: Page) => page.getByRole('region', { name: 'How it went' }).getByText('of 100');

/** The page may still be moving when the room has just opened. */
async function choose(page: Page, name: string): Promise<void> {
	await expect(() => page.getByRole('radio', { name }).check({ force: true, timeout: 2000 })).toPass();
}

async function recordKeys(page: Page): Promise<void> {
	await choose(page, 'MIDI keyboard');
	await page.getByRole('switch', { name: 'Play the song along' }).click();
	await page.keyboard.press('Shift+R');
	await expect(page.getByRole('timer')).toHaveText(/^Recording/);
	await playKeys(page, melodyPitches, 1000 * quarterSeconds);
	await page.keyboard.press('Shift+R');
	await expect(wentWell(page)).toBeVisible({ timeout: 30_000 });
}

async function recordSound(page: Page): Promise<void> {
	await choose(page, 'Microphone');
	await page.keyboard.press('Shift+R');
	await expect(page.getByRole('timer')).toHaveText(/^Recording 0:0[3-9]/, { timeout: 30_000 });
	await page.keyboard.press('Shift+R');
	await expect(page.getByRole('region', { name: 'Takes' }).getByRole('button', { name: /^Hear the take/ })).toHaveCount(2);
}

/** The sound of the one take that has any, by its SHA-256. */
const soundHash = (page: Page): Promise<string> =>
	page.evaluate(async () => {
		const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('takes');
		for await (const handle of folder.values()) {
			if (!(handle instanceof FileSystemFileHandle)) continue;
			const digest = await crypto.subtle.digest('SHA-256', await (await handle.getFile()).arrayBuffer());
			return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
		}
		return 'none';
	});

test('takes, their judgements, the history and the choices come back on an empty device', async ({ baseURL }) => {
	const context = await openBrowser(beepingMicrophone, fakeKeyboard);
	const { page } = await openMelodyRoom(context, baseURL ?? '');
	await recordKeys(page);
	await recordSound(page);
	await page.goto(`${baseURL ?? ''}/progress`);
	await page.getByRole('button', { name: 'Set a goal' }).click();
	await page.getByRole('dialog').getByRole('button', { name: 'Set it' }).click();
	await expect(page.getByRole('progressbar', { name: /20 minutes a day/ })).toBeVisible();
	await page.goto(`${baseURL ?? ''}/settings`);
	await page.getByRole('radio', { name: 'Dark' }).check({ force: true });
	await expect(page.getByText(/^Now that is 1 song and 2 takes, about /)).toBeVisible();
	expect(await faultsOf(page)).toEqual([]);
	const download = page.waitForEvent('download');
	await page.getByRole('button', { name: 'Back up everything' }).click();
	const file = await (await download).path();
	const here = await Promise.all(['takes', 'judgements', 'practice'].map((store) => readStore(page, store)));
	expect(here.map(({ length }) => length)).toEqual([2, expect.any(Number), expect.any(Number)]);
	const hash = await soundHash(page);

	const elsewhere = await openBrowser(beepingMicrophone);
	const other = elsewhere.pages()[0] ?? (await elsewhere.newPage());
	await other.goto(`${baseURL ?? ''}/settings`);
	await other.locator('input[type=file][accept*=zip]').setInputFiles(file);
	const question = other.getByRole('dialog', { name: 'Restore this backup?' });
	await expect(question.getByText(/^1 song and 2 takes, /)).toBeVisible();
	await expect(question.getByText(/come along where you have made none here/)).toBeVisible();
	await question.getByRole('button', { name: 'Restore' }).click();
	await expect(other.getByText(/1 song restored: 1 added\. 2 takes: 2 added\. Your practice/).first()).toBeVisible({
		timeout: 30_000
	});
	await expect(other.getByText(/Your choices came along\./).first()).toBeVisible();
	await expect(other.locator('html')).toHaveAttribute('data-theme', 'dark');
	const there = await Promise.all(['takes', 'judgements', 'practice'].map((store) => readStore(other, store)));
	// As JSON says it: a backup does not tell -0 from 0.
	expect(there).toEqual(JSON.parse(JSON.stringify(here)));
	expect(await soundHash(other)).toBe(hash);

	const [song] = await readSongs(other);
	await other.goto(`${baseURL ?? ''}/song/${song?.id ?? ''}/practice`);
	const takes = other.getByRole('region', { name: 'Takes' });
	await expect(takes.getByRole('button', { name: /^Hear the take/ })).toHaveCount(2, { timeout: 30_000 });
	await takes
		.getByRole('button', { name: /^Hear the take/ })
		.first()
		.click();
	await expect(takes.getByRole('button', { name: 'Stop', exact: true })).toBeVisible();
	await takes.getByRole('button', { name: 'Stop', exact: true }).click();
	await expect(takes.getByLabel(/^Score \d+ of 100$/).first()).toBeVisible();
	// The newest stand first: the keys were played before.
	await takes
		.getByRole('listitem')
		.last()
		.getByRole('button', { name: /^Stairs/ })
		.click();
	await expect(wentWell(other)).toBeVisible();
	await other.goto(`${baseURL ?? ''}/progress`);
	await expect(other.getByRole('figure', { name: 'Score' })).toBeVisible();
	await expect(other.getByRole('progressbar', { name: /20 minutes a day/ })).toBeVisible();
});

test('a device that fills up in the middle of a restore says so, and nothing is half restored', async ({ baseURL }) => {
	const context = await openBrowser(beepingMicrophone, fakeKeyboard);
	const { page } = await openMelodyRoom(context, baseURL ?? '');
	await recordKeys(page);
	await recordSound(page);
	// A long take: its own header, and silence.
	await page.evaluate(async () => {
		const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('takes');
		for await (const handle of folder.values()) {
			if (!(handle instanceof FileSystemFileHandle)) continue;
			const writing = await handle.createWritable({ keepExistingData: true });
			await writing.truncate(30_000_000);
			await writing.close();
		}
	});
	await page.goto(`${baseURL ?? ''}/settings`);
	const download = page.waitForEvent('download');
	await page.getByRole('button', { name: 'Back up everything' }).click();
	const file = await (await download).path();

	const elsewhere = await openBrowser(beepingMicrophone);
	const other = elsewhere.pages()[0] ?? (await elsewhere.newPage());
	await other.goto(`${baseURL ?? ''}/settings`);
	await expect(other.getByText('Ready for offline')).toBeVisible({ timeout: 60_000 });
	await openLibrary(other, baseURL);
	const devtools = await elsewhere.newCDPSession(other);
	const origin = new URL(other.url()).origin;
	const { usage } = await devtools.send('Storage.getUsageAndQuota', { origin });
	await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: usage + 8_000_000 });
	await other.locator('input[type=file][accept*=zip]').setInputFiles(file);
	await other.getByRole('dialog').getByRole('button', { name: 'Restore' }).click();
	await expect.poll(async () => (await readJobs(other))[0]?.fault?.code, { timeout: 60_000 }).toBe('storageFull');
	await other.getByRole('button', { name: /^Jobs/ }).click();
	await expect(other.getByText('This device has no room left for it.').first()).toBeVisible();
	expect(await readStore(other, 'songs')).toEqual([]);
	expect(await readStore(other, 'takes')).toEqual([]);
	expect(await storedPaths(other)).toEqual([]);
	await devtools.send('Storage.overrideQuotaForOrigin', { origin });
	await other.getByRole('button', { name: 'Try again', exact: true }).first().click();
	await expect.poll(async () => (await readStore(other, 'takes')).length, { timeout: 60_000 }).toBe(2);
});
