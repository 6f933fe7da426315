import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect, type BrowserContext, type Page } from '@playwright/test';
import { ensureChromium } from '../../scripts/chromium/ensure.ts';
import { chromiumFlags } from '../../scripts/chromium/find.ts';
import { openLibrary, readSongs } from '../../scripts/drive/library-page.ts';
import { toRaw, wav } from '../fixtures/wav.ts';
import { faultsOf } from './demo-page.ts';

/** Chromium's own microphone: a beep every now and then. */
export const beepingMicrophone = ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'] as const;

export const microphoneRateHz = 44_100;

/** A microphone that plays samples once, from the moment it is opened, and then silence. */
export async function microphoneOf(samples: Float32Array): Promise<readonly string[]> {
	const path = join(await mkdtemp(join(tmpdir(), 'woodshed-microphone-')), 'microphone.wav');
	await writeFile(path, wav(toRaw([samples], 's16'), { sampleRateHz: microphoneRateHz }));
	return [...beepingMicrophone, `--use-file-for-fake-audio-capture=${path}%noloop`];
}

/** A microphone that plays the demo once; null where ffmpeg is not installed. */
export async function demoMicrophone(): Promise<readonly string[] | null> {
	const demo = (await readdir('static/engines')).find((name) => /^demo\..*\.ogg$/.test(name));
	const path = join(await mkdtemp(join(tmpdir(), 'woodshed-microphone-')), 'microphone.wav');
	const made = spawnSync('ffmpeg', ['-v', 'error', '-i', join('static/engines', demo ?? ''), '-ac', '1', '-ar', '44100', path]);
	return made.status === 0 ? [...beepingMicrophone, `--use-file-for-fake-audio-capture=${path}%noloop`] : null;
}

export interface OpenRoom {
	readonly page: Page;
	readonly context: BrowserContext;
	/** Address of the room. */
	readonly url: string;
}

export const quarterSeconds = 0.6;
/** Four bars of quarters in C, one voice. */
export const melodyPitches = [60, 62, 64, 65, 67, 65, 64, 62, 64, 65, 67, 69, 67, 64, 62, 60] as const;

/** The melody as written music at 100 quarters a minute: known to the note, without having to be heard. */
function melodyAbc(bars: number): string {
	const names = new Map([60, 62, 64, 65, 67, 69].map((midi, i) => [midi, 'CDEFGA'[i] ?? 'C']));
	const lines = Array.from({ length: bars }, (_, bar) =>
		melodyPitches
			.slice(4 * bar, 4 * bar + 4)
			.map((midi) => names.get(midi))
			.join(' ')
	);
	return `X:1\nT:Stairs\nM:4/4\nL:1/4\nQ:1/4=100\nK:C\n${lines.join(' | ')} |]\n`;
}

/** Browsers that the test under way opened. */
const opened: BrowserContext[] = [];

/** Closes what `openBrowser` opened: after each test. */
export async function closeBrowsers(): Promise<void> {
	for (const context of opened.splice(0)) await context.close();
}

/** A browser of its own, so that it may have a microphone of its own; `before` runs in the page before the app does. */
export async function openBrowser(flags: readonly string[], before?: string): Promise<BrowserContext> {
	const folder = await mkdtemp(join(tmpdir(), 'woodshed-room-'));
	const context = await chromium.launchPersistentContext(join(folder, 'profile'), {
		executablePath: ensureChromium(),
		viewport: { width: 1180, height: 820 },
		args: [...chromiumFlags, ...flags]
	});
	opened.push(context);
	context.setDefaultTimeout(15_000);
	if (before !== undefined) await context.addInitScript(before);
	return context;
}

