import { z } from 'zod';
import { readKnownRecordings, recordingSchema } from '../manifest.ts';

const ascending = z.array(z.number()).transform((times) => [...times].sort((a, b) => a - b));
const truthSchema = z.object({
	beats: ascending.default([]),
	downbeats: ascending.default([]),
	tempo: z.number().positive().nullish()
});

/** A recording of which the beats, the downbeats or the tempo are known. */
export interface RhythmItem {
	readonly id: string;
	readonly group: string;
	readonly audioPath: string;
	/** Seconds; empty where not known. */
	readonly beats: readonly number[];
	readonly downbeats: readonly number[];
	readonly bpm: number | null;
}

/**
 * The items of `DIR/manifest.json` whose truth says something about rhythm.
 * @throws {Error} naming the file, when the manifest or a truth cannot be read
 */
export function readRhythmItems(folder: string): RhythmItem[] {
	return readKnownRecordings(folder, recordingSchema, truthSchema).flatMap(({ row, audioPath, truth }) => {
		const { beats, downbeats, tempo } = truth;
		if (beats.length === 0 && downbeats.length === 0 && (tempo ?? null) === null) return [];
		return [
			{
				id: row.id,
				group: toRhythmGroup(row.id, row.instrument),
				audioPath,
				beats,
				downbeats,
				bpm: tempo ?? null
			}
		];
	});
}

const rules: readonly (readonly [string, RegExp])[] = [
	['drums, loops', /drum|percussion|samba|loop/],
	['band', /band|\bmix\b|orchestra/],
	['bass', /\bbass\b/],
	['guitar', /guitar|ukulele|banjo/],
	['voice', /voice|singer|vocal|sung|choir/],
	['piano', /piano/]
];

/** By the first rule that fits the manifest's words; a take's melody or a string ensemble is 'other'. */
function toRhythmGroup(id: string, instrument: string): string {
	const words = instrument.toLowerCase();
	// A band names its instruments, drums among them.
	if (/band|\bmix\b|orchestra/.test(words) || id.startsWith('band_')) return 'band';
	return rules.find(([, pattern]) => pattern.test(words))?.[0] ?? 'other';
}
