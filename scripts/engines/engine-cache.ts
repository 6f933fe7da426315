import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { engineEntrySchema, type EngineEntry, type EngineRegistry } from '../../src/lib/contracts/engines.ts';
import type { EngineBuilder } from './engine-builder.ts';

export interface EngineFolders {
	/** Served as `/engines/`. */
	readonly outputFolder: string;
	/** Remembers which inputs made which file. */
	readonly cacheFolder: string;
}

export interface BuiltEngine extends EngineEntry {
	/** Nothing had to be made: the file of these very inputs was there. */
	readonly wasFresh: boolean;
}

const rememberedSchema = z.object({ inputsSha256: z.string(), entry: engineEntrySchema });

/**
 * Makes what is missing or out of date, writes `registry.json` and removes files that no entry names. Builders run one
 * after another, so that a small machine is not asked for all their memory at once.
 */
export async function buildEngines(builders: readonly EngineBuilder[], folders: EngineFolders): Promise<BuiltEngine[]> {
	await mkdir(folders.outputFolder, { recursive: true });
	await mkdir(folders.cacheFolder, { recursive: true });
	const built: BuiltEngine[] = [];
	for (const builder of builders) built.push(await buildEngine(builder, folders));

	const engines = built.map((engine) => engineEntrySchema.parse(engine));
	const registry = { schemaVersion: 1, engines } satisfies EngineRegistry;
	await writeWhole(join(folders.outputFolder, 'registry.json'), `${JSON.stringify(registry, null, '\t')}\n`);
	const kept = new Set(['registry.json', ...engines.map(({ url }) => fileNameOf(url))]);
	for (const name of await readdir(folders.outputFolder)) {
		if (!kept.has(name)) await rm(join(folders.outputFolder, name), { recursive: true });
	}
	return built;
}

async function buildEngine(builder: EngineBuilder, folders: EngineFolders): Promise<BuiltEngine> {
	const memory = join(folders.cacheFolder, `${builder.id}.json`);
	const inputsSha256 = await digestInputs(builder);
	const remembered = await readRemembered(memory);
	if (remembered?.inputsSha256 === inputsSha256) {
		const bytes = await readOrNull(join(folders.outputFolder, fileNameOf(remembered.entry.url)));
		if (bytes !== null && sha256(bytes) === remembered.entry.sha256) return { ...remembered.entry, wasFresh: true };
	}
	const bytes = await builder.build();
	const digest = sha256(bytes);
	const { id, name, version, licence, essential, extension } = builder;
	const url = `/engines/${id}.${digest.slice(0, 12)}.${extension}`;
	const entry: EngineEntry = { id, name, url, bytes: bytes.byteLength, sha256: digest, version, licence, essential };
	await writeWhole(join(folders.outputFolder, fileNameOf(url)), bytes);
	await writeWhole(memory, JSON.stringify({ inputsSha256, entry }));
	return { ...entry, wasFresh: false };
}

async function digestInputs(builder: EngineBuilder): Promise<string> {
	const { id, name, version, licence, essential, extension } = builder;
	const hash = createHash('sha256').update(JSON.stringify([id, name, version, licence, essential, extension]));
	for (const input of builder.inputs) {
		const path = fileURLToPath(input);
		const bytes = await readOrNull(path);
		if (bytes === null) throw new Error(`The engine "${id}" is made from ${path}, which is missing. Run npm ci first.`);
		hash.update(sha256(bytes));
	}
	return hash.digest('hex');
}

async function readRemembered(path: string): Promise<z.infer<typeof rememberedSchema> | null> {
	const text = await readOrNull(path);
	if (text === null) return null;
	try {
		return rememberedSchema.parse(JSON.parse(text.toString('utf8')));
	} catch {
		return null;
	}
}

async function readOrNull(path: string): Promise<Buffer | null> {
	try {
		return await readFile(path);
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
		throw error;
	}
}

/** A killed build leaves no half file under the final name. */
async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
	const unfinished = `${path}.${process.pid}.part`;
	await writeFile(unfinished, content);
	await rename(unfinished, path);
}

function fileNameOf(url: string): string {
	return url.slice('/engines/'.length);
}

function sha256(bytes: Uint8Array): string {
	return createHash('sha256').update(bytes).digest('hex');
}
