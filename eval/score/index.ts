import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { EffectiveAnalysis } from '../../src/lib/core/analysis/index.ts';
import { writeScore, type EvidenceNote } from '../../src/lib/core/rhythm/index.ts';
import type { Score } from '../../src/lib/core/score/index.ts';
import { findModel } from '../notes/listen.ts';
import { onsetTolerances, toScores, type ScoredNote } from '../notes/metrics.ts';
import { toBeatF } from '../rhythm/metrics.ts';
import { readTaskItems, taskOptions, tellFailures, toFailure, type EvalTask, type Failure } from '../task.ts';
import { openBuiltAppListener } from './built-app-listener.ts';
import { toWrittenPage, type ComparedPage } from './compared-page.ts';
import { readScoreItems, type ScoreItem } from './dataset.ts';
import { openNodeListener, toHeardAnalysis, toKnownAnalysis, type Heard, type ScoreListener } from './heard.ts';
import { toMeterShare, toNoteScores } from './metrics.ts';
import { importWithMuseScore } from './musescore.ts';
import { toScoreRows, toScoreTable, type ScoreResult } from './report.ts';

function write(item: ScoreItem, notes: readonly EvidenceNote[], analysis: EffectiveAnalysis): Score {
	let count = 0;
	const options = { songId: item.id, title: item.id, artist: '', instrument: item.isPiano ? 'piano' : 'other' } as const;
	return writeScore(notes, analysis, options, () => `id${++count}`);
}

/** How a page compares with what is known of the item. */
function toResult(item: ScoreItem, page: ComparedPage): ScoreResult {
	const scores = item.printed === null ? null : toNoteScores(item.printed.notes, page.notes);
	return {
		id: item.id,
		isTuned: item.isTuned,
		position: scores?.position ?? null,
		value: scores?.value ?? null,
		both: scores?.both ?? null,
		staff: scores?.staff ?? null,
		meter: toMeterShare(item.bars, page.bars),
		heard: null,
		bothAnyLevel: null,
		heardAnyLevel: null
	};
}

/** The same, beside what could be had from the sound at best: F of the notes times F of the beats. */
function toHeardResult(item: ScoreItem, score: Score, { notes, rhythm }: Heard): ScoreResult {
	const result = toResult(item, toWrittenPage(score));
	const { printed } = item;
	if (printed === null) return result;
	const toScored = ({ onsetSeconds, offsetSeconds, pitchMidi }: EvidenceNote): ScoredNote => ({
		onset: onsetSeconds,
		offset: offsetSeconds,
		pitch: pitchMidi
	});
	const notesF = toScores(item.notes.map(toScored), notes.map(toScored), onsetTolerances).f;
	const beatsF = readings(rhythm.beatsSeconds).map((beats) => toBeatF(printed.beats.beatsSeconds, beats));
	return {
		...result,
		heard: notesF * (beatsF[0] ?? 0),
		bothAnyLevel: Math.max(...levels.map((level) => toNoteScores(printed.notes, toWrittenPage(score, level).notes).both)),
		heardAnyLevel: notesF * Math.max(...beatsF)
	};
}

const levels = [1, 2, 0.5] as const;

/** Beats as they are, twice as many, and each half of them. */
function readings(beats: readonly number[]): (readonly number[])[] {
	const doubled = beats.flatMap((beat, at) => {
		const next = beats[at + 1];
		return next === undefined ? [beat] : [beat, (beat + next) / 2];
	});
	return [beats, doubled, beats.filter((_, at) => at % 2 === 0), beats.filter((_, at) => at % 2 === 1)];
}

/** Given true notes and beats, and from audio alone; MuseScore's import of the same notes beside the first. */
export const scoreTask: EvalTask = async (words) => {
	const { values } = parseArgs({
		args: [...words],
		options: {
			...taskOptions,
			/** Only what is given true notes and beats. */
			'known-only': { type: 'boolean' },
			/** Where what was heard is kept from run to run, so that only the writing is done again. */
			heard: { type: 'string' }
		}
	});
	const items = readTaskItems(
		values.data,
		readScoreItems,
		(folder) => `No recording in ${folder} has a printed score or known bars.`
	);
	if (items === null) return 2;
	const keep = (kind: string, id: string, value: unknown): void => {
		if (values.out === undefined) return;
		mkdirSync(join(values.out, kind), { recursive: true });
		writeFileSync(join(values.out, kind, `${basename(id)}.json`), JSON.stringify(value));
	};
	const known: ScoreResult[] = [];
	const peers: ScoreResult[] = [];
	const heardResults: ScoreResult[] = [];
	const failures: Failure[] = [];
	for (const item of items) {
		if (item.printed === null) continue;
		const score = write(item, item.notes, toKnownAnalysis(item.printed.beats, item.durationSeconds));
		keep('known', item.id, score);
		known.push(toResult(item, toWrittenPage(score)));
		const pages = importWithMuseScore(item.notes, item.printed.beats);
		const [best] = (pages ?? []).map((page) => toResult(item, page)).sort((a, b) => (b.both ?? 0) - (a.both ?? 0));
		if (best !== undefined) peers.push(best);
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
		const listener = values.node === true ? await openNodeListener(findModel()) : await openBuiltAppListener();
		for (const item of items) {
			let heard: Heard;
			try {
				heard = await listenOnce(item, listener, values.heard);
			} catch (error) {
				failures.push(toFailure(item.id, error));
				heardResults.push(toResult(item, { notes: [], bars: [] }));
				continue;
			}
			const score = write(item, heard.notes, toHeardAnalysis(heard, item.durationSeconds));
			keep('heard', item.id, score);
			heardResults.push(toHeardResult(item, score, heard));
		}
		await listener.close();
		tell('woodshed, from audio', 'heard', heardResults);
	}
	if (values.json !== undefined) writeFileSync(values.json, JSON.stringify({ task: 'score', ...summary }, null, '\t'));
	tellFailures(failures);
	return failures.length > 0 ? 1 : 0;
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
