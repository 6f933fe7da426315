import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { fromScore, type ExpectedPiece, type TakeNote } from '../../src/lib/core/practice/index.ts';
import { ticksPerQuarter, type Score } from '../../src/lib/core/score/index.ts';
import { fromMusicXml } from '../../src/lib/formats/musicxml/index.ts';
import { readKnownRecordings, recordingSchema } from '../manifest.ts';

const rowSchema = recordingSchema.extend({ score: z.string().optional(), match: z.string().optional() });
const truthSchema = z.object({
	notes: z
		.array(z.object({ onset: z.number(), offset: z.number(), pitch: z.number(), velocity: z.number().optional() }))
		.default([]),
	/** Bar from 1, whole notes into it, seconds. */
	score_alignment: z.array(z.tuple([z.number(), z.number(), z.number()])).default([]),
	/** Seconds in which teachers heard errors. */
	error_regions: z.array(z.tuple([z.number(), z.number()])).optional(),
	mean_rating_1to5: z.number().optional()
});

/** A written note and when it was played, as people aligned them. */
export interface KnownPair {
	/** Quarters from the first note. */
	readonly quarters: number;
	readonly pitchMidi: number;
	readonly seconds: number;
}

/** A take by a person of a score, with what people say of it. */
export interface RealTake {
	readonly id: string;
	readonly score: Score;
	readonly piece: ExpectedPiece;
	readonly notes: readonly TakeNote[];
	readonly pairs: readonly KnownPair[];
	/** Bar from 1, quarters into it, seconds. */
	readonly places: readonly (readonly [bar: number, quarters: number, seconds: number])[];
	/** Null where no teacher marked any. */
	readonly errorRegions: readonly (readonly [number, number])[] | null;
	/** 1 to 5. */
	readonly rating: number | null;
}

/**
 * The takes by people that a score comes with.
 * @throws {Error} naming the file, when one cannot be read
 */
export function readRealTakes(folder: string): RealTake[] {
	return readKnownRecordings(folder, rowSchema, truthSchema).flatMap(({ row, truth }) => {
		if (row.score === undefined || truth.notes.length === 0) return [];
		const reading = fromMusicXml(readFileSync(join(folder, row.score)), { scoreId: row.id, songId: row.id, fileName: row.score });
		if (reading.kind === 'fault') throw new Error(`${row.score} cannot be read: ${reading.fault.code}`);
		const { score } = reading;
		return [
			{
				id: row.id,
				score,
				piece: fromScore(score),
				notes: truth.notes.map(({ onset, offset, pitch, velocity = 64 }) => ({
					onsetSeconds: onset,
					offsetSeconds: offset,
					pitchMidi: Math.round(pitch),
					velocity: Math.max(1, Math.min(127, Math.round(velocity))),
					confidence: 1
				})),
				pairs: row.match === undefined ? [] : readPairs(readFileSync(join(folder, row.match), 'utf8')),
				places: truth.score_alignment.map(([bar, wholes, seconds]) => [bar, 4 * wholes, seconds] as const),
				errorRegions: truth.error_regions ?? null,
				rating: truth.mean_rating_1to5 ?? null
			}
		];
	});
}

const pairPattern =
	/^snote\([^,]*,\[[^\]]*\],[^,]*,[^,]*,[^,]*,([^,]*),(-?[\d.]+),-?[\d.]+,\[[^\]]*\]\)-note\([^,]*,(\d+),(\d+),\d+,/;

/** The pairs of a .match file (Foscarin et al. 2022) whose beat is a quarter; grace notes are left out, since pages differ in them. */
function readPairs(text: string): KnownPair[] {
	const units = Number(/^info\(midiClockUnits,(\d+)\)/m.exec(text)?.[1] ?? 480);
	const rate = Number(/^info\(midiClockRate,(\d+)\)/m.exec(text)?.[1] ?? 500_000);
	const pairs = text.split('\n').flatMap((line): KnownPair[] => {
		const match = pairPattern.exec(line.trim());
		if (match === null || match[1] === '0') return [];
		return [{ quarters: Number(match[2]), pitchMidi: Number(match[3]), seconds: (Number(match[4]) * rate) / units / 1e6 }];
	});
	const first = pairs.reduce((least, { quarters }) => Math.min(least, quarters), Infinity);
	return pairs.map((pair) => ({ ...pair, quarters: pair.quarters - first }));
}

/** Where each expected note stands, quarters from the first note of the score, by its id. */
export function quartersById({ score, piece }: RealTake): Map<string, number> {
	const ticks = new Map(score.parts.flatMap(({ notes }) => notes.map(({ id, tick }) => [id, tick] as const)));
	const first = Math.min(...ticks.values());
	return new Map(piece.notes.map(({ id, noteId }) => [id, ((ticks.get(noteId) ?? 0) - first) / ticksPerQuarter]));
}
