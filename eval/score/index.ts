import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { EffectiveAnalysis } from '../../src/lib/core/analysis/index.ts';
import { writeScore, type EvidenceNote } from '../../src/lib/core/rhythm/index.ts';
import type { Score } from '../../src/lib/core/score/index.ts';
import { onsetTolerances, toScores } from '../notes/metrics.ts';
import { toBeatF } from '../rhythm/metrics.ts';
import type { EvalTask } from '../task.ts';
import { toWrittenPage, type ComparedPage } from './compared-page.ts';
import { readScoreItems, type ScoreItem } from './dataset.ts';
import { openNodeListener, toHeardAnalysis, toKnownAnalysis, type Heard, type ScoreListener } from './heard.ts';
import { toMeterShare, toNoteScores } from './metrics.ts';
import { importWithMuseScore } from './musescore.ts';
import { toScoreRows, toScoreTable, type ScoreResult } from './report.ts';

const enginesFolder = 'static/engines';

function write(item: ScoreItem, notes: readonly EvidenceNote[], analysis: EffectiveAnalysis): Score {
	let count = 0;
	const options = { songId: item.id, title: item.id, artist: '', instrument: item.isPiano ? 'piano' : 'other' } as const;
	return writeScore(notes, analysis, options, () => `id${++count}`);
}

/** How a page compares with what is known of the item. */
export function toResult(item: ScoreItem, page: ComparedPage): ScoreResult {
	const scores = item.printed === null ? null : toNoteScores(item.printed.notes, page.notes);
	return {
		id: item.id,
		isTuned: item.isTuned,
		position: scores?.position ?? null,
		value: scores?.value ?? null,
		both: scores?.both ?? null,
		meter: toMeterShare(item.bars, page.bars),
		heard: null
	};
}

/** What could be had from the sound at best: F of the notes times F of the beats, where both are known. */
function toHeardShare(item: ScoreItem, { notes, rhythm }: Heard): number | null {
	if (item.printed === null) return null;
	const estimate = notes.map((note) => ({ onset: note.onsetSeconds, offset: note.offsetSeconds, pitch: note.pitchMidi }));
	const truth = item.notes.map((note) => ({ onset: note.onsetSeconds, offset: note.offsetSeconds, pitch: note.pitchMidi }));
	return toScores(truth, estimate, onsetTolerances).f * toBeatF(item.printed.beats.beatsSeconds, rhythm.beatsSeconds);
}

async function openListener(): Promise<ScoreListener> {
	const name = existsSync(enginesFolder)
		? readdirSync(enginesFolder).find((file) => /^basic-pitch\..*\.onnx$/.test(file))
		: undefined;
	if (name === undefined) throw new Error('The model is not built yet. Run: npm run engines');
	return openNodeListener(join(enginesFolder, name));
}

/** Given true notes and beats, and from audio alone; MuseScore's import of the same notes beside the first. */
export const scoreTask: EvalTask = async (words) => {
	const { values } = parseArgs({
		args: [...words],
		options: {
			data: { type: 'string' },
			json: { type: 'string' },
			out: { type: 'string' },
			node: { type: 'boolean' },
			/** Only what is given true notes and beats. */
			'known-only': { type: 'boolean' },
			/** Where what was heard is kept from run to run, so that only the writing is done again. */
			heard: { type: 'string' }
		}
	});
	const folder = values.data ?? process.env['WOODSHED_DATA'];
	if (folder === undefined) {
		console.error('Give --data DIR, a folder with a manifest.json, or set WOODSHED_DATA.');
		return 2;
	}
	const items = readScoreItems(folder);
	if (items.length === 0) {
		console.error(`No recording in ${folder} has a printed score or known bars.`);
		return 2;
	}
	const keep = (kind: string, id: string, value: unknown): void => {
		if (values.out === undefined) return;
		mkdirSync(join(values.out, kind), { recursive: true });
		writeFileSync(join(values.out, kind, `${basename(id)}.json`), JSON.stringify(value));
	};
	const known: ScoreResult[] = [];
	const peers: ScoreResult[] = [];
	const heardResults: ScoreResult[] = [];
	for (const item of items) {
		if (item.printed === null) continue;
		const score = write(item, item.notes, toKnownAnalysis(item.printed.beats, item.durationSeconds));
		keep('known', item.id, score);
		known.push(toResult(item, toWrittenPage(score)));
		const peer = importWithMuseScore(item.notes, item.printed.beats);
		if (peer !== null) peers.push(toResult(item, peer));
	}
	const summary: Record<string, unknown> = {};
	const tell = (title: string, name: string, results: readonly ScoreResult[]): void => {
		if (results.length === 0) return;
		const rows = toScoreRows(results);
		summary[name] = { items: results, summary: rows };
		console.log(`${toScoreTable(title, rows)}\n`);
	};
	tell('woodshed, true notes and beats', 'known', known);
	if (peers.length === 0) console.log('MuseScore 3 (mscore3) is not installed: skipped.\n');
	tell('MuseScore 3, true notes and beats', 'musescore', peers);
	if (values['known-only'] !== true) {
		const listener = await openListener();
		for (const item of items) {
			const heard = await listenOnce(item, listener, values.heard);
			const score = write(item, heard.notes, toHeardAnalysis(heard, item.durationSeconds));
			keep('heard', item.id, score);
			heardResults.push({ ...toResult(item, toWrittenPage(score)), heard: toHeardShare(item, heard) });
		}
		await listener.close();
		tell('woodshed, from audio', 'heard', heardResults);
	}
	if (values.json !== undefined) writeFileSync(values.json, JSON.stringify({ task: 'score', ...summary }, null, '\t'));
	return 0;
};

async function listenOnce(item: ScoreItem, listener: ScoreListener, folder: string | undefined): Promise<Heard> {
	const path = folder === undefined ? null : join(folder, `${basename(item.id)}.heard.json`);
	// Written by this very task a run before.
	if (path !== null && existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as Heard;
	const heard = await listener.listen(item.audioPath);
	if (folder !== undefined && path !== null) {
		mkdirSync(folder, { recursive: true });
		writeFileSync(path, JSON.stringify(heard));
	}
	return heard;
}
