import { readFileSync } from 'node:fs';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { parseMidi } from 'midi-file';
import {
	beepingMicrophone,
	expectAccessible,
	fakeKeyboard,
	melodyPitches,
	microphoneOf,
	closeBrowsers,
	openBrowser,
	openMelodyRoom,
	playKeys,
	pluckedNotes,
	quarterSeconds,
	readStore
} from './practice-page.ts';

/*
 * Takes from the room's own controls: by microphone and by keys, once round a loop, counted in, named, thrown away and taken along.
 */

test.describe.configure({ timeout: 120_000 });

test.afterEach(closeBrowsers);

test('keys are recorded, judged, played and taken away as a MIDI file', async ({ baseURL }) => {
	const context = await openBrowser([], fakeKeyboard);
	const { page } = await openMelodyRoom(context, baseURL ?? '');
	await page.getByRole('radio', { name: 'MIDI keyboard' }).check({ force: true });
	await expect(page.getByText('Test keys: it sounds through the song’s own piano.')).toBeVisible();
	await page.getByRole('switch', { name: 'Play the song along' }).click();
	await page.keyboard.press('Shift+R');
	await expect(page.getByRole('timer')).toHaveText(/^Recording/);
	const played = melodyPitches.map((pitch, i) => (i === 6 ? pitch + 1 : pitch));
	await playKeys(page, played, 1000 * quarterSeconds);
	await page.keyboard.press('Shift+R');
	const went = page.getByRole('region', { name: 'How it went' });
	await expect(went.getByText('of 100')).toBeVisible({ timeout: 30_000 });
	expect(await went.innerText()).toMatch(/15 right/);
	const [take] = (await readStore(page, 'takes')) as { midi: { notes: { pitchMidi: number; onsetSeconds: number }[] } }[];
	expect(take?.midi.notes.map(({ pitchMidi }) => pitchMidi)).toEqual(played);
	await expectAccessible(page);

	const takes = page.getByRole('region', { name: 'Takes' });
	await takes.getByRole('button', { name: /^Hear the take/ }).click();
	await expect(takes.getByRole('button', { name: 'Stop', exact: true })).toBeVisible();
	await takes.getByRole('button', { name: 'Stop', exact: true }).click();
	await takes.getByRole('button', { name: /^More for/ }).click();
	const download = page.waitForEvent('download');
	await page.getByRole('menuitem', { name: 'Save as MIDI' }).click();
	const saved = await download;
	expect(saved.suggestedFilename()).toMatch(/^Stairs .*\.mid$/);
	const notes = (parseMidi(readFileSync(await saved.path())).tracks[0] ?? []).flatMap((event) =>
		event.type === 'noteOn' ? [event.noteNumber] : []
	);
	expect(notes).toEqual(played);
});

for (const source of ['mic', 'midi'] as const) {
	test(`once round the loop by ${source}: it waits, records one round, and stops by itself`, async ({ baseURL }) => {
		const context = await openBrowser(beepingMicrophone, fakeKeyboard);
		const { page } = await openMelodyRoom(context, baseURL ?? '', 1);
		if (source === 'midi') await page.getByRole('radio', { name: 'MIDI keyboard' }).check({ force: true });
		await expect(page.getByRole('switch', { name: 'Once round the loop only' })).toBeDisabled();
		await page.getByRole('button', { name: /loop/i }).first().click();
		await page.getByRole('switch', { name: 'Once round the loop only' }).click();
		const timer = page.getByRole('timer');

		// Called off while it waits: nothing is kept and nothing is blamed.
		await page.keyboard.press('Shift+R');
		await expect(timer).toHaveText('Waiting for the loop to begin again', { timeout: 20_000 });
		await page.keyboard.press('Shift+R');
		await expect(timer).toHaveText(/^The song starts with the take/);
		await expect(page.getByRole('alert')).toHaveCount(0);
		await expect(page.getByText('No takes yet')).toBeVisible();

		await page.keyboard.press('Shift+R');
		await expect(timer).toHaveText(/^Recording/, { timeout: 20_000 });
		if (source === 'midi') await playKeys(page, [60, 64], 500);
		await expect(page.getByText('No takes yet')).toBeHidden({ timeout: 20_000 });
		await expect(timer).toHaveText(/^The song starts with the take/);
		const [take] = (await readStore(page, 'takes')) as {
			place: { songSeconds: number; speed: number; turns: unknown[] };
			latencySeconds: number;
			sound: { frames: number; sampleRateHz: number } | null;
			midi: { durationSeconds: number; notes: unknown[] } | null;
		}[];
		if (take === undefined) throw new Error('no take');
		const seconds = take.sound === null ? (take.midi?.durationSeconds ?? 0) : take.sound.frames / take.sound.sampleRateHz;
		const roundSeconds = 4 * quarterSeconds;
		expect(Math.abs(seconds - take.latencySeconds - roundSeconds)).toBeLessThan(0.05);
		expect(take.place.speed).toBe(1);
		expect(Math.min(take.place.songSeconds, roundSeconds - take.place.songSeconds)).toBeLessThan(0.08);
		if (source === 'midi') expect(take.midi?.notes).toHaveLength(2);
	});
}

