import { z } from 'zod';
import { readKnownRecordings, recordingSchema } from '../manifest.ts';
import { toInstrumentGroup } from './groups.ts';
import type { ScoredNote } from './metrics.ts';

const truthSchema = z.object({
	notes: z.array(z.object({ onset: z.number(), offset: z.number(), pitch: z.number() })).optional()
});

/** A recording whose notes are known. */
export interface NotesItem {
	readonly id: string;
	readonly group: string;
	readonly audioPath: string;
	readonly notes: readonly ScoredNote[];
}

/**
 * The items of `DIR/manifest.json` whose truth has notes.
 * @throws {Error} naming the file, when the manifest or a truth cannot be read
 */
export function readNotesItems(folder: string): NotesItem[] {
	return readKnownRecordings(folder, recordingSchema, truthSchema).flatMap(({ row, audioPath, truth }) => {
		const { notes } = truth;
		if (notes === undefined || notes.length === 0) return [];
		return [{ id: row.id, group: toInstrumentGroup(row.instrument), audioPath, notes }];
	});
}
