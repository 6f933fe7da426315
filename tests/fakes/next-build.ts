import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const versionSchema = z.object({ version: z.string().min(1) });

/**
 * Copies `build/` to `folder` as a later version of the app: another version in the service worker and in
 * `version.json`, and `data-build="next"` on every page, by which a test sees which version runs.
 */
export function makeNextBuild(folder: string): void {
	rmSync(folder, { recursive: true, force: true });
	cpSync('build', folder, { recursive: true });
	const { version } = versionSchema.parse(JSON.parse(readFileSync('build/client/_app/version.json', 'utf8')));
	const next = `${version}-next`;
	rewrite(join(folder, 'client/service-worker.js'), (text) => text.replaceAll(version, next));
	rewrite(join(folder, 'client/_app/version.json'), (text) => text.replaceAll(version, next));
	for (const name of readdirSync(join(folder, 'prerendered'), { recursive: true, encoding: 'utf8' })) {
		if (name.endsWith('.html'))
			rewrite(join(folder, 'prerendered', name), (text) => text.replace('<html', '<html data-build="next"'));
	}
}

/** The compressed twins would otherwise still be served. */
function rewrite(path: string, change: (text: string) => string): void {
	const text = readFileSync(path, 'utf8');
	const changed = change(text);
	if (changed === text) throw new Error(`Nothing to change in ${path}.`);
	writeFileSync(path, changed);
	rmSync(`${path}.br`, { force: true });
	rmSync(`${path}.gz`, { force: true });
}
