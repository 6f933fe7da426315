import { expect, test, type Page } from '@playwright/test';
import { parseMidi } from 'midi-file';
import { openTakeAway, save, takeAs } from './take-away-page.ts';
import { faultsOf, openDemoScore } from './demo-page.ts';

const score = (page: Page) => page.getByRole('application', { name: 'Shavings' });

test('the notes become a score that is read, edited, undone and kept', async ({ page }) => {
	const faults: string[] = [];
	page.on('pageerror', (error) => faults.push(error.message));
	await openDemoScore(page);
	await score(page).focus();
	await page.keyboard.press('ArrowRight');
	await page.keyboard.press('d');
	await expect(page.getByText(/bar 1/i).first()).toBeAttached();
	const undo = page.getByRole('toolbar', { name: 'Edit the score' }).getByRole('button', { name: /^Undo/ });
	await expect(undo).toBeDisabled();
	await page.getByRole('button', { name: 'Move up a step' }).click();
	await expect(undo).toBeEnabled();
	await page.waitForTimeout(1200);
	await page.reload();
	await page.getByRole('radio', { name: 'Score' }).check({ force: true });
	await expect(undo).toBeEnabled();
	await undo.click();
	await expect(undo).toBeDisabled();
	expect(faults).toEqual([]);
});

test('a score leaves in every form that others read', async ({ page }) => {
	await openDemoScore(page);
	const xml = (await takeAs(page, 'MusicXML')).bytes.toString();
	expect(xml).toContain('<score-partwise version="4.0">');
	expect(xml.match(/<note[ >]/g)?.length ?? 0).toBeGreaterThan(30);
	expect((await takeAs(page, 'MusicXML, compressed')).bytes.subarray(0, 2).toString('latin1')).toBe('PK');
	const sheet = (await takeAs(page, 'Lead sheet')).bytes.toString();
	expect(sheet).toContain('<harmony');
	expect(sheet.match(/<score-part /g)?.length).toBe(1);
	const midi = parseMidi((await takeAs(page, 'MIDI')).bytes);
	expect(midi.header.format).toBe(1);
	expect(midi.tracks.flat().filter(({ type }) => type === 'noteOn').length).toBeGreaterThan(30);
	expect((await takeAs(page, 'Guitar Pro')).bytes.subarray(0, 2).toString('latin1')).toBe('PK');
	expect((await takeAs(page, 'ChordPro')).bytes.toString()).toMatch(/\{title: ?Shavings\}/);
	expect((await takeAs(page, 'Chord chart')).bytes.toString()).toMatch(/^Shavings\n[^]*\| Em/);
	expect((await takeAs(page, 'Table (CSV)')).bytes.toString()).toMatch(/^part,staff,voice,bar,/);
	const json: unknown = JSON.parse((await takeAs(page, 'Data (JSON)')).bytes.toString());
	expect(json).toMatchObject({ format: 'woodshed-score', version: 1, score: { title: 'Shavings' } });

	expect((await takeAs(page, 'PDF')).bytes.subarray(0, 5).toString('latin1')).toBe('%PDF-');
	expect((await takeAs(page, 'SVG')).bytes.toString()).toMatch(/^(<\?xml[^>]*>\s*)?<svg [^]*<path/);
	expect((await takeAs(page, 'PNG')).bytes.subarray(1, 4).toString('latin1')).toBe('PNG');

	// Written for a guitar it has strings and frets.
	await page.getByRole('radio', { name: 'Guitar' }).check({ force: true });
	await expect
		.poll(async () => (await takeAs(page, 'Tab as text').catch(() => null))?.bytes.toString() ?? '', { timeout: 30_000 })
		.toMatch(/E \|.*\d/);
});

test('the bars that are looped leave, as written and as heard, and the choice is kept', async ({ page }) => {
	await openDemoScore(page);
	const dialog = await openTakeAway(page);
	await dialog.getByRole('radio', { name: 'MusicXML', exact: true }).check({ force: true });
	await dialog.getByRole('radio', { name: 'Some bars' }).check({ force: true });
	const to = dialog.getByRole('spinbutton', { name: 'To bar' });
	await to.fill('3');
	await to.press('Tab');
	const some = await save(page);
	expect(some.name).toBe('Shavings, bars 1 to 3.musicxml');
	expect(some.bytes.toString().match(/<measure /g)?.length).toBe(3);

	const whole = parseMidi((await takeAs(page, 'MIDI', ['As heard'])).bytes);
	const hands = whole.tracks.filter((track) => track.some(({ type }) => type === 'noteOn'));
	expect(hands.length).toBe(2);

	await page.reload();
	await expect(page.getByRole('button', { name: 'Take away' })).toBeEnabled();
	await page.keyboard.press('Control+Shift+E');
	const again = page.getByRole('dialog', { name: 'Take away' });
	await expect(again.getByRole('radio', { name: 'MIDI' })).toBeChecked();
	await expect(again.getByRole('radio', { name: 'As heard' })).toBeChecked();
	await again.getByRole('button', { name: 'Cancel' }).click();
	await expect(again).toBeHidden();
});

for (const scheme of ['light', 'dark'] as const) {
	test(`axe finds nothing beside the score, ${scheme}`, async ({ page }) => {
		await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
		await openDemoScore(page);
		expect(await faultsOf(page)).toEqual([]);
	});
}

for (const scheme of ['light', 'dark'] as const) {
	test(`axe finds nothing in the take-away dialog, ${scheme}`, async ({ page }) => {
		await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
		await openDemoScore(page);
		await openTakeAway(page);
		expect(await faultsOf(page, 'dialog[open]')).toEqual([]);
	});
}