test('the count-in stands large in the room, and is spoken once', async ({ baseURL }) => {
	const context = await openBrowser(beepingMicrophone);
	const { page } = await openMelodyRoom(context, baseURL ?? '');
	await page.emulateMedia({ reducedMotion: 'reduce' });
	// One bar is counted before a take unless one wants it otherwise, and the words say what will be.
	const record = page.getByRole('region', { name: 'Record' });
	await expect(record.getByRole('radio', { name: '1 bar' })).toBeChecked();
	await record.getByRole('radio', { name: 'None' }).check({ force: true });
	await expect(page.getByRole('timer')).toHaveText('The song starts with the take.');
	await record.getByRole('radio', { name: '1 bar' }).check({ force: true });
	await expect(page.getByRole('timer')).toHaveText('The song starts with the take, after the count-in.');
	await page.evaluate(`
		globalThis.spoken = [];
		new MutationObserver(() => {
			for (const region of document.querySelectorAll('[aria-live=polite]')) {
				const text = region.textContent.trim();
				if (text.startsWith('Counting in') && text !== spoken.at(-1)) spoken.push(text);
			}
		}).observe(document.body, { subtree: true, childList: true, characterData: true });
	`);
	await page.keyboard.press('Shift+R');
	const number = page.locator('.count-in');
	await expect(number).toHaveText(/^[1-4]$/, { timeout: 20_000 });
	expect((await number.boundingBox())?.height).toBeGreaterThan(140);
	expect(await number.locator('span').evaluate((element) => getComputedStyle(element).animationName)).toBe('none');
	await expect(number).toBeHidden({ timeout: 10_000 });
	expect(await page.evaluate('spoken')).toEqual(['Counting in 4 beats']);
	await expect(page.getByRole('timer')).toHaveText(/^Recording/);
	await page.keyboard.press('Shift+R');
});

/** Tabs on until a control has the focus. */
async function tabTo(page: Page, target: Locator): Promise<void> {
	for (let presses = 0; presses < 160; presses++) {
		if ((await target.count()) > 0 && (await target.first().evaluate((element) => element === document.activeElement))) return;
		await page.keyboard.press('Tab');
	}
	throw new Error(`the keyboard does not reach ${String(target)}`);
}

