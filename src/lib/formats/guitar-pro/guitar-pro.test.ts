import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importer, model, Settings } from '@coderline/alphatab';
import { describe, expect, it } from 'vitest';
import { barStarts, type Score } from '$core/score/index.ts';
import { madeBand } from '../../../../tests/fixtures/scores/made-scores.ts';
import { fromGuitarPro, toGuitarPro } from './index.ts';

const options = { scoreId: 'score', songId: 'song', fileName: 'a.gp' };

function read(bytes: Uint8Array): Score {
	const reading = fromGuitarPro(bytes, options);
	if (reading.kind === 'fault') throw new Error(JSON.stringify(reading.fault));
	return reading.score;
}

const onFrets = (score: Score): (readonly (number | undefined)[])[] =>
	score.parts.flatMap((part) =>
		part.fretboard === undefined
			? []
			: part.notes.map(({ tick, ticks, pitchMidi, string, fret }) => [tick, ticks, pitchMidi, string, fret])
	);

describe('a score through Guitar Pro and back', () => {
	const band = madeBand();
	const back = read(toGuitarPro(band));

	it('keeps bars, repeats and sections', () => {
		const shape = (score: Score): unknown[] =>
			score.bars.map(({ ticks, meter, startsRepeat, endsRepeatTimes, endings, isPickup }) => [
				ticks,
				meter,
				startsRepeat,
				endsRepeatTimes,
				endings,
				isPickup
			]);
		expect(shape(back)).toEqual(shape(band));
		expect(back.sections.map(({ tick, label }) => [tick, label])).toEqual(band.sections.map(({ tick, label }) => [tick, label]));
		expect(back.tempoMarks.map(({ tick, bpm }) => [tick, Math.round(bpm)])).toEqual(
			band.tempoMarks.map(({ tick, bpm }) => [tick, Math.round(bpm)])
		);
	});

	it('keeps each note of each part', () => {
		const notes = (score: Score): string[][] =>
			score.parts
				.filter(({ isDrums }) => !isDrums)
				.map((part) =>
					part.notes
						.filter(({ ticks }) => ticks > 0)
						.map(({ tick, ticks, pitchMidi, staff }) => `${tick} ${ticks} ${pitchMidi} ${staff}`)
						.sort()
				);
		expect(notes(back)).toEqual(notes(band));
	});

	it('keeps tuning, capo, strings and frets', () => {
		const [, guitar] = back.parts;
		expect(guitar?.fretboard).toMatchObject({ openMidi: [64, 59, 55, 50, 45, 38], capoFret: 2 });
		expect(onFrets(back)).toEqual(onFrets(band));
	});
});

describe('fromGuitarPro', () => {
	it.each<[string, Uint8Array, string]>([
		['nothing', new Uint8Array(), 'fileEmpty'],
		['text', new TextEncoder().encode('not a tab at all'), 'notScore'],
		['a header and no more', new TextEncoder().encode('\u0018FICHIER GUITAR PRO v5.00'), 'scoreDamaged']
	])('answers a fault for %s', (_, bytes, code) => {
		expect(fromGuitarPro(bytes, options)).toMatchObject({ kind: 'fault', fault: { code, params: { fileName: 'a.gp' } } });
	});

	it('answers something wherever a file is cut', () => {
		const whole = toGuitarPro(madeBand());
		for (let length = 10; length < whole.length; length += 997)
			expect(fromGuitarPro(whole.slice(0, length), options).kind).toBe('fault');
	});
});

const folder = join(process.env['WOODSHED_DATA'] ?? '', 'scores');
const hasData = process.env['WOODSHED_DATA'] !== undefined && existsSync(folder);
if (!hasData) console.log('skipped: Guitar Pro files made by others (WOODSHED_DATA is not set)');

describe.runIf(hasData)('Guitar Pro files made by others', () => {
	const names = hasData ? readdirSync(folder).filter((name) => /\.gp[35x]?$/.test(name)) : [];

	it.each(names)('are read as alphaTab counts them: %s', (name) => {
		const bytes = readFileSync(join(folder, name));
		const score = read(bytes);
		const source = importer.ScoreLoader.loadScoreFromBytes(bytes, new Settings());
		expect(score.bars.length).toBe(source.masterBars.length);
		const starts = barStarts(score.bars);
		const theirs = source.tracks.map((track) =>
			track.staves
				.flatMap(({ bars }) => bars)
				.flatMap(({ voices }) => voices)
				.flatMap(({ beats }) => beats)
				.filter(({ graceType }) => graceType === model.GraceType.None)
				.flatMap((beat) =>
					beat.notes
						.filter(({ isTieDestination }) => !isTieDestination)
						.map(
							(note) =>
								`${beat.voice.bar.index} ${Math.round(beat.displayStart / 8)} ${note.isPercussion ? 'drum' : note.realValue} ${note.isStringed ? note.fret : ''}`
						)
				)
				.sort()
		);
		const ours = score.parts.map((part) =>
			part.notes
				.filter(({ ticks }) => ticks > 0)
				.map(({ tick, pitchMidi, fret }) => {
					const bar = starts.findLastIndex((start) => start <= tick);
					return `${bar} ${Math.round((tick - (starts[bar] ?? 0)) / 84)} ${part.isDrums ? 'drum' : pitchMidi} ${fret ?? ''}`;
				})
				.sort()
		);
		expect(ours).toEqual(theirs);
	});

	it('has the same music in three versions of one piece', () => {
		const versions = ['guitarpro5_serenade.gp5', 'guitarpro6_serenade.gpx', 'guitarpro7_serenade.gp'].map((name) =>
			onFrets(read(readFileSync(join(folder, name))))
		);
		expect(versions[1]).toEqual(versions[0]);
		expect(versions[2]).toEqual(versions[0]);
	});
});
