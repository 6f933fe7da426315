import { expect, test } from '@playwright/test';
import { parseMidi } from 'midi-file';
import { importAndWait, openLibrary, readJobs, readSongs } from '../../scripts/drive/library-page.ts';
import { badSoundFiles, realDataFolder, realRecordings } from './real-data.ts';
import { storedPaths } from './stored-files.ts';
import { takeAs } from './take-away-page.ts';

const folder = realDataFolder('real recordings and malformed files, the whole way');
const chosen =
	folder === null ? [] : realRecordings(folder).filter(({ durationSeconds }) => durationSeconds >= 5 && durationSeconds <= 45);

test.describe('real recordings', () => {
	test.skip(folder === null, 'WOODSHED_DATA is not set');

	test('at least ten go the whole way: imported, transcribed, opened, taken away', async ({ page }) => {
		test.setTimeout(480_000);
		const pitched = chosen.filter(({ instrument }) => !/drum|perc|loop/i.test(instrument)).slice(0, 12);
		expect(pitched.length).toBeGreaterThanOrEqual(10);
		await openLibrary(page);
		for (const { id, path } of pitched) {
			const end = await importAndWait(page, path, 120_000);
			expect(end.kind, `${id}: ${end.kind === 'failed' ? JSON.stringify(end.job.fault) : ''}`).toBe('transcribed');
			if (end.kind !== 'transcribed') continue;
			expect(end.transcription.notes.length, id).toBeGreaterThan(3);
			await page.goto(`/song/${end.song.id}`);
			await expect(page.getByRole('heading', { level: 1 })).toContainText(end.song.title);
			const midi = parseMidi((await takeAs(page, 'MIDI', ['As heard'])).bytes);
			const noteOns = midi.tracks.flat().filter((event) => event.type === 'noteOn');
			expect(noteOns.length, id).toBe(end.transcription.notes.length);
			await openLibrary(page);
		}
		expect(await readSongs(page)).toHaveLength(pitched.length);
	});

	test('every malformed or unusual file ends with notes or a clear word, and leaves nothing half-imported', async ({ page }) => {
		test.setTimeout(480_000);
		await openLibrary(page);
		for (const { name, path, expectation } of badSoundFiles(folder ?? '')) {
			const end = await importAndWait(page, path, 60_000);
			const mustWork = /^(should|sanitise|no notes)/.test(expectation) && !/\.wma$/.test(name);
			if (mustWork) expect(end.kind, `${name} (${expectation}): ${JSON.stringify(end)}`.slice(0, 600)).toBe('transcribed');
			if (/^clear error(?! or|,? \/)/.test(expectation) || /\.wma$/.test(name))
				expect(end.kind, `${name} (${expectation})`).toBe('failed');
			if (end.kind === 'failed') {
				expect(end.job.fault?.code, name).not.toBe('engineFailed');
				expect(end.job.fault?.params['fileName'], name).toBe(name);
			}
			if (/no notes|silence/.test(expectation) && end.kind === 'transcribed') expect(end.transcription.notes, name).toEqual([]);
		}
		const used = new Set((await readSongs(page)).map(({ original }) => original.sha256));
		for (const stored of await storedPaths(page)) expect(used, stored).toContain(stored.split('/')[1]);
		expect((await readJobs(page)).filter(({ state }) => state === 'running' || state === 'queued')).toEqual([]);
	});
});
