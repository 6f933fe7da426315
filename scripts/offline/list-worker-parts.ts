import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { z } from 'zod';

const manifestSchema = z.record(
	z.string(),
	z.looseObject({ file: z.string(), css: z.array(z.string()).default([]), assets: z.array(z.string()).default([]) })
);

/**
 * Names in the client's manifest what Vite leaves out of it: parts that workers import lazily and files that only they
 * use. SvelteKit reads that manifest to tell the service worker what to keep, so without this an engine worker would
 * start offline and then miss half of itself.
 */
export function listWorkerParts(): Plugin {
	return {
		name: 'woodshed:list-worker-parts',
		apply: 'build',
		enforce: 'post',
		writeBundle({ dir }, bundle) {
			const path = join(dir ?? '', '.vite/manifest.json');
			if (!existsSync(path)) return;
			const manifest = manifestSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
			const listed = new Set(Object.values(manifest).flatMap(({ file, css, assets }) => [file, ...css, ...assets]));
			for (const file of Object.keys(bundle)) {
				if (file.includes('/immutable/') && !listed.has(file)) manifest[`_${file}`] = { file, css: [], assets: [] };
			}
			writeFileSync(path, JSON.stringify(manifest, null, '\t'));
		}
	};
}
