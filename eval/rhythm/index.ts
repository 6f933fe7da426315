import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { hearOrName, readTaskItems, taskOptions, tellFailures, type EvalTask, type Failure } from '../task.ts';
import { openBuiltAppAnalyst, type BuiltAppAnalyst } from '../app/built-app-analyst.ts';
import type { Analyser, HeardRhythm } from './analyser.ts';
import { readRhythmItems, type RhythmItem } from './dataset.ts';
import { openEssentiaAnalyser } from './essentia-analyser.ts';
import { toBeatF, toContinuity, toTempoAccuracy } from './metrics.ts';
import { findModel } from '../notes/listen.ts';
import { openBuiltAppListener } from '../score/built-app-listener.ts';
import { openNodeListener, type ScoreListener } from '../score/heard.ts';
import { openNodeAnalyser, readMonoWithFfmpeg, toHeardRhythm } from './node-analyser.ts';
import { toRhythmRows, toRhythmTable, type Measure, type RhythmResult } from './report.ts';
import { isTunedItem } from './tuned.ts';

const nothing: HeardRhythm = { beats: [], downbeats: [], bpm: null };

function toResult(item: RhythmItem, heard: HeardRhythm): RhythmResult {
	const continuity = item.beats.length === 0 ? null : toContinuity(item.beats, heard.beats);
	const tempo = item.bpm === null ? null : toTempoAccuracy(item.bpm, heard.bpm);
	return {
		id: item.id,
		group: item.group,
		isTuned: isTunedItem(item.id),
		beatsF: item.beats.length === 0 ? null : toBeatF(item.beats, heard.beats),
		cmlt: continuity?.cmlt ?? null,
		amlt: continuity?.amlt ?? null,
		downbeatsF: item.downbeats.length === 0 ? null : toBeatF(item.downbeats, heard.downbeats),
		accuracy1: tempo?.accuracy1 ?? null,
		accuracy2: tempo?.accuracy2 ?? null
	};
}

export interface AnalyserReport {
	readonly results: RhythmResult[];
	readonly failures: Failure[];
}

/** Adds an analyser's scores on an item to a report; one that fails scores 0 and is named. */
export async function measureRhythm(
	item: RhythmItem,
	analyser: Analyser,
	report: AnalyserReport,
	onHeard: (heard: HeardRhythm) => void = () => undefined
): Promise<void> {
	const heard = await hearOrName(item.id, () => analyser.analyse(item.audioPath), nothing, report.failures);
	report.results.push(toResult(item, heard));
	onHeard(heard);
}

function toRhythmAnalyser(built: BuiltAppAnalyst): Analyser {
	return {
		name: built.name,
		close: () => built.close(),
		analyse: async (path) => toHeardRhythm((await built.analyse(path)).rhythm)
	};
}

function toVotedAnalyser(listener: ScoreListener): Analyser {
	return {
		name: 'woodshed with notes',
		close: () => listener.close(),
		analyse: async (path) => toHeardRhythm((await listener.listen(path)).rhythm)
	};
}

/** A task that measures some of what is known about rhythm, ours and plain Essentia on the same items. */
export function toRhythmTask(task: string, measures: readonly Measure[], isFor: (item: RhythmItem) => boolean): EvalTask {
	return async (args) => {
		const { values } = parseArgs({
			args: [...args],
			/** What there is once the notes were written down as well and have voted. */
			options: { ...taskOptions, notes: { type: 'boolean' } }
		});
		const items = readTaskItems(
			values.data,
			(folder) => readRhythmItems(folder).filter(isFor),
			(folder) => `No recording in ${folder} has a truth for ${task}.`
		);
		if (items === null) return 2;
		const built = values.node === true || values.notes === true ? null : await openBuiltAppAnalyst();
		const ours =
			values.notes === true
				? toVotedAnalyser(values.node === true ? await openNodeListener(findModel()) : await openBuiltAppListener())
				: built === null
					? openNodeAnalyser()
					: toRhythmAnalyser(built);
		const peer = openEssentiaAnalyser(built?.readMono ?? readMonoWithFfmpeg);
		const { out } = values;
		if (out !== undefined) mkdirSync(out, { recursive: true });
		const own: AnalyserReport = { results: [], failures: [] };
		const other: AnalyserReport = { results: [], failures: [] };
		// Both on one item before the next: the peer listens to what the app has just decoded.
		for (const item of items) {
			await measureRhythm(item, ours, own, ({ beats, downbeats, bpm }) => {
				if (out !== undefined)
					writeFileSync(join(out, `${basename(item.id)}.json`), JSON.stringify({ beats, downbeats, tempo: bpm }));
			});
			await measureRhythm(item, peer, other);
		}
		await Promise.all([ours.close(), peer.close()]);
		for (const [{ name }, { results, failures }] of [[ours, own] as const, [peer, other] as const]) {
			console.log(`${toRhythmTable(name, toRhythmRows(results, measures), measures)}\n`);
			tellFailures(failures);
		}
		if (values.json !== undefined) {
			const rows = ({ results }: AnalyserReport): object => ({ items: results, summary: toRhythmRows(results, measures) });
			writeFileSync(values.json, JSON.stringify({ task, ...rows(own), reference: rows(other) }, null, '\t'));
		}
		return own.failures.length + other.failures.length > 0 ? 1 : 0;
	};
}

export const beatsTask = toRhythmTask(
	'beats',
	['beatsF', 'cmlt', 'amlt', 'downbeatsF'],
	(item) => item.beats.length > 0 || item.downbeats.length > 0
);
export const tempoTask = toRhythmTask('tempo', ['accuracy1', 'accuracy2'], (item) => item.bpm !== null);
