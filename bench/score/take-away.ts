import type { Page } from 'playwright';
import type { BuiltApp } from '../../scripts/drive/built-app.ts';
import { openLibrary } from '../../scripts/drive/library-page.ts';
import { toScoreJson } from '../../src/lib/formats/score-json/index.ts';
import { guitar, partOf } from '../../tests/fixtures/scores/made-score.ts';
import { median } from '../load/median.ts';
import { longestTask, type LongestTask } from './long-tasks.ts';
import { madeScore } from './made-score.ts';

const barCount = 200;
/** As the dialog names them. */
const forms = [
	'MusicXML',
	'MusicXML, compressed',
	'Lead sheet',
	'MIDI',
	'Guitar Pro',
	'Tab as text',
	'ChordPro',
	'Chord chart',
	'Table (CSV)',
	'Data (JSON)',
	'PDF',
	'SVG',
	'PNG'
] as const;

interface TakeAwayTimes extends LongestTask {
	/** From the click to the file. */
	readonly tookMs: number;
}

export interface TakeAwayRow extends TakeAwayTimes {
	readonly form: string;
}

/** Two hundred bars for piano and guitar taken away in every form, in the production build. */
export async function benchTakeAway({ browser, baseUrl }: BuiltApp, runs: number): Promise<readonly TakeAwayRow[]> {
	const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, acceptDownloads: true });
	const page = await context.newPage();
	await openLibrary(page, baseUrl);
	const buffer = Buffer.from(toScoreJson(pianoAndGuitar()));
	await page
		.locator('input[type=file][multiple]:not([webkitdirectory])')
		.setInputFiles([{ name: 'made.json', mimeType: 'application/json', buffer }]);
	await page.getByRole('link', { name: 'Made' }).click();
	await page.locator('.vf-stavenote').first().waitFor({ state: 'attached', timeout: 60_000 });
	await page.waitForTimeout(2000);
	const rows: TakeAwayRow[] = [];
	for (const form of forms) {
		const times: TakeAwayTimes[] = [];
		for (let run = 0; run < runs; run++) times.push(await takeOnce(page, form));
		const medianOf = (of: keyof TakeAwayTimes): number => median(times.map((one) => one[of]));
		rows.push({ form, tookMs: medianOf('tookMs'), longestMs: medianOf('longestMs'), heldMs: medianOf('heldMs') });
	}
	await context.close();
	return rows;
}

async function takeOnce(page: Page, form: string): Promise<TakeAwayTimes> {
	await page.getByRole('button', { name: 'Take away' }).click();
	const dialog = page.getByRole('dialog', { name: 'Take away' });
	await dialog.getByRole('radiogroup', { name: 'Form' }).getByRole('radio', { name: form, exact: true }).check({ force: true });
	await page.waitForTimeout(300);
	let tookMs = 0;
	const longest = await longestTask(page, async () => {
		const saved = page.waitForEvent('download', { timeout: 120_000 });
		const startedMs = performance.now();
		await dialog.getByRole('button', { name: 'Save file' }).click();
		await (await saved).delete();
		tookMs = performance.now() - startedMs;
		// The task that made the file may still be under way.
		await page.waitForTimeout(300);
	});
	await dialog.waitFor({ state: 'hidden' });
	return { tookMs, ...longest };
}

function pianoAndGuitar(): ReturnType<typeof madeScore> {
	const score = madeScore(barCount);
	const [piano] = score.parts;
	const melody = piano?.notes.filter(({ staff }) => staff === 0) ?? [];
	const plucked = melody.map((note, at) => {
		const string = 1 + (at % 2);
		return {
			...note,
			id: `g${at}`,
			string,
			fret: note.pitchMidi - 3 - (guitar.openMidi[string - 1] ?? 0),
			pitchMidi: note.pitchMidi - 3
		};
	});
	const strings = partOf(plucked, { id: 'p2', name: 'Guitar', programme: 25, staves: [{ clef: 'treble' }], fretboard: guitar });
	return { ...score, parts: [...score.parts, strings] };
}
