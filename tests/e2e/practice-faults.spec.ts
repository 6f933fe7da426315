import { expect, test, type Page } from '@playwright/test';
import {
	beepingMicrophone,
	expectAccessible,
	expectNoViolations,
	melodyPitches,
	microphoneOf,
	microphoneRateHz,
	closeBrowsers,
	openBrowser,
	openMelodyRoom,
	pluckedNotes,
	quarterSeconds,
	readStore
} from './practice-page.ts';

/*
 * What can go wrong with an input, met in the room itself: each is told in words, the room goes on, and what was recorded is kept.
 */

test.describe.configure({ timeout: 120_000 });

test.afterEach(closeBrowsers);

/** Keeps hold of what the app opens: streams, contexts and workers, so that a test can take them away as a system would. */
const witness = `
	globalThis.opened = { streams: [], contexts: [], workers: [] };
	const getUserMedia = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
	navigator.mediaDevices.getUserMedia = async (asked) => {
		const stream = await getUserMedia(asked);
		opened.streams.push(stream);
		return stream;
	};
	globalThis.AudioContext = class extends AudioContext {
		constructor(...given) { super(...given); opened.contexts.push(this); }
	};
	globalThis.Worker = class extends Worker {
		constructor(url, options) { super(url, options); opened.workers.push([options?.name, this]); }
	};
	const getSettings = MediaStreamTrack.prototype.getSettings;
	MediaStreamTrack.prototype.getSettings = function () {
		return { ...getSettings.call(this), ...(globalThis.forcedSettings ?? {}) };
	};
`;

interface KeptTake {
	readonly isRecovered: boolean;
	readonly sound: { readonly frames: number; readonly sampleRateHz: number; readonly clippedSamples: number };
}

const takesOf = async (page: Page): Promise<KeptTake[]> => (await readStore(page, 'takes')) as KeptTake[];
const secondsOf = (take: KeptTake | undefined): number => (take === undefined ? 0 : take.sound.frames / take.sound.sampleRateHz);
const alone = (page: Page): Promise<void> => page.getByRole('switch', { name: 'Play the song along' }).click();
const timer = (page: Page) => page.getByRole('timer');

async function open(baseURL: string | undefined, flags: readonly string[], before?: string): Promise<Page> {
	const context = await openBrowser(flags, before);
	const { page } = await openMelodyRoom(context, baseURL ?? '');
	await alone(page);
	return page;
}

/** Records until the clock shows so many seconds. */
async function recordFor(page: Page, seconds: number): Promise<void> {
	await page.keyboard.press('Shift+R');
	await expect
		.poll(async () => Number(/Recording \d+:(\d+)/.exec(await timer(page).innerText())?.[1] ?? 0), { timeout: 30_000 })
		.toBeGreaterThanOrEqual(seconds);
}

test('no microphone at all', async ({ baseURL }) => {
	const page = await open(baseURL, ['--use-fake-ui-for-media-stream']);
	await page.getByRole('button', { name: 'Record a take' }).click();
	await expect(page.getByText('No microphone was found.')).toBeVisible();
	await expect(page.getByRole('button', { name: 'Record a take' })).toBeEnabled();
	await expectAccessible(page);
});

test('unplugged in the middle: the take is kept and the next one can be made', async ({ baseURL }) => {
	const page = await open(baseURL, beepingMicrophone, witness);
	await recordFor(page, 2);
	await page.evaluate(
		`opened.streams.at(-1).getTracks().forEach((track) => { track.stop(); track.dispatchEvent(new Event('ended')); })`
	);
	await expect(page.getByText('The microphone went away.')).toBeVisible();
	await expect.poll(async () => (await takesOf(page)).length).toBe(1);
	expect(secondsOf((await takesOf(page))[0])).toBeGreaterThan(1.5);
	await expectNoViolations(page);
	await recordFor(page, 1);
	await expect(page.getByText('The microphone went away.')).toBeHidden();
	await page.keyboard.press('Shift+R');
	await expect.poll(async () => (await takesOf(page)).length).toBe(2);
});

test('permission taken back in the middle', async ({ baseURL }) => {
	const page = await open(baseURL, beepingMicrophone, witness);
	await recordFor(page, 2);
	await page.evaluate(`
		navigator.permissions.query = async () => Object.assign(new EventTarget(), { state: 'denied' });
		opened.streams.at(-1).getTracks().forEach((track) => { track.stop(); track.dispatchEvent(new Event('ended')); });
	`);
	await expect(page.getByText('The microphone may not be used.')).toBeVisible();
	await expect.poll(async () => (await takesOf(page)).length).toBe(1);
	expect(secondsOf((await takesOf(page))[0])).toBeGreaterThan(1.5);
});

