import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { hearOrName, readTaskItems, taskOptions, tellFailures, type EvalTask, type Failure } from '../task.ts';
import { readNotesItems, type NotesItem } from './dataset.ts';
import { onsetOffsetTolerances, onsetTolerances, toScores, type ScoredNote } from './metrics.ts';
import { openBuiltAppTranscriber } from './built-app-transcriber.ts';
import { findModel } from './listen.ts';
import { openNodeTranscribers } from './node-transcribers.ts';
import { toRows, toTable, type ItemResult, type Row } from './report.ts';
import type { Transcriber } from './transcriber.ts';
import { tunedIds } from './tuned.ts';

function toResult(item: NotesItem, estimate: readonly ScoredNote[]): ItemResult {
	return {
		id: item.id,
		group: item.group,
		isTuned: tunedIds.has(item.id),
		onset: toScores(item.notes, estimate, onsetTolerances),
		onsetOffset: toScores(item.notes, estimate, onsetOffsetTolerances)
	};
}

export interface TranscriberReport {
	readonly name: string;
	readonly items: readonly ItemResult[];
	readonly rows: readonly Row[];
	readonly failures: readonly Failure[];
}

/** Runs every transcriber over every item; one that fails on an item scores 0 there and is named. */
export async function measureNotes(
	items: readonly NotesItem[],
	transcribers: readonly Transcriber[],
	onEstimate: (transcriber: Transcriber, item: NotesItem, notes: readonly ScoredNote[]) => void = () => undefined
): Promise<TranscriberReport[]> {
	const reports = transcribers.map((transcriber) => ({
		transcriber,
		results: [] as ItemResult[],
		failures: [] as Failure[]
	}));
	for (const item of items) {
		for (const { transcriber, results, failures } of reports) {
			const notes = await hearOrName(item.id, () => transcriber.transcribe(item.audioPath), [], failures);
			results.push(toResult(item, notes));
			onEstimate(transcriber, item, notes);
		}
	}
	return reports.map(({ transcriber, results, failures }) => ({
		name: transcriber.name,
		items: results,
		rows: toRows(results),
		failures
	}));
}

export const notesTask: EvalTask = async (words) => {
	const { values } = parseArgs({
		args: [...words],
		options: {
			...taskOptions,
			model: { type: 'string' }
		}
	});
	const items = readTaskItems(values.data, readNotesItems, (folder) => `No recording in ${folder} has notes in its truth.`);
	if (items === null) return 2;
	const built = values.node === true ? null : await openBuiltAppTranscriber();
	const node = await openNodeTranscribers(values.model ?? findModel(), built?.readSound);
	const ours = built ?? node.ours;
	const { reference } = node;
	const out = values.out;
	if (out !== undefined) mkdirSync(out, { recursive: true });
	const reports = await measureNotes(items, [ours, reference], (transcriber, item, notes) => {
		if (out !== undefined && transcriber === ours)
			writeFileSync(join(out, `${basename(item.id)}.json`), JSON.stringify({ notes }));
	});
	await Promise.all([ours.close(), reference.close()]);
	for (const report of reports) {
		console.log(`${toTable(report.name, report.rows)}\n`);
		tellFailures(report.failures);
	}
	if (values.json !== undefined) {
		const [own, other] = reports;
		writeFileSync(
			values.json,
			JSON.stringify(
				{ task: 'notes', items: own?.items, summary: own?.rows, reference: { items: other?.items, summary: other?.rows } },
				null,
				'\t'
			)
		);
	}
	return reports.some((report) => report.failures.length > 0) ? 1 : 0;
};
