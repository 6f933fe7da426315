import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { engineRegistrySchema } from '../../src/lib/contracts/engines.ts';
import type { EngineBuilder } from './engine-builder.ts';
import { buildEngines, type EngineFolders } from './engine-cache.ts';

describe('building engines', () => {
	let root: string;
	let folders: EngineFolders;
	let builds: number;
	let builder: EngineBuilder;

	beforeEach(async () => {
		root = await mkdtemp(join(tmpdir(), 'engines-'));
		folders = { outputFolder: join(root, 'static/engines'), cacheFolder: join(root, 'cache') };
		builds = 0;
		const source = join(root, 'source.txt');
		await writeFile(source, 'one');
		builder = {
			id: 'demo',
			name: 'Demo',
			version: '1',
			licence: 'CC0-1.0',
			essential: false,
			extension: 'txt',
			inputs: [pathToFileURL(source)],
			async build() {
				builds++;
				return new TextEncoder().encode(`made of ${await readFile(source, 'utf8')}`);
			}
		};
	});
	afterEach(() => rm(root, { recursive: true }));

	it('names the file by its content and lists it', async () => {
		const [engine] = await buildEngines([builder], folders);
		expect(engine).toMatchObject({ id: 'demo', bytes: 11, wasFresh: false });
		expect(engine?.url).toBe(`/engines/demo.${engine?.sha256.slice(0, 12)}.txt`);
		const registry = engineRegistrySchema.parse(JSON.parse(await readFile(join(folders.outputFolder, 'registry.json'), 'utf8')));
		expect(registry.engines.map(({ url }) => url)).toEqual([engine?.url]);
	});

	it('makes nothing twice', async () => {
		await buildEngines([builder], folders);
		expect(await buildEngines([builder], folders)).toMatchObject([{ wasFresh: true }]);
		expect(builds).toBe(1);
	});

	it('makes it again when a source changes, and removes the old file', async () => {
		await buildEngines([builder], folders);
		await writeFile(join(root, 'source.txt'), 'two');
		const [engine] = await buildEngines([builder], folders);
		expect(builds).toBe(2);
		expect(await readdir(folders.outputFolder)).toEqual([engine?.url.slice('/engines/'.length), 'registry.json']);
	});

	it.each([
		['removed', (path: string) => rm(path)],
		['damaged', (path: string) => writeFile(path, 'made of ONE')]
	])('makes it again when the file was %s', async (_, harm) => {
		const [engine] = await buildEngines([builder], folders);
		const path = join(folders.outputFolder, engine?.url.slice('/engines/'.length) ?? '');
		await harm(path);
		await buildEngines([builder], folders);
		expect(await readFile(path, 'utf8')).toBe('made of one');
	});

	it('survives a cache it cannot read', async () => {
		await buildEngines([builder], folders);
		await writeFile(join(folders.cacheFolder, 'demo.json'), '{ half');
		expect(await buildEngines([builder], folders)).toMatchObject([{ wasFresh: false }]);
	});

	it('says which source is missing', async () => {
		await rm(join(root, 'source.txt'));
		await expect(buildEngines([builder], folders)).rejects.toThrow(/"demo".*source\.txt.*npm ci/);
	});
});
