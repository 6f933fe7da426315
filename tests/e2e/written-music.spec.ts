import { expect, test, type Locator, type Page } from '@playwright/test';
import { openLibrary, readJobs, readScores, readSongs } from '../../scripts/drive/library-page.ts';
import { takeAs } from './take-away-page.ts';

interface GivenFile {
	readonly name: string;
	readonly mimeType: string;
	readonly buffer: Buffer;
}

/** A MIDI file of two tracks at 90 a minute: a bass, and drums on the tenth channel. */
function midiFile(): GivenFile {
	const chunk = (id: string, body: readonly number[]): number[] => [
		...Buffer.from(id),
		0,
		0,
		body.length >> 8,
		body.length & 255,
		...body
	];
	const end = [0, 0xff, 0x2f, 0];
	const tempo = [0, 0xff, 0x51, 3, 0x0a, 0x2c, 0x2b];
	const name = [0, 0xff, 3, 6, ...Buffer.from('Groove')];
	const notes = (channel: number, pitches: readonly number[]): number[] =>
		pitches.flatMap((pitch) => [0, 0x90 | channel, pitch, 90, 0x60, 0x80 | channel, pitch, 0]);
	const tracks = [
		[...name, ...tempo, ...end],
		[0, 0xc0, 33, ...notes(0, [40, 43, 45, 47, 40, 43, 45, 47]), ...end],
		[...notes(9, [36, 38, 36, 38, 36, 38, 36, 38]), ...end]
	];
	const bytes = [...chunk('MThd', [0, 1, 0, 3, 0, 0x60]), ...tracks.flatMap((track) => chunk('MTrk', track))];
	return { name: 'groove.mid', mimeType: 'audio/midi', buffer: Buffer.from(bytes) };
}

/** Two bars, played twice, in E minor at 60 a minute: 16 seconds. */
function musicXmlFile(title: string): GivenFile {
	const note = (step: string): string =>
		`<note><pitch><step>${step}</step><octave>4</octave></pitch><duration>1</duration><type>quarter</type></note>`;
	const measures = [
		`<measure number="1"><attributes><divisions>1</divisions><key><fifths>1</fifths><mode>minor</mode></key><time><beats>4</beats><beat-type>4</beat-type></time></attributes><direction><sound tempo="60"/></direction>${['E', 'G', 'B', 'G'].map(note).join('')}</measure>`,
		`<measure number="2">${['A', 'G', 'G', 'E'].map(note).join('')}<barline location="right"><repeat direction="backward"/></barline></measure>`
	];
	const xml = `<?xml version="1.0" encoding="UTF-8"?><score-partwise version="4.0"><work><work-title>${title}</work-title></work><part-list><score-part id="P1"><part-name>Flute</part-name></score-part></part-list><part id="P1">${measures.join('')}</part></score-partwise>`;
	return { name: `${title}.musicxml`, mimeType: 'application/vnd.recordare.musicxml+xml', buffer: Buffer.from(xml) };
}

const text = (name: string, content: string): GivenFile => ({ name, mimeType: 'text/plain', buffer: Buffer.from(content) });
const abc = text('cooley.abc', 'X:1\nT:Cooley\nM:4/4\nL:1/8\nQ:1/4=100\nK:Em\n|:EBBA B2 EB|B2 AB dBAG:|\n');
const chordPro = text('grace.cho', '{title: Grace}\n{key: G}\n[G]Amazing [C]grace how [G]sweet the [D]sound\n');
const tab = text('riff.txt', 'e|-----0---|\nB|---1---1-|\nG|-0-------|\nD|---------|\nA|-3-------|\nE|---------|\n');

const give = (page: Page, files: readonly GivenFile[]): Promise<void> =>
	page.locator('input[type=file][multiple]:not([webkitdirectory])').setInputFiles([...files]);

async function untilEnded(page: Page, count: number): Promise<void> {
	await expect
		.poll(async () => (await readJobs(page)).filter(({ state }) => state !== 'queued' && state !== 'running').length, {
			timeout: 60_000
		})
		.toBe(count);
}

const cursorPlace = (cursor: Locator): Promise<string> => cursor.evaluate((element) => element.style.transform);

test('written music of every kind comes in by one door, with what is known of it', async ({ page }) => {
	await openLibrary(page);
	await give(page, [midiFile(), musicXmlFile('Air'), abc, chordPro, tab]);
	await untilEnded(page, 5);
	const songs = await readSongs(page);
	expect(new Map(songs.map(({ title, written }) => [title, written?.format]))).toEqual(
		new Map([
			['Groove', 'midi'],
			['Air', 'musicxml'],
			['Cooley', 'abc'],
			['Grace', 'chordpro'],
			['riff', 'ascii-tab']
		])
	);
	const air = songs.find(({ title }) => title === 'Air');
	expect(air).toMatchObject({
		music: { bpm: 60, beatsPerBar: 4, key: { tonic: 4, mode: 'minor' } },
		written: { durationSeconds: 16 }
	});
	expect(songs.find(({ title }) => title === 'Groove')?.music?.bpm).toBeCloseTo(90, 1);
	expect(songs.every(({ recording, transcriptionId }) => recording === undefined && transcriptionId === undefined)).toBe(true);
	const row = page.getByRole('row').filter({ hasText: 'Air' });
	await expect(row).toContainText('0:16');
	await expect(row).toContainText('60');
	await expect(row).toContainText('Em');
});

