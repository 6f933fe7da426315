import type { Command } from '$lib/app/shell/commands.svelte.ts';

export interface LibraryVerbs {
	search(): void;
	pick(): void;
	pickFolder(): void;
	record(): void;
	demo(): void;
	backUp(): void;
	restore(): void;
	showBin(): void;
	undo(): void;
	redo(): void;
	canUndo(): boolean;
	canRedo(): boolean;
}

/** What the library can do by keys and from the palette while it is open. */
export function libraryCommands(verbs: LibraryVerbs): Command[] {
	const group = 'Library';
	return [
		{ id: 'library.search', title: 'Search the library', group, keys: ['/', 'Mod+F'], run: verbs.search },
		{
			id: 'library.import',
			title: 'Import recordings and scores',
			group,
			keys: ['Mod+O'],
			words: ['add', 'open', 'file', 'midi', 'musicxml', 'tab'],
			run: verbs.pick
		},
		{ id: 'library.import-folder', title: 'Import a folder', group, words: ['add', 'directory'], run: verbs.pickFolder },
		{ id: 'library.record', title: 'Record', group, words: ['microphone', 'take'], run: verbs.record },
		{ id: 'library.demo', title: 'Try the demo', group, words: ['example'], run: verbs.demo },
		{ id: 'library.back-up', title: 'Back up everything', group, words: ['save', 'export', 'zip'], run: verbs.backUp },
		{ id: 'library.restore', title: 'Restore from a backup', group, words: ['import', 'zip'], run: verbs.restore },
		{ id: 'library.bin', title: 'Show the bin', group, words: ['trash', 'deleted'], run: verbs.showBin },
		{ id: 'library.undo', title: 'Undo in the library', group, keys: ['Mod+Z'], when: verbs.canUndo, run: verbs.undo },
		{
			id: 'library.redo',
			title: 'Redo in the library',
			group,
			keys: ['Mod+Shift+Z', 'Mod+Y'],
			when: verbs.canRedo,
			run: verbs.redo
		}
	];
}
