import { parseArgs } from 'node:util';
import { judged, toTakeResult, type TakeResult } from '../measure.ts';
import { toPracticeRows, toPracticeTable } from '../report.ts';
import { plantMade } from './made-planter.ts';
import { madeSong } from './made-song.ts';
import { madeTakes } from './made-takes.ts';

/**
 * The bench on which the judge's prices and thresholds are chosen: made music, made hands, and, with a General MIDI bank of
 * one's own, made recordings. It prints what the present ones give; change one, run it again. Never chosen on recordings or on
 * performances by people: those are what `npm run eval -- practice` reports.
 *
 * npx tsx eval/practice/fit/fit.ts [--bank FILE.sf3 --cache DIR] [--songs N] [--sound-only]
 */
const { values } = parseArgs({
	options: {
		bank: { type: 'string' },
		cache: { type: 'string' },
		songs: { type: 'string', default: '40' },
		'sound-only': { type: 'boolean', default: false }
	}
});

const songs = Array.from({ length: Number(values.songs) }, (_, seed) => seed);
if (!values['sound-only']) {
	const keys = songs.flatMap((seed) => {
		const song = madeSong(seed);
		return Array.from({ length: 10 }, (_, turn) => plantMade(song, seed * 10 + turn));
	});
	const results = keys.map((take) => toTakeResult(take, judged(take, take.notes), take.notes));
	console.log(`${toPracticeTable('Made takes sent by keys', toPracticeRows(results))}\n`);
}

const { bank, cache } = values;
if (bank !== undefined && cache !== undefined) {
	const results: TakeResult[] = [];
	const recorded = songs.slice(0, songs.length / 2);
	for (const manner of ['plain', 'expressive'] as const) {
		const takes = madeTakes(
			recorded.map((seed) => [seed, manner]),
			bank,
			cache
		);
		for await (const { take, ...heard } of takes) results.push(toTakeResult(take, judged(take, heard.notes, heard), heard.notes));
	}
	console.log(toPracticeTable('Made takes recorded and heard', toPracticeRows(results)));
}
