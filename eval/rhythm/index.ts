import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { EvalTask } from '../task.ts';
import type { Analyser, HeardRhythm, ReadMono } from './analyser.ts';
import { readRhythmItems, type RhythmItem } from './dataset.ts';
import { openEssentiaAnalyser } from './essentia-analyser.ts';
import { toBeatF, toContinuity, toTempoAccuracy } from './metrics.ts';
import { openNodeAnalyser, readMonoWithFfmpeg } from './node-analyser.ts';
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

interface AnalyserReport {
	readonly results: RhythmResult[];
	readonly failures: { readonly id: string; readonly message: string }[];
}

/** Runs an analyser over every item; one that fails on an item scores 0 there and is named. */
export async function measureRhythm(
	items: readonly RhythmItem[],
	analyser: Analyser,
	onHeard: (item: RhythmItem, heard: HeardRhythm) => void = () => undefined
): Promise<AnalyserReport> {
	const report: AnalyserReport = { results: [], failures: [] };
	for (const item of items) {
		let heard = nothing;
		try {
			heard = await analyser.analyse(item.audioPath);
		} catch (error) {
			report.failures.push({ id: item.id, message: error instanceof Error ? error.message : String(error) });
		}
		report.results.push(toResult(item, heard));
		onHeard(item, heard);
	}
	return report;
}

/** Opens the production build; until it can be driven, `--node` is the only way in. */
export type OpenBuiltApp = () => Promise<{ readonly analyser: Analyser; readonly readMono: ReadMono }>;

/** A task that measures some of what is known about rhythm, ours and plain Essentia on the same items. */
export function toRhythmTask(
	task: string,
	measures: readonly Measure[],
	isFor: (item: RhythmItem) => boolean,
	openBuiltApp?: OpenBuiltApp
): EvalTask {
	return async (args) => {
		const { values } = parseArgs({
			args: [...args],
			options: {
				data: { type: 'string' },
				json: { type: 'string' },
				out: { type: 'string' },
				/** Our dsp in Node on what ffmpeg reads, instead of the production build in Chromium. */
				node: { type: 'boolean' }
			}
		});
		const folder = values.data ?? process.env['WOODSHED_DATA'];
		if (folder === undefined) {
			console.error('Give --data DIR, a folder with a manifest.json, or set WOODSHED_DATA.');
			return 2;
		}
		const items = readRhythmItems(folder).filter(isFor);
		if (items.length === 0) {
			console.error(`No recording in ${folder} has a truth for ${task}.`);
			return 2;
		}
		if (values.node !== true && openBuiltApp === undefined) {
			console.error('The production build cannot be asked for its analysis yet. Give --node.');
			return 2;
		}
		const built = values.node === true ? undefined : await openBuiltApp?.();
		const ours = built?.analyser ?? openNodeAnalyser();
		const peer = openEssentiaAnalyser(built?.readMono ?? readMonoWithFfmpeg);
		const { out } = values;
		if (out !== undefined) mkdirSync(out, { recursive: true });
		const own = await measureRhythm(items, ours, (item, { beats, downbeats, bpm }) => {
			if (out !== undefined)
				writeFileSync(join(out, `${basename(item.id)}.json`), JSON.stringify({ beats, downbeats, tempo: bpm }));
		});
		const other = await measureRhythm(items, peer);
		await Promise.all([ours.close(), peer.close()]);
		for (const [{ name }, { results, failures }] of [[ours, own] as const, [peer, other] as const]) {
			console.log(`${toRhythmTable(name, toRhythmRows(results, measures), measures)}\n`);
			for (const { id, message } of failures) console.log(`  failed on ${id}: ${message}`);
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
