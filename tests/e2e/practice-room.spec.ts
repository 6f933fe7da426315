import { expect, test } from '@playwright/test';
import { closeBrowsers, demoMicrophone, expectNoViolations, openBrowser, openDemoRoom } from './practice-page.ts';

/*
 * The practice room with a microphone that plays the demo's own sound: what is recorded must be found to be the song.
 */

test.describe.configure({ timeout: 180_000 });

test.afterEach(closeBrowsers);

test('a take is recorded by key along with the song, judged against it, and still there after a reload', async ({ baseURL }) => {
	const microphone = await demoMicrophone();
	test.skip(microphone === null, 'ffmpeg is not installed');
	const page = await openDemoRoom(await openBrowser(microphone ?? []), baseURL ?? '');
	await expect(page.getByText('No takes yet')).toBeVisible();
	await expectNoViolations(page);
	// The microphone begins when it is opened: counted in, it would be bars ahead of the song.
	const record = page.getByRole('region', { name: 'Record', exact: true });
	await record.getByRole('radiogroup', { name: 'Count-in' }).getByRole('radio', { name: 'None' }).check({ force: true });
	await page.keyboard.press('Shift+R');
	await expect(page.getByRole('group', { name: 'Tuner' })).toBeVisible();
	await expect(page.getByRole('timer')).toHaveText(/^Recording 0:2/, { timeout: 60_000 });
	await page.keyboard.press('Shift+R');
	const went = page.getByRole('region', { name: 'How it went' });
	await expect(went.getByText('of 100')).toBeVisible({ timeout: 90_000 });
	const takes = page.getByRole('region', { name: 'Takes' });
	await expect(takes.getByLabel(/^Score \d+ of 100$/)).toHaveCount(1);
	// The demo is the demo: nearly all of what was played is right, though as much too early as the song begins later.
	const text = await went.innerText();
	const [inTime = 0, early = 0, late = 0, missed = 0] = ['right, in time', 'early', 'late', 'missed'].map((kind) =>
		Number(new RegExp(`^(\\d+) ${kind}$`, 'm').exec(text)?.[1] ?? 0)
	);
	const right = inTime + early + late;
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
	const context = await openBrowser(['--use-fake-device-for-media-stream', '--deny-permission-prompts']);
	const page = await openDemoRoom(context, baseURL ?? '');
	await page.getByRole('button', { name: 'Record a take' }).click();
	await expect(page.getByText('The microphone may not be used.')).toBeVisible();
	await expect(page.getByRole('button', { name: 'Record a take' })).toBeEnabled();
	await expectNoViolations(page);
});
