import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import { readSongs } from '../../scripts/drive/library-page.ts';
import { expectNoViolations, openBrowser } from './practice-page.ts';

/*
 * The practice room with a microphone that plays the demo's own sound: what is recorded must be found to be the song.
 */

test.describe.configure({ timeout: 180_000 });

let context: BrowserContext | null = null;
test.afterEach(async () => {
	await context?.close();
	context = null;
});

/** The demo as a file that a microphone can play; null where ffmpeg is not installed. */
async function demoSound(folder: string): Promise<string | null> {
	const demo = (await readdir('static/engines')).find((name) => /^demo\..*\.ogg$/.test(name));
	const path = join(folder, 'microphone.wav');
	const made = spawnSync('ffmpeg', ['-v', 'error', '-i', join('static/engines', demo ?? ''), '-ac', '1', '-ar', '44100', path]);
	return made.status === 0 ? path : null;
}

async function openRoom(baseURL: string, flags: readonly string[]): Promise<Page> {
	context = await openBrowser(flags);
	const page = context.pages()[0] ?? (await context.newPage());
	await page.goto(baseURL);
	await page.getByRole('button', { name: 'Try the demo' }).click();
	await page.waitForURL(/\/song\/./, { timeout: 60_000 });
	await expect.poll(async () => (await readSongs(page))[0]?.analysisId, { timeout: 60_000 }).toBeDefined();
	await expect.poll(async () => (await readSongs(page))[0]?.transcriptionId, { timeout: 60_000 }).toBeDefined();
	await page.goto(`${page.url()}/practice`);
	await expect(page.getByRole('heading', { name: 'Record', exact: true })).toBeVisible({ timeout: 30_000 });
	return page;
}

test('a take is recorded by key along with the song, judged against it, and still there after a reload', async ({ baseURL }) => {
	const sound = await demoSound(await mkdtemp(join(tmpdir(), 'woodshed-microphone-')));
	test.skip(sound === null, 'ffmpeg is not installed');
	const page = await openRoom(baseURL ?? '', [
		'--use-fake-ui-for-media-stream',
		'--use-fake-device-for-media-stream',
		`--use-file-for-fake-audio-capture=${sound}%noloop`
	]);
	await expect(page.getByText('No takes yet')).toBeVisible();
	await expectNoViolations(page);
	await page.keyboard.press('Shift+R');
	await expect(page.getByRole('timer')).toHaveText(/^Recording 0:1/, { timeout: 40_000 });
	await expect(page.getByRole('group', { name: 'Tuner' })).toBeVisible();
	await page.keyboard.press('Shift+R');
	const went = page.getByRole('region', { name: 'How it went' });
	await expect(went.getByText('of 100')).toBeVisible({ timeout: 90_000 });
	const takes = page.getByRole('region', { name: 'Takes' });
	await expect(takes.getByLabel(/^Score \d+ of 100$/)).toHaveCount(1);
	// The demo is the demo: nearly all of what was played is right.
	const right = Number(/(\d+) right/.exec(await went.innerText())?.[1]);
	const missed = Number(/(\d+) missed/.exec(await went.innerText())?.[1] ?? 0);
	expect(right).toBeGreaterThan(10);
	expect(right).toBeGreaterThan(4 * missed);
	await expectNoViolations(page);
	const score = await went.getByText('of 100').locator('..').innerText();
	await page.reload();
	await expect(went.getByText('of 100')).toBeVisible({ timeout: 30_000 });
	expect(await went.getByText('of 100').locator('..').innerText()).toBe(score);

	await went.getByRole('radio', { name: 'Strict' }).check();
	await expect(went.getByText('A note within 40 ms counts as in time.')).toBeVisible({ timeout: 60_000 });
	// The microphone begins when it is opened, not when the song does: which bars are reached depends on the machine.
	const bar = went
		.getByRole('listitem')
		.getByRole('button', { name: /^bar \d+: / })
		.first();
	const number = /^bar (\d+)/.exec((await bar.getAttribute('aria-label')) ?? '')?.[1] ?? '';
	await bar.click();
	await went.getByRole('button', { name: `Loop bar ${number}` }).click();
	await expect(page.getByRole('button', { name: /loop/i }).first()).toBeVisible();

	await takes.getByRole('button', { name: /^More for/ }).click();
	await page.getByRole('menuitem', { name: 'Delete' }).click();
	await expect(page.getByText('No takes yet')).toBeVisible();
	await page.getByRole('button', { name: 'Undo', exact: true }).last().click();
	await expect(takes.getByLabel(/^Score \d+ of 100$/)).toHaveCount(1);
});

test('a microphone that is refused is told of in words, and the room goes on', async ({ baseURL }) => {
	const page = await openRoom(baseURL ?? '', ['--use-fake-device-for-media-stream', '--deny-permission-prompts']);
	await page.getByRole('button', { name: 'Record a take' }).click();
	await expect(page.getByText('The microphone may not be used.')).toBeVisible();
	await expect(page.getByRole('button', { name: 'Record a take' })).toBeEnabled();
	await expectNoViolations(page);
});
