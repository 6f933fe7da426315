import { fileURLToPath } from 'node:url';

/** What the bundler tells of a module. */
interface ModuleFacts {
	readonly importedIds: readonly string[];
}
export interface ModuleGraph {
	/** Null for what is not bundled. */
	getModuleInfo(id: string): ModuleFacts | null;
}

/** A chunk, and the modules from which its own are reached without a lazy import. */
interface SharedChunk {
	readonly name: string;
	/** Paths in the repository. */
	readonly roots: readonly string[];
}

/** What every page stands on, then the library, then what opens it. Earlier ones take what later ones reach as well. */
export const firstVisit: readonly SharedChunk[] = [
	{
		name: 'frame',
		roots: [
			'node_modules/@sveltejs/kit/src/runtime/client/entry.js',
			'.svelte-kit/generated/client-optimized/app.js',
			'src/routes/+layout.svelte'
		]
	},
	{ name: 'library', roots: ['src/routes/+page.svelte'] },
	{ name: 'studio', roots: ['src/lib/app/boot.ts'] }
];

/**
 * Puts what a first visit shares with other pages into few chunks: left to itself, the bundler makes one for each set of pages that
 * share a module, dozens of a few hundred bytes with headers of their own. What one page alone wants stays with that page.
 */
export function firstVisitChunks(): {
	readonly groups: { readonly name: (id: string, graph: ModuleGraph) => string | null; readonly minShareCount: number }[];
} {
	const root = fileURLToPath(new URL('../../', import.meta.url));
	const chunks = firstVisit.map(({ name, roots }) => ({ name, roots: roots.map((path) => root + path) }));
	let names: ReadonlyMap<string, string> | null = null;
	return { groups: [{ name: (id, graph) => (names ??= chunkNames(chunks, graph)).get(id) ?? null, minShareCount: 2 }] };
}

/** The chunk of each module that is reached from one's roots, roots included. */
export function chunkNames(chunks: readonly SharedChunk[], graph: ModuleGraph): ReadonlyMap<string, string> {
	const names = new Map<string, string>();
	for (const { name, roots } of chunks) {
		const open = [...roots];
		for (let id = open.pop(); id !== undefined; id = open.pop()) {
			const facts = names.has(id) ? null : graph.getModuleInfo(id);
			if (facts === null) continue;
			names.set(id, name);
			open.push(...facts.importedIds);
		}
	}
	return names;
}