test('a score plays along its repeats, is edited, kept, taken away and comes in again', async ({ page }) => {
	const faults: string[] = [];
	page.on('pageerror', (error) => faults.push(error.message));
	await openLibrary(page);
	await give(page, [musicXmlFile('Air')]);
	await page.getByRole('link', { name: 'Air' }).click();
	await expect(page.getByText('E minor · 4/4 · 60 BPM')).toBeVisible();
	const cursor = page.locator('.score .cursor');
	const begin = await cursorPlace(cursor);

	await page.getByRole('button', { name: 'Play', exact: true }).click();
	await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
	await expect.poll(() => cursorPlace(cursor)).not.toBe(begin);
	await page.getByRole('button', { name: 'Pause', exact: true }).click();
	// The second time round, the cursor is in the first bar again.
	const goTo = async (place: string): Promise<string> => {
		await page.getByRole('button', { name: 'Position. Type a time to go to' }).click();
		await page.keyboard.press('ControlOrMeta+A');
		await page.keyboard.type(place);
		await page.keyboard.press('Enter');
		return cursorPlace(cursor);
	};
	await expect.poll(() => goTo('1')).not.toBe(begin);
	const first = await goTo('1');
	await expect.poll(() => goTo('5')).not.toBe(first);
	await expect.poll(() => goTo('9')).toBe(first);

	const pitches = async (): Promise<number[]> =>
		(await readScores(page))[0]?.parts[0]?.notes.map(({ pitchMidi }) => pitchMidi) ?? [];
	expect(await pitches()).toEqual([64, 67, 71, 67, 69, 67, 67, 64]);
	await page.getByRole('application').focus();
	await page.keyboard.press('Home');
	await page.keyboard.press('ArrowRight');
	await page.keyboard.press('Shift+ArrowUp');
	await expect.poll(async () => (await readScores(page))[0]?.revision).toBe(1);
	const edited = await pitches();
	expect(edited.reduce((sum, pitch) => sum + pitch, 0)).toBe(64 + 67 + 71 + 67 + 69 + 67 + 67 + 64 + 1);
	await page.reload();
	await expect(page.getByRole('button', { name: /^Undo:/ }).first()).toBeEnabled();
	expect(await pitches()).toEqual(edited);

	const buffer = (await takeAs(page, 'Guitar Pro')).bytes;
	await openLibrary(page);
	await give(page, [{ name: 'air.gp', mimeType: 'application/octet-stream', buffer }]);
	await expect
		.poll(async () => (await readSongs(page)).map(({ written }) => written?.format).sort())
		.toEqual(['guitar-pro', 'musicxml']);
	const scores = await readScores(page);
	expect(scores.map(({ parts }) => parts.flatMap(({ notes }) => notes.map(({ pitchMidi }) => pitchMidi)))).toEqual([
		edited,
		edited
	]);
	expect(faults).toEqual([]);
});

test('what is no music says so, what is there is found again, and nothing else is lost', async ({ page }) => {
	await openLibrary(page);
	await give(page, [
		musicXmlFile('Air'),
		text('letter.txt', 'Dear all, this is no music.'),
		text('broken.musicxml', musicXmlFile('Broken').buffer.toString().replace('<duration>1<', '<duration>-4<')),
		text('attack.xml', '<!DOCTYPE s [<!ENTITY a "b">]><score-partwise>&a;</score-partwise>'),
		{ name: 'cut.mid', mimeType: 'audio/midi', buffer: Buffer.from('MThd') }
	]);
	await untilEnded(page, 5);
	const codes = async (): Promise<Record<string, string>> =>
		Object.fromEntries((await readJobs(page)).flatMap(({ title, fault }) => (fault === undefined ? [] : [[title, fault.code]])));
	expect(await codes()).toEqual({
		'letter.txt': 'notScore',
		'broken.musicxml': 'scoreDamaged',
		'attack.xml': 'scoreUnsafe',
		'cut.mid': 'notScore'
	});
	await expect(page.getByText(/“letter.txt” is no written music that we know/).first()).toBeVisible();

	await give(page, [{ ...musicXmlFile('Air'), name: 'the same.xml' }]);
	await untilEnded(page, 6);
	expect(await codes()).toMatchObject({ 'the same.xml': 'alreadyInLibrary' });
	expect((await readSongs(page)).map(({ title }) => title)).toEqual(['Air']);
});

test('a file dropped on the page and one that is pasted come in by the same door', async ({ page }) => {
	await openLibrary(page);
	const { name, buffer } = midiFile();
	const transfer = await page.evaluateHandle(
		([fileName, bytes]) => {
			const given = new DataTransfer();
			given.items.add(new File([Uint8Array.from(bytes)], fileName));
			return given;
		},
		[name, [...buffer]] as const
	);
	for (const kind of ['dragenter', 'dragover', 'drop'])
		await page.locator('main').dispatchEvent(kind, { dataTransfer: transfer });
	await expect.poll(async () => (await readSongs(page)).map(({ title }) => title), { timeout: 30_000 }).toEqual(['Groove']);

	await page.evaluate((content) => {
		const given = new DataTransfer();
		given.items.add(new File([content], 'cooley.abc'));
		document.dispatchEvent(new ClipboardEvent('paste', { clipboardData: given, bubbles: true, cancelable: true }));
	}, abc.buffer.toString());
	await expect
		.poll(async () => (await readSongs(page)).map(({ title }) => title).sort(), { timeout: 30_000 })
		.toEqual(['Cooley', 'Groove']);
});
