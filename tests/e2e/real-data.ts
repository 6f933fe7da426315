import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const manifestSchema = z.array(
	z.object({
		id: z.string(),
		audio: z.string(),
		truth: z.string().optional(),
		kind: z.string(),
		duration: z.number(),
		instrument: z.string()
	})
);
const badManifestSchema = z.array(z.object({ file: z.string(), bytes: z.number(), why: z.string(), expect: z.string() }));

/** Where real recordings lie, or null; says so once when there are none. */
export function realDataFolder(what: string): string | null {
	const folder = process.env['WOODSHED_DATA'];
	if (folder && existsSync(join(folder, 'manifest.json'))) return folder;
	console.log(`skipped: ${what} (WOODSHED_DATA does not name a folder with a manifest.json)`);
	return null;
}

export interface RealRecording {
	readonly id: string;
	readonly path: string;
	readonly durationSeconds: number;
	readonly instrument: string;
}

export function realRecordings(folder: string): RealRecording[] {
	return manifestSchema
		.parse(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')))
		.filter(({ kind, truth }) => kind.startsWith('real recording') && truth !== undefined)
		.map(({ id, audio, duration, instrument }) => ({ id, path: join(folder, audio), durationSeconds: duration, instrument }));
}

export interface BadFile {
	readonly name: string;
	readonly path: string;
	readonly expectation: string;
}

/** Files of a folder of malformed and unusual sound; those of notation are another door's. */
export function badSoundFiles(folder: string): BadFile[] {
	return badManifestSchema
		.parse(JSON.parse(readFileSync(join(folder, 'bad', 'manifest.json'), 'utf8')))
		.filter(({ file }) => !/\.(mid|musicxml|mxl)$/.test(file) && existsSync(join(folder, 'bad', file)))
		.map(({ file, expect }) => ({ name: file, path: join(folder, 'bad', file), expectation: expect }));
}
