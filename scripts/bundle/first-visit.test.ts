import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { chunkNames, firstVisit, type ModuleGraph } from './first-visit.ts';

const imports: Readonly<Record<string, readonly string[]>> = {
	layout: ['kit', 'svelte'],
	kit: ['svelte'],
	svelte: [],
	page: ['layout', 'menu'],
	menu: ['svelte', 'page'],
	song: ['menu', 'roll'],
	roll: []
};
const graph: ModuleGraph = {
	getModuleInfo: (id) => {
		const importedIds = imports[id];
		return importedIds === undefined ? null : { importedIds };
	}
};

describe('the chunks of a first visit', () => {
	it('take what their roots reach, the earlier ones first, and nothing that only another page wants', () => {
		const names = chunkNames(
			[
				{ name: 'frame', roots: ['layout'] },
				{ name: 'library', roots: ['page'] }
			],
			graph
		);
		expect([...names].sort()).toEqual([
			['kit', 'frame'],
			['layout', 'frame'],
			['menu', 'library'],
			['page', 'library'],
			['svelte', 'frame']
		]);
	});

	it('pass over what is not bundled', () => {
		expect(chunkNames([{ name: 'frame', roots: ['elsewhere'] }], graph).size).toBe(0);
	});

	it('begin at files that are there', () => {
		const missing = firstVisit
			.flatMap(({ roots }) => roots)
			.filter((path) => !path.startsWith('.svelte-kit/') && !existsSync(path));
		expect(missing).toEqual([]);
	});
});
