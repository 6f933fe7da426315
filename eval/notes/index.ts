import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { EvalTask } from '../task.ts';
import { readNotesItems, type NotesItem } from './dataset.ts';
import { onsetOffsetTolerances, onsetTolerances, toScores, type ScoredNote } from './metrics.ts';
import { openBuiltAppTranscriber } from './built-app-transcriber.ts';
import { openNodeTranscribers } from './node-transcribers.ts';
import { toRows, toTable, type ItemResult, type Row } from './report.ts';
import type { Transcriber } from './transcriber.ts';
import { tunedIds } from './tuned.ts';

const enginesFolder = 'static/engines';

function findModel(): string {
	const name = existsSync(enginesFolder)
		? readdirSync(enginesFolder).find((file) => /^basic-pitch\..*\.onnx$/.test(file))
		: undefined;
	if (name === undefined) throw new Error('The model is not built yet. Run: npm run engines');
	return join(enginesFolder, name);
}

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
	readonly failures: readonly { readonly id: string; readonly message: string }[];
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
		failures: [] as { id: string; message: string }[]
	}));
	for (const item of items) {
		for (const { transcriber, results, failures } of reports) {
			let notes: readonly ScoredNote[] = [];
			try {
				notes = await transcriber.transcribe(item.audioPath);
			} catch (error) {
				failures.push({ id: item.id, message: error instanceof Error ? error.message : String(error) });
			}
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
			data: { type: 'string' },
			json: { type: 'string' },
			out: { type: 'string' },
			model: { type: 'string' },
			/** Our decoder in Node on what ffmpeg reads, instead of the production build in Chromium. */
			node: { type: 'boolean' }
		}
	});
	const folder = values.data ?? process.env['WOODSHED_DATA'];
	if (folder === undefined) {
		console.error('Give --data DIR, a folder with a manifest.json, or set WOODSHED_DATA.');
		return 2;
	}
	const items = readNotesItems(folder);
	if (items.length === 0) {
		console.error(`No recording in ${folder} has notes in its truth.`);
		return 2;
	}
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
		for (const { id, message } of report.failures) console.log(`  failed on ${id}: ${message}`);
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
