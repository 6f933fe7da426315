import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

const roots = ['src', 'workers', 'worklets', 'wasm', 'server', 'scripts', 'bench', 'eval', 'tests'];
const maxFileLines = 500;
const maxFolderSources = 15;
const drawers = /\/(utils?|helpers?|common|misc|shared)(\/|\.(ts|js|svelte)$)/;

/** Holds the tree to the house's measures: short files, small folders, no drawers of odds and ends. */
const sources = roots
	.filter((root) => existsSync(root))
	.flatMap((root) =>
		readdirSync(root, { recursive: true, encoding: 'utf8' }).map((name) => join(root, name).replaceAll('\\', '/'))
	)
	.filter((path) => /\.(ts|js|svelte|css)$/.test(path) && !path.endsWith('.d.ts') && statSync(path).isFile());

const faults = [
	...sources
		.map((path) => ({ path, lines: readFileSync(path, 'utf8').split('\n').length }))
		.filter(({ lines }) => lines > maxFileLines)
		.map(({ path, lines }) => `${path} has ${lines} lines; ${maxFileLines} are the most.`),
	...[...countByFolder(sources.filter((path) => !/\.(test|spec)\.ts$/.test(path)))]
		.filter(([, count]) => count > maxFolderSources)
		.map(([folder, count]) => `${folder} has ${count} sources; ${maxFolderSources} are the most.`),
	...sources.filter((path) => drawers.test(path)).map((path) => `${path} is a drawer of odds and ends: name the concept.`)
];

for (const fault of faults) console.error(fault);
console.log(`${sources.length} sources looked at, ${faults.length} faults.`);
process.exitCode = faults.length > 0 ? 1 : 0;

function countByFolder(paths: readonly string[]): Map<string, number> {
	const counts = new Map<string, number>();
	for (const path of paths) counts.set(dirname(path), (counts.get(dirname(path)) ?? 0) + 1);
	return counts;
}
