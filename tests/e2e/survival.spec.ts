import { chromium, expect, test, type Page } from '@playwright/test';
import { ensureChromium } from '../../scripts/chromium/ensure.ts';
import { chromiumFlags } from '../../scripts/chromium/find.ts';
import { chooseFiles, openLibrary, readJobs, readSongs, untilImported } from '../../scripts/drive/library-page.ts';
import { writeMusic } from '../fixtures/made-music.ts';
import { untilInstalled } from './offline-pages.ts';
import { storedPaths } from './stored-files.ts';

const none: ReadonlySet<string> = new Set();
/** Every file in the store belongs to a song. */
async function expectNothingHalfImported(page: Page): Promise<void> {
	const used = new Set((await readSongs(page)).map(({ original }) => original.sha256));
	expect((await storedPaths(page)).filter((path) => !used.has(path.split('/')[1] ?? ''))).toEqual([]);
}

test('without a network, after the first visit: a new file is imported, transcribed and played', async ({ page, context }) => {
	await page.goto('/settings');
	await untilInstalled(page);
	await expect(page.getByText('Ready for offline')).toBeVisible({ timeout: 60_000 });
	await context.setOffline(true);
	await openLibrary(page);
	const path = await writeMusic('offline.wav', 4, 1);
	await chooseFiles(page, [path]);
	const end = await untilImported(page, 'offline.wav', none, 60_000);
	expect(end.kind).toBe('transcribed');
	if (end.kind !== 'transcribed') return;
	expect(end.transcription.notes.length).toBeGreaterThan(2);
	await page.goto(`/song/${end.song.id}`);
	await page.getByRole('button', { name: /^play/i }).first().click();
	await expect(page.getByRole('button', { name: /^pause/i }).first()).toBeVisible({ timeout: 20_000 });
});

test('a tab killed in the middle of a job: the next one goes on from there', async ({ page, context }) => {
	await openLibrary(page);
	await chooseFiles(page, [await writeMusic('long.wav', 120, 2)]);
	await expect
		.poll(async () => (await readJobs(page)).some(({ input, state }) => input.kind === 'transcribe' && state === 'running'), {
			timeout: 30_000
		})
		.toBe(true);
	await page.close({ runBeforeUnload: false });
	const next = await context.newPage();
	await openLibrary(next);
	await expect.poll(async () => (await readSongs(next))[0]?.transcriptionId, { timeout: 60_000 }).toBeTruthy();
	expect(await readSongs(next)).toHaveLength(1);
});

test('a tab killed while it copies: the file is asked for again, nothing stays behind', async ({ page, context }) => {
	await openLibrary(page);
	await page.evaluate(async () => {
		const record = {
			schemaVersion: 1,
			id: 'cut',
			title: 'cut.wav',
			input: { kind: 'import', fileName: 'cut.wav', isDemo: false, allowDuplicate: false },
			state: 'running',
			createdAtMs: Date.now()
		};
		const root = await navigator.storage.getDirectory();
		const folder = await root.getDirectoryHandle('originals', { create: true });
		const writable = await (await folder.getFileHandle('0'.repeat(64), { create: true })).createWritable();
		await writable.write(new Uint8Array(1000));
		await writable.close();
		await new Promise<void>((resolve, reject) => {
			const opening = indexedDB.open('woodshed');
			opening.onsuccess = () => {
				const write = opening.result.transaction('jobs', 'readwrite');
				write.objectStore('jobs').put(record);
				write.oncomplete = () => (opening.result.close(), resolve());
				write.onerror = () => reject(write.error ?? new Error('put'));
			};
		});
	});
	await page.close();
	const next = await context.newPage();
	await openLibrary(next);
	await expect.poll(async () => (await readJobs(next)).find(({ id }) => id === 'cut')?.fault?.code).toBe('importInterrupted');
	await expect.poll(() => storedPaths(next)).toEqual([]);
});

