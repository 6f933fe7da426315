import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** What every task reads of a recording in a manifest. */
export const recordingSchema = z.object({
	id: z.string().regex(/^[\w.-]+$/),
	/** Files beside the manifest. */
	audio: z.string().optional(),
	truth: z.string().optional(),
	/** Free words. */
	instrument: z.string().default('')
});
type Recording = z.infer<typeof recordingSchema>;

/**
 * The rows of `DIR/manifest.json`.
 * @throws {Error} naming the file, when it is missing or no JSON; {ZodError} when a row is none of `row`
 */
export function readManifest<Row>(folder: string, row: z.ZodType<Row>): Row[] {
	const path = join(folder, 'manifest.json');
	if (!existsSync(path)) throw new Error(`${folder} has no manifest.json. Give --data a folder that has one.`);
	return z.array(row).parse(readJson(path));
}

/** A recording with what is known of it. */
export interface KnownRecording<Row, Truth> {
	readonly row: Row;
	readonly audioPath: string;
	readonly truth: Truth;
}

/**
 * The recordings of `DIR/manifest.json` that have both sound and a truth.
 * @throws {Error} naming the file, when the manifest or a truth cannot be read
 */
export function readKnownRecordings<Row extends Recording, Truth>(
	folder: string,
	row: z.ZodType<Row>,
	truth: z.ZodType<Truth>
): KnownRecording<Row, Truth>[] {
	return readManifest(folder, row).flatMap((each) =>
		each.truth === undefined || each.audio === undefined
			? []
			: [{ row: each, audioPath: join(folder, each.audio), truth: truth.parse(readJson(join(folder, each.truth))) }]
	);
}

/** @throws {Error} naming the file, when it cannot be read as JSON */
export function readJson(path: string): unknown {
	try {
		return JSON.parse(readFileSync(path, 'utf8'));
	} catch (cause) {
		throw new Error(`${path} cannot be read as JSON.`, { cause });
	}
}
