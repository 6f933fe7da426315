import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { MusicalKey } from '../../src/lib/core/harmony/chord.ts';
import { toInstrumentGroup } from '../notes/groups.ts';
import type { LabelledSpan } from './chord-metric.ts';
import { fromKeyText } from './key-metric.ts';

const rowSchema = z.object({
	id: z.string().regex(/^[\w.-]+$/),
	audio: z.string().optional(),
	truth: z.string().optional(),
	instrument: z.string().default(''),
	key_ambiguous: z.boolean().optional()
});
const spans = z.array(z.object({ start: z.number(), end: z.number(), label: z.string() }));
const truthSchema = z.object({
	key: z.string().nullish(),
	chords: spans.nullish(),
	chords_played: spans.nullish()
});

/** A recording whose key or chords are known. */
export interface HarmonyItem {
	readonly id: string;
	readonly group: string;
	readonly audioPath: string;
	readonly key: MusicalKey | null;
	/** The truth's key is one reading among others. */
	readonly isKeyAmbiguous: boolean;
	/** As written on the lead sheet. */
	readonly chords: readonly LabelledSpan[];
	/** As voiced by the players, where that is known apart. */
	readonly chordsPlayed: readonly LabelledSpan[];
}

/**
 * The items of `DIR/manifest.json` whose truth has a key or chords.
 * @throws {Error} naming the file, when the manifest or a truth cannot be read
 */
export function readHarmonyItems(folder: string): HarmonyItem[] {
	const manifestPath = join(folder, 'manifest.json');
	if (!existsSync(manifestPath)) throw new Error(`${folder} has no manifest.json. Give --data a folder that has one.`);
	return z
		.array(rowSchema)
		.parse(readJson(manifestPath))
		.flatMap((row) => {
			if (row.truth === undefined || row.audio === undefined) return [];
			const truth = truthSchema.parse(readJson(join(folder, row.truth)));
			const key = truth.key === null || truth.key === undefined ? null : fromKeyText(truth.key);
			const chords = truth.chords ?? [];
			if (key === null && chords.length === 0) return [];
			return [
				{
					id: row.id,
					group: toInstrumentGroup(row.instrument),
					audioPath: join(folder, row.audio),
					key,
					isKeyAmbiguous: row.key_ambiguous === true,
					chords,
					chordsPlayed: truth.chords_played ?? []
				}
			];
		});
}

function readJson(path: string): unknown {
	try {
		return JSON.parse(readFileSync(path, 'utf8'));
	} catch (cause) {
		throw new Error(`${path} cannot be read as JSON.`, { cause });
	}
}
