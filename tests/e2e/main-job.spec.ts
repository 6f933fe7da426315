import { expect, test } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { parseMidi } from 'midi-file';
import { readJobs, readSongs, readTranscription } from '../../scripts/drive/library-page.ts';
import { takeAs } from './take-away-page.ts';
import { faultsOf, openDemo } from './demo-page.ts';

/** What the true notes of the demo say: written beside the recording by the script that made it. */
function demoTruth(): { readonly onsetSeconds: number; readonly pitchMidi: number }[] {
	const truth: unknown = JSON.parse(readFileSync('scripts/engines/demo/demo.truth.json', 'utf8'));
	if (typeof truth !== 'object' || truth === null || !('notes' in truth) || !Array.isArray(truth.notes))
		throw new Error('no truth');
	return truth.notes;
}

test('one tap brings the demo: transcribed, shown, heard, looped, taken away, kept', async ({ page }) => {
	const faults: string[] = [];
	page.on('pageerror', (error) => faults.push(error.message));
	await openDemo(page);

	const [song] = await readSongs(page);
	const transcription = await readTranscription(page, song?.transcriptionId ?? '');
	const truth = demoTruth();
	const found = truth.filter((known) =>
		transcription?.notes.some(
			(note) => note.pitchMidi === known.pitchMidi && Math.abs(note.onsetSeconds - known.onsetSeconds) < 0.05
		)
	);
	expect(found.length / truth.length).toBeGreaterThan(0.75);

	const position = page.getByRole('button', { name: 'Position. Type a time to go to' });
	await page.getByRole('button', { name: /^play/i }).first().click();
	await expect(page.getByRole('button', { name: /^pause/i }).first()).toBeVisible();
	await expect(position).not.toHaveText(/^0:00\.0/);
	await page.keyboard.press('Space');
	await expect(page.getByRole('button', { name: /^play/i }).first()).toBeVisible();

	const midi = parseMidi((await takeAs(page, 'MIDI', ['As heard'])).bytes);
	expect(midi.tracks.flat().filter(({ type }) => type === 'noteOn')).toHaveLength(transcription?.notes.length ?? -1);

	await page.reload();
	await expect(page.getByRole('heading', { level: 1 })).toContainText(song?.title ?? '');
	await expect(page.getByRole('button', { name: 'Take away' })).toBeEnabled();
	expect(faults).toEqual([]);
});

test('another setting finds the notes again without listening again', async ({ page }) => {
	await openDemo(page);
	const before = await readSongs(page);
	const jobs = (await readJobs(page)).length;
	const preset = page.getByRole('radio', { name: 'Bass' });
	await preset.check({ force: true });
	await expect
		.poll(async () => (await readSongs(page))[0]?.transcriptionId, { timeout: 20_000 })
		.not.toBe(before[0]?.transcriptionId);
	const after = await readTranscription(page, (await readSongs(page))[0]?.transcriptionId ?? '');
	expect(after?.preset).toBe('bass');
	expect(Math.max(...(after?.notes ?? []).map(({ pitchMidi }) => pitchMidi))).toBeLessThan(76);
	expect(await readJobs(page)).toHaveLength(jobs);
});

test('the library renames, tags, bins with undo, and finds', async ({ page }) => {
	await openDemo(page);
	await page.goto('/');
	const [song] = await readSongs(page);
	const title = song?.title ?? '';
	await expect(page.getByText(title).first()).toBeVisible();
	await page.getByRole('searchbox').or(page.getByPlaceholder('Search')).first().fill('no such song');
	await expect(page.getByText(title)).toHaveCount(0);
	await page.getByRole('searchbox').or(page.getByPlaceholder('Search')).first().fill(title.slice(0, 4).toLowerCase());
	await expect(page.getByText(title).first()).toBeVisible();
	await page.getByRole('searchbox').or(page.getByPlaceholder('Search')).first().fill('');
	await page
		.getByRole('button', { name: new RegExp(`(more|actions|menu).*${title}|${title}.*(more|actions|menu)`, 'i') })
		.first()
		.click();
	await page
		.getByRole('menuitem', { name: /delete|bin/i })
		.first()
		.click();
	await expect.poll(async () => (await readSongs(page))[0]?.deletedAtMs).toBeGreaterThan(0);
	await page.getByRole('button', { name: 'Undo' }).click();
	await expect.poll(async () => (await readSongs(page))[0]?.deletedAtMs).toBeUndefined();
});

for (const scheme of ['light', 'dark'] as const) {
	test(`axe finds nothing in any room, ${scheme}`, async ({ page }) => {
		await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
		const look = async (where: string): Promise<void> => {
			expect(await faultsOf(page), where).toEqual([]);
		};
		await page.goto('/');
		await expect(page.getByRole('button', { name: 'Try the demo' })).toBeVisible();
		await look('empty library');
		await openDemo(page);
		await look('song');
		await page.goto('/');
		await expect(page.getByText('Demo').first()).toBeVisible();
		await look('library');
		await page.goto('/settings');
		await expect(page.getByRole('heading', { name: 'Storage' })).toBeVisible();
		await look('settings');
		await page.goto('/kit');
		await expect(page.getByRole('heading', { name: 'Buttons', exact: true })).toBeVisible();
		await look('kit');
	});
}
