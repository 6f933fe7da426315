import { expect, type Locator, type Page } from '@playwright/test';
import { openLibrary, readSongs } from '../../scripts/drive/library-page.ts';
import { fakeKeyboard } from './practice-page.ts';

/** The notes of the study, a quarter each at 60 a minute; two bars. */
export const study = [64, 67, 71, 67, 69, 67, 67, 64] as const;
const names = ['E', 'G', 'B', 'G', 'A', 'G', 'G', 'E'];

function musicXml(): string {
	const note = (step: string): string =>
		`<note><pitch><step>${step}</step><octave>4</octave></pitch><duration>1</duration><type>quarter</type></note>`;
	const attributes =
		'<attributes><divisions>1</divisions><key><fifths>1</fifths><mode>minor</mode></key><time><beats>4</beats><beat-type>4</beat-type></time></attributes><direction><sound tempo="60"/></direction>';
	const measures = [
		`<measure number="1">${attributes}${names.slice(0, 4).map(note).join('')}</measure>`,
		`<measure number="2">${names.slice(4).map(note).join('')}</measure>`
	];
	return `<?xml version="1.0" encoding="UTF-8"?><score-partwise version="4.0"><work><work-title>Study</work-title></work><part-list><score-part id="P1"><part-name>Flute</part-name></score-part></part-list><part id="P1">${measures.join('')}</part></score-partwise>`;
}

/** A keyboard in place of the browser's, which `press` plays. */
const keyboardScript = `${fakeKeyboard}
	window.press = (pitch) => {
		sendMidi(0x90, pitch, 80);
		setTimeout(() => sendMidi(0x80, pitch, 0), 150);
	};
`;
/** Presses keys at their times, ms from now. */
const playScript = (keys: readonly (readonly [number, number])[]): string =>
	`new Promise((done) => { ${keys.map(([ms, pitch]) => `setTimeout(() => window.press(${pitch}), ${ms});`).join(' ')} setTimeout(done, ${Math.max(...keys.map(([ms]) => ms)) + 400}); })`;

export async function openStudy(page: Page): Promise<void> {
	await page.addInitScript(keyboardScript);
	await openLibrary(page);
	await page
		.locator('input[type=file][multiple]:not([webkitdirectory])')
		.setInputFiles([
			{ name: 'study.musicxml', mimeType: 'application/vnd.recordare.musicxml+xml', buffer: Buffer.from(musicXml()) }
		]);
	await expect.poll(async () => (await readSongs(page)).length, { timeout: 30_000 }).toBe(1);
	const [song] = await readSongs(page);
	await page.goto(`/song/${song?.id}/practice`);
	await expect(page.getByRole('heading', { name: 'Record', exact: true })).toBeVisible({ timeout: 30_000 });
	// The music takes its room first: what is pressed before may move away.
	await expect(music(page).locator('.vf-notehead')).toHaveCount(study.length);
	await page.getByRole('radio', { name: 'MIDI keyboard' }).check({ force: true });
	await expect(page.getByText('Test keys')).toBeVisible();
}

export const music = (page: Page): Locator => page.getByRole('region', { name: 'The music' });
export const went = (page: Page): Locator => page.getByRole('region', { name: 'How it went' });

/** Plays the study alone: one note wrong, one left out, one too many. */
export async function playBadly(page: Page): Promise<void> {
	await page.getByRole('switch', { name: 'Play the song along' }).uncheck({ force: true });
	await page.getByRole('button', { name: 'Record a take' }).click();
	await expect(page.getByRole('timer')).toHaveText(/^Recording/);
	const keys: (readonly [ms: number, pitch: number])[] = study
		.map((pitch, at) => [500 * at, pitch] as const)
		.filter((_, at) => at !== 6);
	keys[2] = [1000, 72];
	await page.evaluate(playScript([...keys, [2250, 80]]));
	await page.getByRole('button', { name: 'Stop and keep' }).click();
	await expect(went(page).getByText('of 100')).toBeVisible({ timeout: 30_000 });
}

/**
 * Presses keys while the song plays, each when the clock of the transport shows its second; answers how long after each press a head
 * of the score was lit, ms, or null where none was within half a second.
 */
export const playAlongScript = (keys: readonly (readonly [seconds: number, pitch: number])[]): string => `
	(async () => {
		const clock = document.querySelector('button[aria-label^="Position"]');
		const secondsOf = (text) => { const found = /(\\d+):(\\d+\\.\\d)/.exec(text); return found === null ? -1 : 60 * Number(found[1]) + Number(found[2]); };
		const waits = [];
		for (const [seconds, pitch] of ${JSON.stringify(keys)}) {
			while (secondsOf(clock.textContent) < seconds) await new Promise(requestAnimationFrame);
			const began = performance.now();
			const before = document.querySelectorAll('.light-hit').length;
			window.press(pitch);
			let waited = null;
			while (waited === null && performance.now() - began < 500) {
				if (document.querySelectorAll('.light-hit').length > before) waited = performance.now() - began;
				else await new Promise(requestAnimationFrame);
			}
			waits.push(waited);
		}
		return waits;
	})()`;
