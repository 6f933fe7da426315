import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findLiterals } from './style-literals.ts';

/** Fails when a colour or a size is written outside `src/lib/ui/tokens/tokens.css`: `npx tsx scripts/checks/design-tokens.ts`. */

const root = fileURLToPath(new URL('../../', import.meta.url));
const tokens = join('src', 'lib', 'ui', 'tokens');

let count = 0;
for (const entry of await readdir(join(root, 'src'), { recursive: true, withFileTypes: true })) {
	const path = relative(root, join(entry.parentPath, entry.name));
	if (!entry.isFile() || !/\.(svelte|css)$/.test(entry.name) || path === join(tokens, 'tokens.css')) continue;
	const source = await readFile(join(root, path), 'utf8');
	for (const { line, text } of findLiterals(source, entry.name.endsWith('.css'))) {
		console.error(`${path}:${line}: ${text} is a literal; name it in ${join(tokens, 'tokens.css')}`);
		count++;
	}
}
if (count > 0) {
	console.error(`${count} colour or size literals outside the tokens.`);
	process.exitCode = 1;
}
