import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { toHarte } from '../../src/lib/core/harmony/chord-names-harte.ts';
import { toKeyName } from '../../src/lib/core/harmony/keys.ts';
import { openBuiltAppAnalyst, type BuiltAppAnalyst } from '../app/built-app-analyst.ts';
import { readMonoWithFfmpeg } from '../rhythm/node-analyser.ts';
import { hearOrName, readTaskItems, taskOptions, tellFailures, type EvalTask, type Failure } from '../task.ts';
import type { Analyser, HeardHarmony } from './analyser.ts';
import { compareMajMin, compareSevenths, toRecall, type LabelledSpan } from './chord-metric.ts';
import { readHarmonyItems, type HarmonyItem } from './dataset.ts';
import { openPlainEssentia } from './essentia.ts';
import { toKeyScore } from './key-metric.ts';
import { openNodeAnalyser } from './node-analyser.ts';
import { toRows, toTable, type ItemResult, type Row } from './report.ts';
import { isTunedItem } from './tuned.ts';

type TaskName = 'key' | 'chords';

/** In the order of the table's columns; the first is what targets are set in. */
const measuresOf = {
	key: ['key', 'with ambiguous ones'],
	chords: ['maj/min', 'sevenths', 'maj/min as played', 'sevenths as played']
} as const;

const toLabelled = (heard: HeardHarmony): LabelledSpan[] =>
	heard.chords.map(({ startSeconds, endSeconds, chord }) => ({ start: startSeconds, end: endSeconds, label: toHarte(chord) }));

const nothing: HeardHarmony = { keys: [], chords: [] };

/** Scores of one answer; what an item's truth cannot say is null. */
export function toItemScores(task: TaskName, item: HarmonyItem, heard: HeardHarmony): ItemResult['scores'] {
	if (task === 'key') {
		const score = item.key === null ? null : toKeyScore(item.key, heard.keys[0] ?? null);
		return { key: item.isKeyAmbiguous ? null : score, 'with ambiguous ones': score };
	}
	const estimate = toLabelled(heard);
	const played = item.chordsPlayed;
	return {
		'maj/min': toRecall(item.chords, estimate, compareMajMin),
		sevenths: toRecall(item.chords, estimate, compareSevenths),
		'maj/min as played': toRecall(played, estimate, compareMajMin),
		'sevenths as played': toRecall(played, estimate, compareSevenths)
	};
}

export interface AnalyserReport {
	readonly name: string;
	readonly items: readonly ItemResult[];
	readonly rows: readonly Row[];
	readonly failures: readonly Failure[];
}

/** Runs every analyser over every item; one that fails on an item has said nothing there and is named. */
export async function measureHarmony(
	task: TaskName,
	items: readonly HarmonyItem[],
	analysers: readonly Analyser[],
	onHeard: (analyser: Analyser, item: HarmonyItem, heard: HeardHarmony) => void = () => undefined
): Promise<AnalyserReport[]> {
	const reports = analysers.map((analyser) => ({
		analyser,
		results: [] as ItemResult[],
		failures: [] as Failure[]
	}));
	for (const item of items) {
		for (const { analyser, results, failures } of reports) {
			const heard = await hearOrName(item.id, () => analyser.analyse(item.audioPath), nothing, failures);
			results.push({ id: item.id, group: item.group, isTuned: isTunedItem(item.id), scores: toItemScores(task, item, heard) });
			onHeard(analyser, item, heard);
		}
	}
	return reports.map(({ analyser, results, failures }) => ({
		name: analyser.name,
		items: results,
		rows: toRows(results, measuresOf[task]),
		failures
	}));
}

function toHarmonyAnalyser(built: BuiltAppAnalyst): Analyser {
	return { name: built.name, analyse: async (path) => (await built.analyse(path)).harmony, close: () => built.close() };
}

function toTask(task: TaskName): EvalTask {
	return async (words) => {
		const { values } = parseArgs({ args: [...words], options: taskOptions });
		const items = readTaskItems(
			values.data,
			(folder) => readHarmonyItems(folder).filter((item) => (task === 'key' ? item.key !== null : item.chords.length > 0)),
			(folder) => `No recording in ${folder} has ${task === 'key' ? 'a key' : 'chords'} in its truth.`
		);
		if (items === null) return 2;
		const built = values.node === true ? null : await openBuiltAppAnalyst();
		const ours = built === null ? openNodeAnalyser(readMonoWithFfmpeg) : toHarmonyAnalyser(built);
		const peer = openPlainEssentia(built?.readMono ?? readMonoWithFfmpeg);
		const out = values.out;
		if (out !== undefined) mkdirSync(out, { recursive: true });
		const reports = await measureHarmony(task, items, [ours, peer], (analyser, item, heard) => {
			if (out === undefined || analyser !== ours) return;
			const [key] = heard.keys;
			const truth = { ...(key === undefined ? {} : { key: toKeyName(key) }), chords: toLabelled(heard) };
			writeFileSync(join(out, `${item.id}.json`), JSON.stringify(truth));
		});
		await Promise.all([ours.close(), peer.close()]);
		for (const report of reports) {
			console.log(`${toTable(report.name, report.rows, measuresOf[task])}\n`);
			tellFailures(report.failures);
		}
		if (values.json !== undefined) {
			const [own, other] = reports;
			const summary = { task, items: own?.items, summary: own?.rows, reference: { items: other?.items, summary: other?.rows } };
			writeFileSync(values.json, JSON.stringify(summary, null, '\t'));
		}
		return reports.some((report) => report.failures.length > 0) ? 1 : 0;
	};
}

export const keyTask: EvalTask = toTask('key');
export const chordsTask: EvalTask = toTask('chords');
