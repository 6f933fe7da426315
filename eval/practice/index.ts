import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readTaskItems, taskOptions, type EvalTask } from '../task.ts';
import { readPracticeItems } from './dataset.ts';
import { openModel } from './hear.ts';
import { judged, keyTakes, measureKeys, measureSound, type Measured } from './measure.ts';
import type { Told } from './metrics.ts';
import { measureReal } from './real-pairs.ts';
import { readRealTakes } from './real-takes.ts';
import { toPracticeRows, toPracticeTable, toRealTable } from './report.ts';

/**
 * Judged takes: errors planted in people's performances, sent by keys and rendered, recorded and heard; a plain matcher beside
 * ours; and apart, real takes by people. What a user gets is the pure code in `core/practice` and the transcription model, so no
 * browser is needed. `--keys` leaves the sound out.
 */
export const practiceTask: EvalTask = async (args) => {
	const { values } = parseArgs({ args: [...args], options: { ...taskOptions, keys: { type: 'boolean' } } });
	const items = readTaskItems(
		values.data,
		readPracticeItems,
		(folder) => `Nothing in ${folder} is a performance on piano or guitar by a person, with its beats.`
	);
	if (items === null) return 2;
	const { out } = values;
	if (out !== undefined) mkdirSync(out, { recursive: true });
	const write = (id: string, told: Told): void => {
		if (out !== undefined) writeFileSync(join(out, `${id}.json`), JSON.stringify({ judgement: told.notes, events: told.events }));
	};
	const keys = measureKeys(items);
	for (const take of items.flatMap(keyTakes)) if (out !== undefined) write(take.id, judged(take, take.notes));
	const sound =
		values.keys === true ? null : await measureSound(items, await openModel(), (take, told) => write(`${take.id}-sound`, told));
	const folder = values.data ?? process.env['WOODSHED_DATA'] ?? '';
	const real = readRealTakes(folder).map(measureReal);
	const rows = {
		keys: summary('Takes sent by keys', keys),
		...(sound === null ? {} : { sound: summary('Takes recorded and heard', sound) })
	};
	console.log(toRealTable(real));
	if (values.json !== undefined)
		writeFileSync(
			values.json,
			JSON.stringify({ task: 'practice', items: { keys: keys.ours, sound: sound?.ours }, summary: rows, real }, null, '\t')
		);
	return 0;
};

function summary(title: string, { ours, peer }: Measured): { ours: unknown; reference: unknown } {
	const rows = { ours: toPracticeRows(ours), reference: toPracticeRows(peer) };
	console.log(`${toPracticeTable(`${title}: Woodshed`, rows.ours)}\n`);
	console.log(`${toPracticeTable(`${title}: peer, dynamic time warping of chords and a window`, rows.reference)}\n`);
	return rows;
}
