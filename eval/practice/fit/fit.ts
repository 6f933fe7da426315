import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { PosteriorWindow } from '../../../src/lib/dsp/notes/matrices.ts';
import { fromPosteriorsWindow, toPosteriorsWindow, windowBytes } from '../../../src/lib/formats/posteriors/index.ts';
import { hearNotes, openModel } from '../hear.ts';
import { judged, toTakeResult, type TakeResult } from '../measure.ts';
import type { PlantedTake } from '../planted-take.ts';
import { toPracticeRows, toPracticeTable } from '../report.ts';
import { plantMade } from './made-planter.ts';
import { madeSong } from './made-song.ts';
import { recordMade } from './made-studio.ts';

/**
 * The bench on which the judge's prices and thresholds are chosen: made music, made hands, and, with a General MIDI bank of
 * one's own, made recordings. It prints what the present ones give; change one, run it again. Never chosen on recordings or on
 * performances by people: those are what `npm run eval -- practice` reports.
 *
 * npx tsx eval/practice/fit/fit.ts [--bank FILE.sf3 --cache DIR] [--songs N]
 */
const { values } = parseArgs({
	options: { bank: { type: 'string' }, cache: { type: 'string' }, songs: { type: 'string', default: '40' } }
});

const songs = Array.from({ length: Number(values.songs) }, (_, seed) => seed);
const keys = songs.flatMap((seed) => {
	const song = madeSong(seed);
	return Array.from({ length: 10 }, (_, turn) => plantMade(song, seed * 10 + turn));
});
console.log(
	toPracticeTable(
		'Made takes sent by keys',
		toPracticeRows(keys.map((take) => toTakeResult(take, judged(take, take.notes), take.notes)))
	)
);

const { bank, cache } = values;
if (bank !== undefined && cache !== undefined) {
	mkdirSync(cache, { recursive: true });
	const listen = await openModel();
	const results: TakeResult[] = [];
	for (const seed of songs.slice(0, songs.length / 2)) {
		const song = madeSong(seed);
		for (const turn of [seed % 10, (seed + 3) % 10]) {
			const take = plantMade(song, seed * 10 + turn);
			const { windows, samples } = await heard(take, song.programme, bank, cache);
			const { notes, relisten } = await hearNotes(windows, samples, song.group);
			results.push(toTakeResult(take, judged(take, notes, relisten), notes));
		}
	}
	console.log(`\n${toPracticeTable('Made takes recorded and heard', toPracticeRows(results))}`);

	async function heard(
		take: PlantedTake,
		programme: number,
		bankPath: string,
		folder: string
	): Promise<{ windows: PosteriorWindow[]; samples: number }> {
		const path = join(folder, `${take.id}.posteriors`);
		const samplesOf = (count: number): number => 36_164 * count;
		if (!existsSync(path)) {
			const windows = await listen(await recordMade(take, programme, bankPath, take.notes.length));
			const share = (bytes: Uint8Array): Float32Array => Float32Array.from(bytes, (value) => value / 255);
			const parts = windows.map(({ levelDb, notes, onsets, contours }) =>
				toPosteriorsWindow(levelDb, share(notes), share(onsets), share(contours))
			);
			writeFileSync(path, Buffer.concat(parts));
		}
		const bytes = new Uint8Array(readFileSync(path));
		const windows = Array.from({ length: Math.floor(bytes.length / windowBytes) }, (_, at) =>
			fromPosteriorsWindow(bytes.subarray(at * windowBytes, (at + 1) * windowBytes))
		);
		return { windows, samples: samplesOf(windows.length) };
	}
}
