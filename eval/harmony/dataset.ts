import { z } from 'zod';
import type { MusicalKey } from '../../src/lib/core/harmony/chord.ts';
import { readKnownRecordings, recordingSchema } from '../manifest.ts';
import { toInstrumentGroup } from '../notes/groups.ts';
import type { LabelledSpan } from './chord-metric.ts';
import { fromKeyText } from './key-metric.ts';

const rowSchema = recordingSchema.extend({ key_ambiguous: z.boolean().optional() });
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
	return readKnownRecordings(folder, rowSchema, truthSchema).flatMap(({ row, audioPath, truth }) => {
		const key = truth.key === null || truth.key === undefined ? null : fromKeyText(truth.key);
		const chords = truth.chords ?? [];
		if (key === null && chords.length === 0) return [];
		return [
			{
				id: row.id,
				group: toInstrumentGroup(row.instrument),
				audioPath,
				key,
				isKeyAmbiguous: row.key_ambiguous === true,
				chords,
				chordsPlayed: truth.chords_played ?? []
			}
		];
	});
}
