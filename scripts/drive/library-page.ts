import { basename } from 'node:path';
import type { Page } from 'playwright';
import { z } from 'zod';
import { jobRecordSchema, type JobRecord } from '../../src/lib/contracts/job.ts';
import { songSchema, type Song } from '../../src/lib/contracts/song.ts';
import { transcriptionSchema, type Transcription } from '../../src/lib/contracts/transcription.ts';

/** What lies in the app's database, read past the app. */
export interface LibraryRecords {
	readonly songs: readonly Song[];
	readonly transcriptions: readonly Transcription[];
	readonly jobs: readonly JobRecord[];
}

/** Opens the library and waits until it can take files. */
export async function openLibrary(page: Page, baseUrl: string): Promise<void> {
	await page.goto(`${baseUrl}/`);
	await page.locator('input[type=file][data-door="files"]').waitFor({ state: 'attached' });
}

/** Gives files to the file picker, as a user would. */
export async function chooseFiles(page: Page, paths: readonly string[]): Promise<void> {
	await page.locator('input[type=file][data-door="files"]').setInputFiles([...paths]);
}

/** Reads all records. */
export async function readLibrary(page: Page): Promise<LibraryRecords> {
	const raw = await page.evaluate(
		() =>
			new Promise<{ songs: unknown[]; transcriptions: unknown[]; jobs: unknown[] }>((resolve, reject) => {
				const opening = indexedDB.open('woodshed');
				opening.onerror = () => reject(opening.error ?? new Error('no database'));
				opening.onsuccess = () => {
					const database = opening.result;
					const read = (store: string): Promise<unknown[]> =>
						new Promise((done, fail) => {
							const request = database.transaction(store).objectStore(store).getAll();
							request.onsuccess = () => done(request.result);
							request.onerror = () => fail(request.error ?? new Error(store));
						});
					Promise.all([read('songs'), read('transcriptions'), read('jobs')])
						.then(([songs, transcriptions, jobs]) => resolve({ songs, transcriptions, jobs }))
						.catch(reject)
						.finally(() => database.close());
				};
			})
	);
	return {
		songs: z.array(songSchema).parse(raw.songs),
		transcriptions: z.array(transcriptionSchema).parse(raw.transcriptions),
		jobs: z.array(jobRecordSchema).parse(raw.jobs)
	};
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
	const known = new Set((await readLibrary(page)).jobs.map(({ id }) => id));
	await chooseFiles(page, [path]);
	const fileName = basename(path);
	const giveUpAtMs = Date.now() + timeoutMs;
	while (Date.now() < giveUpAtMs) {
		const { songs, transcriptions, jobs } = await readLibrary(page);
		const fresh = jobs.filter(({ id }) => !known.has(id));
		const failed = fresh.find(({ state }) => state === 'failed' || state === 'cancelled');
		if (failed) return { kind: 'failed', job: failed };
		const imported = fresh.find(({ input }) => input.kind === 'import' && input.fileName === fileName);
		const song = songs.find(({ id }) => id === imported?.songId);
		const transcription = transcriptions.find(({ songId }) => songId === song?.id);
		if (song && transcription) return { kind: 'transcribed', song, transcription };
		await page.waitForTimeout(100);
	}
	throw new Error(`${fileName} was neither transcribed nor refused within ${timeoutMs / 1000} s.`);
}