test('two tabs: both see a song that one imports, and it is transcribed once', async ({ page, context }) => {
	const other = await context.newPage();
	await openLibrary(page);
	await openLibrary(other);
	await chooseFiles(page, [await writeMusic('shared.wav', 5, 3)]);
	expect((await untilImported(page, 'shared.wav', none, 60_000)).kind).toBe('transcribed');
	await expect(other.getByText('shared').first()).toBeVisible();
	expect((await readJobs(page)).filter(({ input }) => input.kind === 'transcribe')).toHaveLength(1);
});

test('the same file twice is noticed, and can be imported as a copy', async ({ page }) => {
	await openLibrary(page);
	const path = await writeMusic('twin.wav', 3, 4);
	await chooseFiles(page, [path]);
	expect((await untilImported(page, 'twin.wav', none, 60_000)).kind).toBe('transcribed');
	const known = new Set((await readJobs(page)).map(({ id }) => id));
	await chooseFiles(page, [path]);
	const second = await untilImported(page, 'twin.wav', known, 30_000);
	expect(second.kind === 'failed' && second.job.fault?.code).toBe('alreadyInLibrary');
	await page.getByRole('button', { name: /^Jobs/ }).click();
	await page.getByRole('button', { name: 'Import a copy' }).click();
	await expect
		.poll(async () => (await readSongs(page)).filter(({ transcriptionId }) => transcriptionId).length, { timeout: 30_000 })
		.toBe(2);
	await expectNothingHalfImported(page);
});

test('the device full in the middle of an import: a clear word, nothing half-imported, and on when there is room', async ({
	page,
	context,
	baseURL
}) => {
	const origin = baseURL ?? '';
	await page.goto('/settings');
	await expect(page.getByText('Ready for offline')).toBeVisible({ timeout: 60_000 });
	await openLibrary(page);
	const devtools = await context.newCDPSession(page);
	const { usage } = await devtools.send('Storage.getUsageAndQuota', { origin });
	await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: usage + 6_000_000 });
	await chooseFiles(page, [await writeMusic('big.wav', 100, 5)]);
	const big = await untilImported(page, 'big.wav', none, 60_000);
	expect(big.kind === 'failed' && big.job.fault?.code).toBe('storageFull');
	expect(await storedPaths(page)).toEqual([]);
	await devtools.send('Storage.overrideQuotaForOrigin', { origin });
	await chooseFiles(page, [await writeMusic('small.wav', 2, 6)]);
	expect((await untilImported(page, 'small.wav', none, 60_000)).kind).toBe('transcribed');
	await expectNothingHalfImported(page);
});

test('a corrupted record: the others stay, and it can be removed', async ({ page }) => {
	await openLibrary(page);
	await chooseFiles(page, [await writeMusic('sound.wav', 2, 7)]);
	await untilImported(page, 'sound.wav', none, 60_000);
	await page.evaluate(
		() =>
			new Promise<void>((resolve) => {
				const opening = indexedDB.open('woodshed');
				opening.onsuccess = () => {
					const write = opening.result.transaction('songs', 'readwrite');
					write.objectStore('songs').put({ id: 'broken', title: 7 });
					write.oncomplete = () => (opening.result.close(), resolve());
				};
			})
	);
	await page.reload();
	await expect(page.getByText('sound').first()).toBeVisible();
	await expect(page.getByText(/cannot be read|could not be read/i).first()).toBeVisible();
	await expect(page.getByText('broken').first()).toBeAttached();
});

test('without isolation: one thread, message ports, and all of it works', async ({ browser, baseURL }) => {
	const context = await browser.newContext({ ...(baseURL === undefined ? {} : { baseURL }), serviceWorkers: 'block' });
	await context.route('**/*', async (route) => {
		const response = await route.fetch();
		const headers = { ...response.headers() };
		delete headers['cross-origin-opener-policy'];
		delete headers['cross-origin-embedder-policy'];
		await route.fulfill({ response, headers });
	});
	const page = await context.newPage();
	await openLibrary(page);
	expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
	await chooseFiles(page, [await writeMusic('alone.wav', 4, 8)]);
	const end = await untilImported(page, 'alone.wav', none, 80_000);
	expect(end.kind).toBe('transcribed');
	if (end.kind === 'transcribed') await page.goto(`/song/${end.song.id}`);
	await page.getByRole('button', { name: /^play/i }).first().click();
	await expect(page.getByRole('button', { name: /^pause/i }).first()).toBeVisible({ timeout: 20_000 });
	await context.close();
});