test('a call takes the sound away: the take waits, and goes on when asked', async ({ baseURL }) => {
	const page = await open(baseURL, beepingMicrophone, witness);
	await recordFor(page, 2);
	await page.evaluate('Promise.all(opened.contexts.map((context) => context.suspend()))');
	await expect(page.getByText('The system has taken the sound away, as for a call.')).toBeVisible();
	await expect(timer(page)).toHaveText(/^Waiting at 0:0\d/);
	await expectAccessible(page);
	await page.getByRole('button', { name: 'Go on' }).click();
	await expect(page.getByText('The system has taken the sound away')).toBeHidden();
	await expect(timer(page)).toHaveText(/^Recording 0:0[4-9]/, { timeout: 20_000 });
	await page.keyboard.press('Shift+R');
	await expect.poll(async () => (await takesOf(page)).length).toBe(1);
	expect(secondsOf((await takesOf(page))[0])).toBeGreaterThan(3.5);
});

test('a headset that drops to a telephone’s rate is told of; another music rate is not', async ({ baseURL }) => {
	const page = await open(baseURL, beepingMicrophone, witness);
	await recordFor(page, 1);
	await page.evaluate('globalThis.forcedSettings = { sampleRate: 48000 }');
	await page.waitForTimeout(1200);
	await expect(page.getByText('sounds like a telephone')).toBeHidden();
	await page.evaluate('globalThis.forcedSettings = { sampleRate: 16000 }');
	await expect(page.getByText('This device sounds like a telephone (16 kHz).')).toBeVisible();
	await page.keyboard.press('Shift+R');
	await expect.poll(async () => (await takesOf(page)).length).toBe(1);
});

test('too loud: the lamp holds until it is put out, and the take says so', async ({ baseURL }) => {
	const loud = Float32Array.from({ length: 9 * microphoneRateHz }, (_, i) =>
		i > 7 * microphoneRateHz ? 0 : Math.max(-1, Math.min(1, 2 * Math.sin((2 * Math.PI * 220 * i) / microphoneRateHz)))
	);
	const page = await open(baseURL, await microphoneOf(loud));
	await recordFor(page, 2);
	const words = page.getByText('Too loud: the sound was cut off at the top.');
	await expect(words).toBeVisible();
	await page.waitForTimeout(6500);
	await expect(words).toBeVisible();
	await expectAccessible(page);
	await page.getByRole('button', { name: 'Clear the warning' }).click();
	await expect(words).toBeHidden();
	await page.keyboard.press('Shift+R');
	await expect.poll(async () => (await takesOf(page)).length).toBe(1);
	expect((await takesOf(page))[0]?.sound.clippedSamples).toBeGreaterThan(1000);
});

test('silence is told while it lasts, and a silent take is blamed for nothing', async ({ baseURL }) => {
	const page = await open(baseURL, await microphoneOf(new Float32Array(microphoneRateHz)));
	await recordFor(page, 5);
	await expect(page.getByText('Nothing is heard. Check the cable')).toBeVisible();
	await page.keyboard.press('Shift+R');
	await expect(page.getByText('No notes were heard in this take.')).toBeVisible({ timeout: 60_000 });
	await expect(page.getByText('Nothing is heard. Check the cable')).toBeVisible();
});

test('(regression) a microphone that only beeps now and then is not called silent', async ({ baseURL }) => {
	const page = await open(baseURL, beepingMicrophone);
	await page.getByRole('button', { name: 'Open the input to test it' }).click();
	await expect(page.getByRole('meter', { name: 'Input level' })).toBeVisible();
	const untilMs = Date.now() + 9000;
	while (Date.now() < untilMs) {
		await expect(page.getByText('Nothing is heard.')).toHaveCount(0);
		await page.waitForTimeout(300);
	}
});

test('the disk full: what was recorded until then is kept, and told', async ({ baseURL }) => {
	const page = await open(baseURL, beepingMicrophone);
	const { origin } = new URL(page.url());
	const devtools = await page.context().newCDPSession(page);
	const { usage } = await devtools.send('Storage.getUsageAndQuota', { origin });
	await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: usage + 2_500_000 });
	await page.keyboard.press('Shift+R');
	await expect(timer(page)).toHaveText(/^Recording/, { timeout: 20_000 });
	await expect(page.getByText(/no room|room is|full/i).first()).toBeVisible({ timeout: 60_000 });
	await expect(timer(page)).toHaveText('You play alone, in your own time.');
	await devtools.send('Storage.overrideQuotaForOrigin', { origin });
	await page.reload();
	await expect(page.getByRole('region', { name: 'Takes' }).getByRole('listitem')).toHaveCount(1, { timeout: 30_000 });
	expect(secondsOf((await takesOf(page))[0])).toBeGreaterThan(1);
});

