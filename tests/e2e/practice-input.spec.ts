import { expect, test, type Locator, type Page } from '@playwright/test';
import {
	beepingMicrophone,
	expectAccessible,
	closeBrowsers,
	openBrowser,
	openMelodyRoom,
	quarterSeconds,
	readStore,
	type OpenRoom
} from './practice-page.ts';

/*
 * The input as the room shows it: which one, how loud, and how late; and that all of it is still so at the next visit.
 */

test.describe.configure({ timeout: 120_000 });

test.afterEach(closeBrowsers);

async function openInput(page: Page): Promise<Locator> {
	await page.getByRole('button', { name: 'Open the input to test it' }).click({ timeout: 30_000 });
	await page.getByRole('button', { name: 'Input and delay' }).click();
	return page.getByRole('dialog', { name: 'Input and delay' });
}

test('device, channel and gain are chosen, heard of, and remembered; monitoring is off and is not', async ({ baseURL }) => {
	const context = await openBrowser(beepingMicrophone);
	const { page } = await openMelodyRoom(context, baseURL ?? '');
	let dialog = await openInput(page);
	await expect(dialog.getByRole('meter', { name: 'Input level' })).toBeVisible();
	await expect(dialog.getByRole('switch', { name: 'Hear the input' })).not.toBeChecked();
	await expectAccessible(page);
	const select = dialog.getByLabel('Input', { exact: true });
	await select.selectOption({ label: 'Fake Audio Input 2' });
	await expect(dialog.getByLabel('Channel')).toBeEnabled();
	await dialog.getByLabel('Channel').selectOption({ label: 'Second input' });
	await dialog.getByRole('slider', { name: 'Gain' }).focus();
	for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowRight');
	await dialog.getByRole('switch', { name: 'Hear the input' }).click();
	await page.keyboard.press('Escape');
	await page.keyboard.press('Shift+R');
	await expect(page.getByRole('timer')).toHaveText(/^Recording/, { timeout: 20_000 });
	await page.keyboard.press('Shift+R');
	await expect.poll(async () => (await readStore(page, 'takes')).length).toBe(1);
	const [take] = (await readStore(page, 'takes')) as { settings: { gainDb: number; channel: string; isMonitored: boolean } }[];
	expect(take?.settings).toMatchObject({ channel: 'right', isMonitored: true });
	expect(take?.settings.gainDb).toBeGreaterThan(0);

	await page.reload();
	dialog = await openInput(page);
	await expect(dialog.getByLabel('Input', { exact: true }).locator('option:checked')).toHaveText('Fake Audio Input 2');
	await expect(dialog.getByLabel('Channel').locator('option:checked')).toHaveText('Second input');
	await expect(dialog.getByRole('slider', { name: 'Gain' })).toHaveValue(String(take?.settings.gainDb));
	await expect(dialog.getByRole('switch', { name: 'Hear the input' })).not.toBeChecked();
});

test('an input that is remembered but gone: the system’s is taken, and told', async ({ baseURL }) => {
	const context = await openBrowser(
		beepingMicrophone,
		`
		const getUserMedia = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
		navigator.mediaDevices.getUserMedia = async (asked) => {
			if (localStorage.isGone && asked.audio.deviceId) throw new OverconstrainedError('deviceId', 'gone');
			return getUserMedia(asked);
		};`
	);
	const { page } = await openMelodyRoom(context, baseURL ?? '');
	const dialog = await openInput(page);
	await dialog.getByLabel('Input', { exact: true }).selectOption({ label: 'Fake Audio Input 2' });
	await page.keyboard.press('Escape');
	await page.evaluate(`localStorage.isGone = 'yes'`);
	await page.reload();
	await page.getByRole('button', { name: 'Open the input to test it' }).click({ timeout: 30_000 });
	await expect(page.getByText('Fake Audio Input 2 is not connected: the system’s choice')).toBeVisible();
	await page.keyboard.press('Shift+R');
	await expect(page.getByRole('timer')).toHaveText(/^Recording/, { timeout: 20_000 });
	await page.keyboard.press('Shift+R');
	await expect.poll(async () => (await readStore(page, 'takes')).length).toBe(1);
});

const loopSeconds = 0.15;

