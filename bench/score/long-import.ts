import type { BuiltApp } from '../../scripts/drive/built-app.ts';
import { openLibrary } from '../../scripts/drive/library-page.ts';
import { toScoreMidi } from '../../src/lib/formats/score-midi/index.ts';
import type { Score } from '../../src/lib/core/score/index.ts';
import { longestTask, type LongestTask } from './long-tasks.ts';
import { madeScore } from './made-score.ts';

/** A long piano piece, and as much as a file may hold. */
const noteCounts = [20_000, 400_000] as const;
const notesAPart = 100_000;
const timeoutMs = 180_000;

export interface ImportRow extends LongestTask {
	readonly notes: number;
	readonly step: string;
}

/** MIDI files of many notes brought in, opened as a score, seen as a roll, edited and played, in the production build. */
export async function benchLongImport({ browser, baseUrl }: BuiltApp): Promise<readonly ImportRow[]> {
	const rows: ImportRow[] = [];
	for (const notes of noteCounts) {
		const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
		const page = await context.newPage();
		await openLibrary(page, baseUrl);
		const measure = async (step: string, act: () => Promise<void>): Promise<void> => {
			const longest = await longestTask(page, async () => {
				await act();
				await page.waitForTimeout(2000);
			});
			rows.push({ notes, step, ...longest });
		};
		const buffer = Buffer.from(toScoreMidi(manyNotes(notes), { playsSwing: false }));
		await measure('bring in', async () => {
			await page
				.locator('input[type=file][multiple]:not([webkitdirectory])')
				.setInputFiles([{ name: 'made.mid', mimeType: 'audio/midi', buffer }]);
			await page.getByRole('link', { name: 'Made' }).waitFor({ timeout: timeoutMs });
		});
		await measure('open', async () => {
			await page.getByRole('link', { name: 'Made' }).click();
			await page.locator('.vf-stavenote').first().waitFor({ state: 'attached', timeout: timeoutMs });
		});
		await measure('roll', () => page.getByRole('radio', { name: 'Piano roll' }).check({ force: true }));
		await measure('score', () => page.getByRole('radio', { name: 'Score' }).check({ force: true }));
		await measure('edit', async () => {
			await page.getByRole('application').focus();
			for (const key of ['Home', 'ArrowRight', 'Shift+ArrowUp']) await page.keyboard.press(key);
		});
		await measure('play', () => page.getByRole('button', { name: 'Play', exact: true }).click());
		await context.close();
	}
	return rows;
}

/** In as many parts as it takes to keep them from being longer than a part may be. */
function manyNotes(count: number): Score {
	const parts = Math.ceil(count / notesAPart);
	const notesABar = (madeScore(4).parts[0]?.notes.length ?? 1) / 4;
	const score = madeScore(Math.round(count / parts / notesABar));
	return {
		...score,
		parts: score.parts.flatMap((part) =>
			Array.from({ length: parts }, (_, at) => ({
				...part,
				id: `p${at}`,
				name: `Piano ${at + 1}`,
				programme: at,
				notes: part.notes.map((note) => ({ ...note, id: `${note.id} ${at}` }))
			}))
		)
	};
}
