import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Score } from '$core/score/index.ts';
import { fromMusicXml } from './index.ts';

const options = { scoreId: 'score', songId: 'song', fileName: 'a.musicxml' };
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const partwise = (...measures: string[]): string =>
	`<score-partwise><part-list><score-part id="P1"><part-name>x</part-name></score-part></part-list><part id="P1">${measures
		.map((measure, i) => `<measure number="${i + 1}">${measure}</measure>`)
		.join('')}</part></score-partwise>`;
const attributes = (inside = ''): string => `<attributes><divisions>2</divisions>${inside}</attributes>`;
const note = (step: string, duration: number, inside = ''): string =>
	`<note><pitch><step>${step}</step><octave>4</octave></pitch><duration>${duration}</duration>${inside}</note>`;
const chordNote = (step: string, duration: number): string => note(step, duration).replace('<note>', '<note><chord/>');

function read(xml: string | Uint8Array): Score {
	const reading = fromMusicXml(typeof xml === 'string' ? encode(xml) : xml, options);
	if (reading.kind === 'fault') throw new Error(JSON.stringify(reading.fault));
	return reading.score;
}
const flat = (score: Score): number[][] =>
	score.parts[0]?.notes.map(({ tick, ticks, pitchMidi, voice }) => [tick, ticks, pitchMidi, voice]) ?? [];