/** The speakers lead into the microphone, through a delay that is known: a loop as a cable makes it. */
const loopback = `
	const connect = AudioNode.prototype.connect;
	const loops = new WeakMap();
	let latest = null;
	const loopOf = (context) => {
		if (!loops.has(context)) {
			const delay = new DelayNode(context, { maxDelayTime: 1, delayTime: ${loopSeconds} });
			const out = new MediaStreamAudioDestinationNode(context);
			connect.call(delay, out);
			loops.set(context, { delay, out });
		}
		latest = loops.get(context);
		return latest;
	};
	AudioNode.prototype.connect = function (target, ...rest) {
		if (target instanceof AudioDestinationNode && this.context instanceof AudioContext) connect.call(this, loopOf(this.context).delay);
		return connect.call(this, target, ...rest);
	};
	navigator.mediaDevices.getUserMedia = async () => {
		if (latest === null) throw new DOMException('nothing sounds yet', 'NotFoundError');
		return latest.out.stream.clone();
	};
`;

/** The output exists from the first play on. */
async function wakeOutput({ page }: OpenRoom): Promise<void> {
	await page.getByRole('button', { name: 'Play', exact: true }).click();
	await page.getByRole('button', { name: 'Pause', exact: true }).click({ timeout: 30_000 });
	await page.keyboard.press('Home');
}

const shownMs = async (dialog: Locator): Promise<number> =>
	Number(/recorded: (\d+) ms/.exec(await dialog.innerText())?.[1] ?? Number.NaN);

test('the delay is measured by sweeps, by clapping and by hand; it is kept for these devices and taken off', async ({
	baseURL
}) => {
	const context = await openBrowser([], loopback);
	const room = await openMelodyRoom(context, baseURL ?? '');
	const { page } = room;
	await wakeOutput(room);
	let dialog = await openInput(page);
	await expect(dialog.getByText(/as the browser says/)).toBeVisible();

	await dialog.getByRole('button', { name: 'Measure with the speaker' }).click();
	await expect(dialog.getByRole('progressbar', { name: 'Listening for the sweeps' })).toBeVisible();
	await expectAccessible(page);
	await expect(dialog.getByText(/ms, measured\./)).toBeVisible({ timeout: 30_000 });
	const measuredMs = await shownMs(dialog);
	expect(measuredMs).toBeGreaterThanOrEqual(1000 * loopSeconds);
	expect(measuredMs).toBeLessThan(1000 * loopSeconds + 120);

	// The song itself claps here, with its clicks, as late as the loop is long.
	await dialog.getByRole('button', { name: 'Clap along with the song' }).click();
	await expect(dialog.getByRole('progressbar', { name: 'Clap on every beat' })).toBeVisible();
	await expect(dialog.getByText(/ms, by clapping along\./)).toBeVisible({ timeout: 1000 * 16 * quarterSeconds + 20_000 });
	expect(Math.abs((await shownMs(dialog)) - measuredMs)).toBeLessThan(50);

	const field = dialog.getByLabel('Or type it');
	await field.fill('77');
	await field.press('Enter');
	await expect(dialog.getByText(/77 ms, typed\./)).toBeVisible();
	await page.keyboard.press('Escape');
	await expect(page.getByText('77 ms delay')).toBeVisible();

	await page.reload();
	await wakeOutput(room);
	dialog = await openInput(page);
	await expect(dialog.getByText(/77 ms, typed\./)).toBeVisible();
	await dialog.getByRole('button', { name: 'Measure with the speaker' }).click();
	await expect(dialog.getByText(/ms, measured\./)).toBeVisible({ timeout: 30_000 });
	const againMs = await shownMs(dialog);
	await page.keyboard.press('Escape');

	// The song is recorded as it sounds: with the delay taken off, it is in time with itself.
	await page.keyboard.press('Shift+R');
	await expect(page.getByRole('timer')).toHaveText(/^Recording/, { timeout: 20_000 });
	const went = page.getByRole('region', { name: 'How it went' });
	await expect(went.getByText('of 100')).toBeVisible({ timeout: 90_000 });
	const [take] = (await readStore(page, 'takes')) as { latencySeconds: number }[];
	expect(Math.round(1000 * (take?.latencySeconds ?? 0))).toBe(againMs);
	const offset = /(\d+) ms (early|late) on the whole/.exec(await went.innerText());
	expect(Number(offset?.[1] ?? 0)).toBeLessThan(30);
});
