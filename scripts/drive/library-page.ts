import { basename } from 'node:path';
import type { Page } from 'playwright';
import { z } from 'zod';
import { analysisSchema, type Analysis } from '../../src/lib/core/analysis/analysis.ts';
import { jobRecordSchema, type JobRecord } from '../../src/lib/contracts/job.ts';
import { scoreSchema, type Score } from '../../src/lib/core/score/score.ts';
import { songSchema, type Song } from '../../src/lib/contracts/song.ts';
import { transcriptionSchema, type Transcription } from '../../src/lib/contracts/transcription.ts';

/** Opens the library and waits until it can take files. */
export async function openLibrary(page: Page, baseUrl = ''): Promise<void> {
	await page.goto(`${baseUrl}/`);
	await page.locator('main .room[aria-busy=false]').waitFor({ state: 'attached' });
}

/** Gives files to the file picker, as a user would. */
export async function chooseFiles(page: Page, paths: readonly string[]): Promise<void> {
	await page.locator('input[type=file][multiple]:not([webkitdirectory])').setInputFiles([...paths]);
}

/** Records in the app's database, read past the app. */
export const readSongs = (page: Page): Promise<Song[]> => readRecords(page, 'songs', songSchema);
export const readJobs = (page: Page): Promise<JobRecord[]> => readRecords(page, 'jobs', jobRecordSchema);

export async function readTranscription(page: Page, id: string): Promise<Transcription | null> {
	const [found] = await readRecords(page, 'transcriptions', transcriptionSchema, id);
	return found ?? null;
}

export const readScores = (page: Page): Promise<Score[]> => readRecords(page, 'scores', scoreSchema);

export async function readAnalysis(page: Page, id: string): Promise<Analysis | null> {
	const [found] = await readRecords(page, 'analyses', analysisSchema, id);
	return found ?? null;
}

async function readRecords<T>(page: Page, store: string, schema: z.ZodType<T>, key?: string): Promise<T[]> {
	const raw = await page.evaluate(
		([name, wanted]) =>
			new Promise<unknown[]>((resolve, reject) => {
				const opening = indexedDB.open('woodshed');
				opening.onerror = () => reject(opening.error ?? new Error('no database'));
				opening.onsuccess = () => {
					const database = opening.result;
					const request = database.transaction(name).objectStore(name).getAll(wanted);
					request.onsuccess = () => resolve(request.result);
					request.onerror = () => reject(request.error ?? new Error(name));
					request.transaction?.addEventListener('complete', () => database.close());
				};
			}),
		[store, key] as const
	);
	return z.array(schema).parse(raw);
}

/** How a file fared on its way in. */
export type ImportEnd =
	| { readonly kind: 'transcribed'; readonly song: Song; readonly transcription: Transcription }
	| { readonly kind: 'failed'; readonly job: JobRecord };

/**
 * Imports one file through the picker and waits until it is transcribed or has failed.
 * @throws Error after `timeoutMs` without an end
 */
export async function importAndWait(page: Page, path: string, timeoutMs: number): Promise<ImportEnd> {
	const known = new Set((await readJobs(page)).map(({ id }) => id));
	await chooseFiles(page, [path]);
	return untilImported(page, basename(path), known, timeoutMs);
}

/**
 * Waits until the file of that name is transcribed or has failed.
 * @param knownJobIds jobs from before, to pass over
 */
export async function untilImported(
	page: Page,
	fileName: string,
	knownJobIds: ReadonlySet<string>,
	timeoutMs: number
): Promise<ImportEnd> {
	const giveUpAtMs = Date.now() + timeoutMs;
	while (Date.now() < giveUpAtMs) {
		const fresh = (await readJobs(page)).filter(({ id }) => !knownJobIds.has(id));
		const imported = fresh.find(({ input }) => input.kind === 'import' && input.fileName === fileName);
		const transcribed = fresh.find(({ input }) => input.kind === 'transcribe' && input.songId === imported?.songId);
		const failed = [imported, transcribed].find((job) => job?.state === 'failed' || job?.state === 'cancelled');
		if (failed) return { kind: 'failed', job: failed };
		if (transcribed?.state === 'done') {
			const song = (await readSongs(page)).find(({ id }) => id === imported?.songId);
			const transcription = song?.transcriptionId === undefined ? null : await readTranscription(page, song.transcriptionId);
			if (song && transcription) return { kind: 'transcribed', song, transcription };
		}
		await page.waitForTimeout(50);
	}
	throw new Error(`${fileName} was neither transcribed nor refused within ${timeoutMs / 1000} s.`);
}

/**
 * Imports one file through the picker and waits until it is analysed; its transcription may still be under way.
 * @throws Error when it is refused, or not analysed within `timeoutMs`
 */
export async function importAndAnalyse(
	page: Page,
	path: string,
	timeoutMs: number
): Promise<{ readonly song: Song; readonly analysis: Analysis }> {
	await chooseFiles(page, [path]);
	const giveUpAtMs = Date.now() + timeoutMs;
	while (Date.now() < giveUpAtMs) {
		const jobs = (await readJobs(page)).filter(({ input }) => input.kind === 'import' || input.kind === 'analyse');
		const failed = jobs.find(({ state }) => state === 'failed' || state === 'cancelled');
		if (failed) throw new Error(`${basename(path)}: ${JSON.stringify(failed.fault ?? failed.state)}`);
		const [song] = (await readSongs(page)).filter(({ original }) => original.fileName === basename(path));
		const analysis = song?.analysisId === undefined ? null : await readAnalysis(page, song.analysisId);
		if (song && analysis) return { song, analysis };
		await page.waitForTimeout(50);
	}
	throw new Error(`${basename(path)} was not analysed within ${timeoutMs / 1000} s.`);
}