describe('fromMusicXml', () => {
	it('follows backup, forward, chords and voices', () => {
		const voice = (number: number): string => `<voice>${number}</voice>`;
		const xml = partwise(
			attributes() +
				note('C', 4, voice(1)) +
				chordNote('E', 4) +
				note('D', 4, voice(1)) +
				'<backup><duration>8</duration></backup><forward><duration>2</duration></forward>' +
				note('G', 2, voice(2))
		);
		expect(flat(read(xml))).toEqual([
			[0, 20_160, 60, 0],
			[0, 20_160, 64, 0],
			[10_080, 10_080, 67, 1],
			[20_160, 20_160, 62, 0]
		]);
	});

	it('makes one note of tied heads, over bars too, and none of a tie to nothing', () => {
		const tie = (...types: string[]): string => types.map((type) => `<tie type="${type}"/>`).join('');
		const xml = partwise(
			attributes() + note('C', 8, tie('start')),
			note('C', 8, tie('stop', 'start')),
			note('C', 2, tie('stop')) + note('D', 6, tie('stop'))
		);
		expect(flat(read(xml))).toEqual([
			[0, 90_720, 60, 0],
			[90_720, 30_240, 62, 0]
		]);
	});

	it('reads transposing parts as they sound, with their key', () => {
		const score = read(
			partwise(
				attributes('<key><fifths>2</fifths></key><transpose><diatonic>-1</diatonic><chromatic>-2</chromatic></transpose>') +
					note('F', 8).replace('</step>', '</step><alter>1</alter>')
			)
		);
		expect(score.parts[0]).toMatchObject({
			transposeSemitones: -2,
			notes: [{ pitchMidi: 64, spelling: { letter: 'E', alter: 0, octave: 4 } }]
		});
		expect(score.bars[0]?.key.fifths).toBe(0);
	});

	it('reads repeats, endings and jumps', () => {
		const barline = (inside: string): string => `<barline>${inside}</barline>`;
		const words = (text: string, sound: string): string =>
			`<direction><direction-type><words>${text}</words></direction-type><sound ${sound}/></direction>`;
		const { bars } = read(
			partwise(
				attributes() + barline('<repeat direction="forward"/>') + note('C', 8),
				barline('<ending number="1, 2" type="start"/>') +
					note('C', 8) +
					barline('<ending number="1, 2" type="stop"/><repeat direction="backward" times="3"/>'),
				barline('<ending number="3" type="start"/>') +
					note('C', 8) +
					barline('<ending number="3" type="discontinue"/>') +
					words('Fine', 'fine="yes"'),
				note('C', 8) + words('D.C. al Fine', 'dacapo="yes"')
			)
		);
		expect(bars).toMatchObject([
			{ startsRepeat: true },
			{ endings: [1, 2], endsRepeatTimes: 3 },
			{ endings: [3], isFine: true },
			{ jump: 'daCapoAlFine' }
		]);
		expect(bars[3]?.endings).toBeUndefined();
	});

	it.each([
		['1', '1', 40_320],
		['15', '16', 37_800],
		['3+2', '8', 25_200],
		['64', '64', 40_320]
	])('has bars of %s/%s, empty ones too', (beats, type, ticks) => {
		const score = read(partwise(attributes(`<time><beats>${beats}</beats><beat-type>${type}</beat-type></time>`), ''));
		expect(score.bars.map((bar) => bar.ticks)).toEqual([ticks, ticks]);
	});

	it('keeps notes of one voice that overlap, in voices of their own', () => {
		const overlap = partwise(attributes() + note('C', 8) + '<backup><duration>6</duration></backup>' + note('E', 6));
		expect(flat(read(overlap))).toEqual([
			[0, 40_320, 60, 0],
			[10_080, 30_240, 64, 1]
		]);
	});

	it('takes a chord symbol for the nearest and keeps its text', () => {
		const harmony = (kind: string, text = ''): string =>
			`<harmony><root><root-step>B</root-step><root-alter>-1</root-alter></root><kind${text}>${kind}</kind></harmony>`;
		const score = read(
			partwise(
				attributes() +
					harmony('dominant-13th') +
					note('C', 4) +
					harmony('minor-seventh', ' text="mi7"') +
					note('C', 2) +
					harmony('Neapolitan') +
					note('C', 2)
			)
		);
		expect(score.chords.map(({ tick, chord, text }) => [tick, chord?.quality, text])).toEqual([
			[0, '9', 'Bb13'],
			[20_160, 'min7', undefined]
		]);
	});

	it('reads UTF-16 in both orders, and numbered characters', () => {
		const xml = partwise(attributes() + note('C', 8)).replace('<part-name>x<', '<part-name>&#233;&#x1F3B8;&amp;<');
		const units = Array.from(`\ufeff${xml}`, (letter) => letter.charCodeAt(0));
		const little = Uint8Array.from(units.flatMap((unit) => [unit & 255, unit >> 8]));
		const big = Uint8Array.from(units.flatMap((unit) => [unit >> 8, unit & 255]));
		for (const bytes of [encode(xml), little, big]) expect(read(bytes).parts[0]?.name).toBe('é🎸&');
	});

	it.each<[string, string, string]>([
		['nothing', '', 'fileEmpty'],
		['no XML', 'MThd', 'notScore'],
		['another XML', '<html><body/></html>', 'notScore'],
		['no bars', '<score-partwise><part-list/></score-partwise>', 'scoreEmpty'],
		['an outside entity', `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>${partwise(note('C', 1))}`, 'scoreUnsafe'],
		['a billion laughs', `<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>${partwise(note('C', 1))}`, 'scoreUnsafe'],
		[
			'a thousand elements inside each other',
			`<score-partwise>${'<a>'.repeat(1000)}${'</a>'.repeat(1000)}</score-partwise>`,
			'scoreDamaged'
		],
		['a duration below zero', partwise(attributes() + note('C', -4)), 'scoreDamaged'],
		['a duration beyond all bars', partwise(attributes() + note('C', 1e12)), 'scoreTooLarge'],
		[
			'a hundred and one parts',
			`<score-partwise><part-list>${'<score-part id="P"/>'.repeat(101)}</part-list></score-partwise>`,
			'scoreTooLarge'
		]
	])('answers a fault for %s', (_, xml, code) => {
		expect(fromMusicXml(encode(xml), options)).toMatchObject({
			kind: 'fault',
			fault: { code, params: { fileName: 'a.musicxml' } }
		});
	});

	it('answers something wherever a file is cut', () => {
		const whole = encode(partwise(attributes() + note('C', 8), note('D', 8)));
		for (let length = 1; length < whole.length; length += 3) {
			const reading = fromMusicXml(whole.slice(0, length), options);
			if (reading.kind === 'fault') expect(reading.fault.detail ?? '').not.toMatch(/of undefined|not a function/);
		}
	});
});

const bad = join(process.env['WOODSHED_DATA'] ?? '', 'bad');
const hasData = process.env['WOODSHED_DATA'] !== undefined && existsSync(bad);
if (!hasData) console.log('skipped: malformed scores (WOODSHED_DATA is not set)');

describe.runIf(hasData)('malformed and hostile MusicXML', () => {
	const faults = ['empty', 'xxe', 'xxe_http', 'duration_huge', 'duration_negative'];
	const names = hasData ? readdirSync(bad).filter((name) => name.endsWith('.musicxml')) : [];
	it.each(names)('is answered: %s', (name) => {
		expect(fromMusicXml(readFileSync(join(bad, name)), options).kind).toBe(
			faults.includes(name.replace('.musicxml', '')) ? 'fault' : 'read'
		);
	});
});
