import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { FingerNote } from '../../src/lib/core/fretboard/fingering/index.ts';
import { toFretboard, tunings } from '../../src/lib/core/fretboard/index.ts';
import type { Fretboard } from '../../src/lib/core/score/index.ts';
import { readJson, readManifest, recordingSchema } from '../manifest.ts';
import { readGuitarPro } from './guitar-pro.ts';

/** Music of which people chose the strings. */
export interface TabItem {
	readonly id: string;
	readonly group: 'guitar' | 'bass';
	readonly fretboard: Fretboard;
	readonly notes: readonly FingerNote[];
	/** String of each note, 1 is the highest. */
	readonly chosen: readonly number[];
}

const truthSchema = z.object({
	notes: z
		.array(
			z.object({
				onset: z.number(),
				offset: z.number(),
				pitch: z.number(),
				string: z.number().int().optional(),
				fret: z.number().int().optional()
			})
		)
		.default([])
});
const scoreSchema = z.object({ file: z.string().regex(/^[\w.-]+$/) });

/**
 * The recordings of `DIR/manifest.json` whose notes have strings, and the fretted tracks of the Guitar Pro files that
 * `DIR/scores/manifest.json` names; what another file holds already is taken once.
 * @throws {Error} naming the file, when a manifest or a truth cannot be read
 */
export function readTabItems(folder: string): TabItem[] {
	const items = [...readRecordings(folder), ...readScores(folder)];
	const seen = new Set<string>();
	return items.filter(({ fretboard, notes, chosen }) => {
		const content = JSON.stringify([fretboard.openMidi, notes.map(({ onsetTick, pitchMidi }) => [onsetTick, pitchMidi]), chosen]);
		return !seen.has(content) && seen.add(content);
	});
}

function readRecordings(folder: string): TabItem[] {
	return readManifest(folder, recordingSchema).flatMap(({ id, truth, instrument }) => {
		if (truth === undefined) return [];
		const known = truthSchema
			.parse(readJson(join(folder, truth)))
			.notes.flatMap(({ string, ...note }) => (string === undefined ? [] : [{ ...note, string }]))
			.sort((a, b) => a.onset - b.onset);
		if (known.length < 2) return [];
		const group = /bass/i.test(instrument) ? 'bass' : 'guitar';
		const tuning = tunings.find((each) => each.id === (group === 'bass' ? 'bass4' : 'standard'));
		if (tuning === undefined) return [];
		return [{ id, group, fretboard: toFretboard(tuning), notes: toStrums(known), chosen: known.map(({ string }) => string) }];
	});
}

/** A strum lasts this long at most, seconds. */
const strumSeconds = 0.05;

/** Played notes with what begins within a strum written together; a tick is a millisecond. */
function toStrums(played: readonly { onset: number; offset: number; pitch: number }[]): FingerNote[] {
	let from = -Infinity;
	return played.map(({ onset, offset, pitch }, at) => {
		if (onset - from > strumSeconds) from = onset;
		const onsetTick = Math.round(from * 1000);
		return {
			id: `${at}`,
			onsetTick,
			endTick: Math.max(onsetTick + 1, Math.round(offset * 1000)),
			onsetSeconds: from,
			endSeconds: offset,
			pitchMidi: Math.round(pitch)
		};
	});
}

function readScores(folder: string): TabItem[] {
	const scores = join(folder, 'scores');
	if (!existsSync(join(scores, 'manifest.json'))) return [];
	return readManifest(scores, scoreSchema)
		.filter(({ file }) => /\.gp[345x]?$/.test(file))
		.flatMap(({ file }) => readGuitarPro(file, readFileSync(join(scores, file))));
}