/** The practice room of the demo, once its notes and beats are known. */
export async function openDemoRoom(context: BrowserContext, baseURL: string): Promise<Page> {
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

/** The practice room of the written melody. */
export async function openMelodyRoom(context: BrowserContext, baseURL: string, bars = 4): Promise<OpenRoom> {
	const page = context.pages()[0] ?? (await context.newPage());
	await openLibrary(page, baseURL);
	const file = { name: 'stairs.abc', mimeType: 'text/plain', buffer: Buffer.from(melodyAbc(bars)) };
	await page.locator('input[type=file][multiple]:not([webkitdirectory])').setInputFiles([file]);
	await expect.poll(async () => (await readSongs(page))[0]?.scoreId, { timeout: 30_000 }).toBeDefined();
	const url = `${baseURL}/song/${(await readSongs(page))[0]?.id ?? ''}/practice`;
	await page.goto(url);
	await expect(page.getByRole('heading', { name: 'Record', exact: true })).toBeVisible({ timeout: 30_000 });
	return { page, context, url };
}

export async function expectNoViolations(page: Page): Promise<void> {
	expect(await faultsOf(page)).toEqual([]);
}

/** In both themes; without motion, so that no colour is caught half way. */
export async function expectAccessible(page: Page): Promise<void> {
	for (const colorScheme of ['light', 'dark'] as const) {
		await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
		await expectNoViolations(page);
	}
	await page.emulateMedia({ colorScheme: null, reducedMotion: null });
}

/** What lies in one of the database's stores, read past the app. */
export function readStore(page: Page, store: string): Promise<unknown[]> {
	return page.evaluate(
		(name) =>
			new Promise<unknown[]>((resolve, reject) => {
				const opening = indexedDB.open('woodshed');
				opening.onerror = () => reject(opening.error ?? new Error('no database'));
				opening.onsuccess = () => {
					const request = opening.result.transaction(name).objectStore(name).getAll();
					request.onsuccess = () => {
						opening.result.close();
						resolve(request.result);
					};
					request.onerror = () => reject(request.error ?? new Error(name));
				};
			}),
		store
	);
}

/** A MIDI keyboard in the page: `sendMidi` plays it. No browser here has a device. */
export const fakeKeyboard = `
	const input = { id: 'keys', name: 'Test keys', manufacturer: '', type: 'input', state: 'connected', onmidimessage: null };
	const access = Object.assign(new EventTarget(), { inputs: new Map([['keys', input]]), outputs: new Map(), onstatechange: null });
	Object.defineProperty(navigator, 'requestMIDIAccess', { configurable: true, value: async () => access });
	globalThis.sendMidi = (...bytes) => input.onmidimessage?.({ data: new Uint8Array(bytes), timeStamp: performance.now() });
`;

/** Plays notes on the fake keyboard one after the other, each let go before the next. @param stepMs from one to the next */
export async function playKeys(page: Page, pitches: readonly number[], stepMs: number): Promise<void> {
	await page.evaluate(`new Promise((resolve) => {
		const pitches = ${JSON.stringify(pitches)};
		const stepMs = ${stepMs};
		const startMs = performance.now() + 50;
		pitches.forEach((pitch, i) => {
			setTimeout(() => sendMidi(0x90, pitch, 90), startMs + i * stepMs - performance.now());
			setTimeout(() => sendMidi(0x80, pitch, 0), startMs + (i + 0.8) * stepMs - performance.now());
		});
		setTimeout(resolve, startMs + pitches.length * stepMs - performance.now());
	})`);
}

/** How long the click is that tells where a file begins. */
export const clickFrames = 400;

/** Samples of a plucked string at given times, and a sharp click at the start to find the beginning by. */
export function pluckedNotes(
	notes: readonly { readonly atSeconds: number; readonly pitchMidi: number }[],
	seconds: number,
	clickAtSeconds: number | null = null
): Float32Array {
	const samples = new Float32Array(Math.round(seconds * microphoneRateHz));
	for (const { atSeconds, pitchMidi } of notes) {
		const frequencyHz = 440 * 2 ** ((pitchMidi - 69) / 12);
		for (let i = Math.ceil(atSeconds * microphoneRateHz); i < samples.length; i++) {
			const t = i / microphoneRateHz - atSeconds;
			if (t > 1.2) break;
			const envelope = 0.22 * (1 - Math.exp(-t * 900)) * Math.exp(-t * 3.5) * Math.min(1, (1.2 - t) * 20);
			let tone = 0;
			for (let k = 1; k <= 8; k++) tone += (Math.exp(-t * 1.5 * (k - 1)) / k) * Math.sin(2 * Math.PI * frequencyHz * k * t);
			samples[i] = (samples[i] ?? 0) + envelope * tone;
		}
	}
	if (clickAtSeconds !== null) {
		const at = Math.round(clickAtSeconds * microphoneRateHz);
		for (let i = 0; i < clickFrames; i++)
			samples[at + i] = 0.9 * Math.exp(-i / 60) * Math.sin((2 * Math.PI * 3000 * i) / microphoneRateHz);
	}
	return samples;
}