test('a recorder that dies in the middle: told, and the take is found again at once', async ({ baseURL }) => {
	const page = await open(baseURL, beepingMicrophone, witness);
	await recordFor(page, 3);
	await page.evaluate(
		`opened.workers.findLast(([name]) => name === 'record')[1].dispatchEvent(new ErrorEvent('error', { message: 'gone' }))`
	);
	await expect(page.getByText('“Recording” stopped on a fault of ours.')).toBeVisible();
	await expect(page.getByText('(found again)')).toBeVisible({ timeout: 20_000 });
	expect(secondsOf((await takesOf(page))[0])).toBeGreaterThan(1.5);
	await recordFor(page, 1);
	await page.keyboard.press('Shift+R');
	await expect.poll(async () => (await takesOf(page)).length).toBe(2);
});

test('a killed tab: the take is offered at the next visit, up to its last second', async ({ baseURL }) => {
	const page = await open(baseURL, beepingMicrophone);
	await recordFor(page, 4);
	const url = page.url();
	const devtools = await page.context().newCDPSession(page);
	const crashed = page.waitForEvent('crash');
	devtools.send('Page.crash').catch(() => undefined);
	await crashed;
	const next = await page.context().newPage();
	await page.close();
	await next.goto(url);
	await expect(next.getByText('A take was found again that a closed tab had left.').first()).toBeVisible({ timeout: 30_000 });
	await expect(next.getByText('(found again)')).toBeVisible();
	expect((await takesOf(next))[0]?.isRecovered).toBe(true);
	expect(secondsOf((await takesOf(next))[0])).toBeGreaterThan(3);
	await next
		.getByRole('region', { name: 'Takes' })
		.getByRole('button', { name: /^More for/ })
		.click();
	await next.getByRole('menuitem', { name: 'Rename…' }).click();
	const dialog = next.getByRole('dialog', { name: 'Rename the take' });
	await expectAccessible(next);
	await dialog.getByLabel('Name').fill('Monday');
	await next.keyboard.press('Enter');
	await expect(next.getByText('Monday (found again)')).toBeVisible();
});

test('a tab in the background goes on recording', async ({ baseURL }) => {
	const page = await open(baseURL, beepingMicrophone);
	await recordFor(page, 1);
	const begunMs = Date.now();
	const other = await page.context().newPage();
	await other.goto('about:blank');
	await other.bringToFront();
	await other.waitForTimeout(5000);
	await page.bringToFront();
	await page.keyboard.press('Shift+R');
	const wall = (Date.now() - begunMs) / 1000;
	await expect.poll(async () => (await takesOf(page)).length).toBe(1);
	expect(Math.abs(secondsOf((await takesOf(page))[0]) - 1 - wall)).toBeLessThan(1.6);
});

const melody = (pitches: readonly number[]): Float32Array =>
	pluckedNotes(
		pitches.map((pitchMidi, i) => ({ atSeconds: 1 + i * quarterSeconds, pitchMidi })),
		2 + pitches.length * quarterSeconds
	);

test('another octave is judged where it was played, and told', async ({ baseURL }) => {
	const page = await open(baseURL, await microphoneOf(melody(melodyPitches.map((pitch) => pitch - 12))));
	await recordFor(page, 11);
	await page.keyboard.press('Shift+R');
	const went = page.getByRole('region', { name: 'How it went' });
	await expect(went.getByText('of 100')).toBeVisible({ timeout: 90_000 });
	expect(await went.innerText()).toContain('You played an octave lower than the song');
	expect(Number(/(\d+) right/.exec(await went.innerText())?.[1])).toBeGreaterThan(11);
});

test('another song is not judged, and told', async ({ baseURL }) => {
	const other = [71, 54, 78, 61, 49, 73, 66, 58, 80, 51, 68, 75, 56, 63, 70, 53];
	const page = await open(baseURL, await microphoneOf(melody(other)));
	await recordFor(page, 11);
	await page.keyboard.press('Shift+R');
	await expect(page.getByText('This take fits another song better than this one')).toBeVisible({ timeout: 90_000 });
	await expect.poll(async () => (await takesOf(page)).length).toBe(1);
});