test('the whole room by keyboard alone', async ({ baseURL }) => {
	const played = melodyPitches.slice(0, 8);
	const notes = played.map((pitchMidi, i) => ({ atSeconds: 4 + i * quarterSeconds, pitchMidi }));
	const context = await openBrowser(await microphoneOf(pluckedNotes(notes, 10)));
	const { page } = await openMelodyRoom(context, baseURL ?? '', 2);
	await tabTo(page, page.getByRole('button', { name: 'Open the input to test it' }));
	await page.keyboard.press('Enter');
	const input = page.getByRole('button', { name: 'Input and delay' });
	await expect(input).toBeFocused();
	await page.keyboard.press('Enter');
	const dialog = page.getByRole('dialog', { name: 'Input and delay' });
	await expect(dialog).toBeVisible();
	await tabTo(page, dialog.getByRole('slider', { name: 'Gain' }));
	await page.keyboard.press('ArrowRight');
	await expect(dialog.getByText('1 dB', { exact: true }).first()).toBeVisible();
	await page.keyboard.press('ArrowLeft');
	await page.keyboard.press('Escape');
	await expect(dialog).toBeHidden();
	await expect(input).toBeFocused();
	await tabTo(page, page.getByRole('switch', { name: 'Play the song along' }));
	await page.keyboard.press('Space');
	await page.keyboard.press('Shift+R');
	await expect(page.getByRole('timer')).toHaveText(/^Recording 0:1/, { timeout: 40_000 });
	await page.keyboard.press('Shift+R');
	const went = page.getByRole('region', { name: 'How it went' });
	await expect(went.getByText('of 100')).toBeVisible({ timeout: 60_000 });

	const takes = page.getByRole('region', { name: 'Takes' });
	await tabTo(page, takes.getByRole('button', { name: /^Hear the take/ }));
	await page.keyboard.press('Enter');
	await expect(takes.getByRole('button', { name: 'Stop', exact: true })).toBeFocused();
	await page.keyboard.press('Enter');
	await expect(takes.getByRole('button', { name: /^Hear the take/ })).toBeFocused();

	await tabTo(page, went.getByRole('listitem').getByRole('button', { name: /^bar 2: / }));
	await page.keyboard.press('Enter');
	await expect(went.getByRole('button', { name: 'Loop bar 2' })).toBeVisible();
	await expectAccessible(page);

	const more = takes.getByRole('button', { name: /^More for/ });
	await tabTo(page, more);
	await page.keyboard.press('Enter');
	await page.keyboard.press('ArrowDown');
	await expect(page.getByRole('menuitem', { name: 'Rename…' })).toBeFocused();
	await page.keyboard.press('Enter');
	const rename = page.getByRole('dialog', { name: 'Rename the take' });
	await expect(rename).toBeVisible();
	await tabTo(page, rename.getByLabel('Name'));
	await page.keyboard.press('Control+A');
	await page.keyboard.type('Second try');
	await page.keyboard.press('Enter');
	await expect(takes.getByText('Second try')).toBeVisible();

	await tabTo(page, more);
	await page.keyboard.press('Enter');
	await page.keyboard.press('End');
	await expect(page.getByRole('menuitem', { name: 'Delete' })).toBeFocused();
	await page.keyboard.press('Enter');
	await expect(page.getByText('No takes yet')).toBeVisible();
	await tabTo(page, page.getByRole('button', { name: 'Undo', exact: true }).last());
	await page.keyboard.press('Enter');
	await expect(takes.getByText('Second try')).toBeVisible();
});

test('takes are saved as WAV, FLAC and Opus from the room', async ({ baseURL }) => {
	const context = await openBrowser(beepingMicrophone);
	const { page } = await openMelodyRoom(context, baseURL ?? '', 1);
	await page.getByRole('switch', { name: 'Play the song along' }).click();
	await page.keyboard.press('Shift+R');
	await expect(page.getByRole('timer')).toHaveText(/^Recording 0:0[2-9]/, { timeout: 30_000 });
	await page.keyboard.press('Shift+R');
	const takes = page.getByRole('region', { name: 'Takes' });
	for (const [format, extension, magic] of [
		['WAV', 'wav', 'RIFF'],
		['FLAC', 'flac', 'fLaC'],
		['Opus', 'opus', 'OggS']
	] as const) {
		await takes.getByRole('button', { name: /^More for/ }).click();
		const download = page.waitForEvent('download');
		await page.getByRole('menuitem', { name: `Save as ${format}` }).click();
		const saved = await download;
		expect(saved.suggestedFilename()).toMatch(new RegExp(`^Stairs .*\\.${extension}$`));
		const bytes = readFileSync(await saved.path());
		expect(bytes.subarray(0, 4).toString('latin1')).toBe(magic);
		expect(bytes.length).toBeGreaterThan(5000);
		if (format === 'WAV') expect(bytes.readUInt16LE(bytes.indexOf('fmt ', 0, 'latin1') + 22)).toBe(24);
	}
});