test('a backup brings everything back on an empty device', async ({ page, browser, baseURL }) => {
	await openLibrary(page);
	await chooseFiles(page, [await writeMusic('kept.wav', 3, 9)]);
	expect((await untilImported(page, 'kept.wav', none, 60_000)).kind).toBe('transcribed');
	await page.goto('/settings');
	const download = page.waitForEvent('download');
	await page.getByRole('button', { name: /^Back up/ }).click();
	const file = await (await download).path();
	const elsewhere = await browser.newContext(baseURL === undefined ? {} : { baseURL });
	const other = await elsewhere.newPage();
	await other.goto('/settings');
	await other.locator('input[type=file][accept*=zip]').setInputFiles(file);
	await other
		.getByRole('dialog')
		.getByRole('button', { name: /^Restore/ })
		.click();
	await expect
		.poll(async () => (await readSongs(other).catch(() => [])).map(({ title }) => title), { timeout: 30_000 })
		.toEqual(['kept']);
	await expect(other.getByText('1 song restored: 1 added.').first()).toBeVisible();
	const [song] = await readSongs(other);
	await other.goto(`/song/${song?.id ?? ''}`);
	await expect(other.getByRole('button', { name: 'Take away' })).toBeEnabled();
	await elsewhere.close();
});

test('the microphone: a take becomes a song', async ({ baseURL }) => {
	const fakeDevice = ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'];
	const browser = await chromium.launch({ executablePath: ensureChromium(), args: [...chromiumFlags, ...fakeDevice] });
	try {
		const page = await (await browser.newContext()).newPage();
		await openLibrary(page, baseURL);
		await page.getByRole('button', { name: 'Record', exact: true }).first().click();
		await page.getByRole('dialog').getByRole('button', { name: 'Record', exact: true }).click();
		await expect(page.getByRole('timer')).not.toHaveText('0:00', { timeout: 10_000 });
		await page.waitForTimeout(1500);
		await page.getByRole('button', { name: 'Stop and keep' }).click();
		await expect.poll(async () => (await readSongs(page)).length, { timeout: 30_000 }).toBe(1);
		const [song] = await readSongs(page);
		expect(song?.recording?.durationSeconds).toBeGreaterThan(1.5);
		// Lossless, as it came from the microphone; and it lies in one place only.
		expect(song?.original.fileName).toMatch(/^Recording .*\.wav$/);
		await expect.poll(async () => (await storedPaths(page)).filter((path) => path.startsWith('takes/'))).toEqual([]);

		// A tab that is killed while it records: what it had is a song when the library is opened again.
		await page.getByRole('link', { name: 'Library' }).first().click();
		await page.getByRole('button', { name: 'Record', exact: true }).first().click();
		await page.getByRole('dialog').getByRole('button', { name: 'Record', exact: true }).click();
		await expect(page.getByRole('timer')).toHaveText('0:04', { timeout: 20_000 });
		const devtools = await page.context().newCDPSession(page);
		const crashed = page.waitForEvent('crash');
		devtools.send('Page.crash').catch(() => undefined);
		await crashed;
		const next = await page.context().newPage();
		await page.close();
		await openLibrary(next, baseURL);
		await expect(next.getByText('A recording that was cut off was found again.', { exact: false }).first()).toBeVisible();
		await expect.poll(async () => (await readSongs(next)).length, { timeout: 30_000 }).toBe(2);
		await expect.poll(async () => (await storedPaths(next)).filter((path) => path.startsWith('takes/'))).toEqual([]);
		expect((await readSongs(next)).map(({ recording }) => (recording?.durationSeconds ?? 0) > 1.5)).toEqual([true, true]);
	} finally {
		await browser.close();
	}
});
