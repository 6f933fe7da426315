import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { toInstrumentGroup } from './groups.ts';
import type { ScoredNote } from './metrics.ts';

const rowSchema = z.object({
	id: z.string().regex(/^[\w.-]+$/),
	audio: z.string().optional(),
	truth: z.string().optional(),
	instrument: z.string().default('')
});
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
	const manifestPath = join(folder, 'manifest.json');
	if (!existsSync(manifestPath)) throw new Error(`${folder} has no manifest.json. Give --data a folder that has one.`);
	return z
		.array(rowSchema)
		.parse(readJson(manifestPath))
		.flatMap((row) => {
			if (row.truth === undefined || row.audio === undefined) return [];
			const { notes } = truthSchema.parse(readJson(join(folder, row.truth)));
			if (notes === undefined || notes.length === 0) return [];
			return [{ id: row.id, group: toInstrumentGroup(row.instrument), audioPath: join(folder, row.audio), notes }];
		});
}

function readJson(path: string): unknown {
	try {
		return JSON.parse(readFileSync(path, 'utf8'));
	} catch (cause) {
		throw new Error(`${path} cannot be read as JSON.`, { cause });
	}
}
