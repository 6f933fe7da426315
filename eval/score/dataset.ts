import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { EvidenceNote } from '../../src/lib/core/rhythm/index.ts';
import { readJson, readManifest, recordingSchema } from '../manifest.ts';
import { toPrintedPage, type ComparedPage } from './compared-page.ts';
import { readMatch, secondsAt, toAscending, type KnownTime } from './known-times.ts';
import type { ComparedBar } from './metrics.ts';
import { readPrintedScore, type PrintedScore } from './printed-score.ts';
import { tunedIds } from './tuned.ts';

const rowSchema = recordingSchema.extend({
	audio: z.string(),
	score: z.string().optional(),
	match: z.string().optional(),
	duration: z.number().optional()
});
const truthSchema = z.object({
	notes: z
		.array(z.object({ onset: z.number(), offset: z.number(), pitch: z.number(), velocity: z.number().optional() }))
		.default([]),
	beats: z.array(z.number()).default([]),
	downbeats: z.array(z.number()).default([]),
	time_signatures: z.array(z.object({ start: z.number(), label: z.string() })).optional(),
	/** Bar from 1, whole notes into it, seconds. */
	score_alignment: z.array(z.tuple([z.number(), z.number(), z.number()])).optional()
});

/** Beats as somebody knows them. */
export interface KnownBeats {
	readonly beatsSeconds: readonly number[];
	/** Indices into `beatsSeconds`. */
	readonly downbeats: readonly number[];
	readonly beatsPerBar: number;
	readonly division: 2 | 3;
}

/** A recording with a printed score, or one of which only the bars are known. */
export interface ScoreItem {
	readonly id: string;
	readonly isTuned: boolean;
	readonly audioPath: string;
	readonly durationSeconds: number;
	readonly isPiano: boolean;
	readonly notes: readonly EvidenceNote[];
	readonly bars: readonly ComparedBar[];
	/** Null where there is no printed score, and then no beats are given either. */
	readonly printed: (ComparedPage & { readonly beats: KnownBeats }) | null;
}

/**
 * The items of `DIR/manifest.json` with a printed score and its times, or with known bars and meters.
 * @throws {Error} naming the file, when one cannot be read
 */
export function readScoreItems(folder: string): ScoreItem[] {
	return readManifest(folder, rowSchema).flatMap((row) => {
		if (row.truth === undefined) return [];
		const truth = truthSchema.parse(readJson(join(folder, row.truth)));
		const durationSeconds = row.duration ?? truth.notes.reduce((end, { offset }) => Math.max(end, offset), 0);
		const score = row.score === undefined ? null : readPrintedScore(readFileSync(join(folder, row.score), 'utf8'));
		const times = score === null ? [] : toTimes(score, truth, row.match === undefined ? null : join(folder, row.match));
		const printed =
			score === null || times.length < 2
				? null
				: { ...toPrintedPage(score, times, durationSeconds), beats: toKnownBeats(score, times, durationSeconds) };
		const bars = printed?.bars ?? toKnownBars(truth);
		if (bars.length === 0) return [];
		return [
			{
				id: row.id,
				isTuned: tunedIds.has(row.id),
				audioPath: join(folder, row.audio),
				durationSeconds,
				isPiano: /piano/.test(row.instrument),
				notes: truth.notes.map(({ onset, offset, pitch, velocity = 64 }, at): EvidenceNote => ({
					id: String(at),
					onsetSeconds: onset,
					offsetSeconds: offset,
					pitchMidi: pitch,
					velocity: Math.max(1, Math.min(127, Math.round(velocity))),
					confidence: 1
				})),
				bars,
				printed
			}
		];
	});
}

type Truth = z.infer<typeof truthSchema>;

function toTimes(score: PrintedScore, truth: Truth, matchPath: string | null): KnownTime[] {
	if (matchPath !== null) {
		const beatType = score.bars[0]?.beatType ?? 4;
		return readMatch(readFileSync(matchPath, 'utf8'), 4 / beatType);
	}
	return toAscending(
		(truth.score_alignment ?? []).map(([bar, wholes, seconds]) => ({
			quarters: (score.bars[bar - 1]?.startQuarters ?? 0) + 4 * wholes,
			seconds
		}))
	);
}

/** The counted beats of a printed score, when they were played. */
function toKnownBeats({ bars }: PrintedScore, times: readonly KnownTime[], durationSeconds: number): KnownBeats {
	const meter = bars.find(({ lengthQuarters, beats, beatType }) => lengthQuarters >= (beats * 4) / beatType - 1e-3) ?? bars[0];
	const isCompound = meter !== undefined && meter.beatType === 8 && meter.beats > 3 && meter.beats % 3 === 0;
	const unit = isCompound ? 1.5 : 4 / (meter?.beatType ?? 4);
	const beatsSeconds: number[] = [];
	const downbeats: number[] = [];
	for (const { startQuarters, lengthQuarters, beats, beatType } of bars) {
		if (lengthQuarters < (beats * 4) / beatType - 1e-3 && beatsSeconds.length === 0) continue;
		for (let into = 0; into < lengthQuarters - 1e-6; into += unit) {
			const seconds = secondsAt(times, startQuarters + into);
			if (seconds > durationSeconds) break;
			if (into === 0) downbeats.push(beatsSeconds.length);
			beatsSeconds.push(seconds);
		}
	}
	const beatsPerBar = ((meter?.beats ?? 4) * 4) / (meter?.beatType ?? 4) / unit;
	return { beatsSeconds, downbeats, beatsPerBar, division: isCompound ? 3 : 2 };
}

/** Bars by downbeats and the meter that holds there; none where no meter is told. */
function toKnownBars({ downbeats, time_signatures: signatures }: Truth): ComparedBar[] {
	if (signatures === undefined) return [];
	return downbeats.flatMap((seconds) => {
		const [beats, beatType] = (signatures.findLast(({ start }) => start <= seconds + 0.05)?.label ?? '').split('/').map(Number);
		return beats === undefined || beatType === undefined ? [] : [{ seconds, beats, beatType }];
	});
}
