import Copy from '@lucide/svelte/icons/copy';
import FileDown from '@lucide/svelte/icons/file-down';
import FileText from '@lucide/svelte/icons/file-text';
import Library from '@lucide/svelte/icons/library';
import ListMusic from '@lucide/svelte/icons/list-music';
import ListPlus from '@lucide/svelte/icons/list-plus';
import ListFilter from '@lucide/svelte/icons/list-filter';
import Pencil from '@lucide/svelte/icons/pencil';
import Trash from '@lucide/svelte/icons/trash';
import type { SongList } from '$contracts/lists.ts';
import type { MenuItem } from '../../kit/overlays/menu-item.ts';

/** The lists there are, to go from one to another. */
export function switcherItems(
	lists: readonly SongList[],
	currentId: string | null,
	go: (id: string | null) => void,
	create: () => void
): MenuItem[] {
	return [
		{ id: 'all', label: 'All songs', icon: Library, checked: currentId === null, run: () => go(null) },
		...[...lists.filter(({ kind }) => kind === 'setlist'), ...lists.filter(({ kind }) => kind === 'smart')].map(
			(list, index, all): MenuItem => ({
				id: list.id,
				label: list.name,
				icon: list.kind === 'setlist' ? ListMusic : ListFilter,
				...(list.id === currentId ? { checked: true } : {}),
				separated: index === 0 || all[index - 1]?.kind !== list.kind,
				run: () => go(list.id)
			})
		),
		{ id: 'new', label: 'New setlist', icon: ListPlus, separated: true, run: create }
	];
}

export interface ListActions {
	rename(): void;
	duplicate(): void;
	remove(): void;
	save(kind: 'm3u' | 'pdf' | 'csv' | 'json'): void;
}

/** What can be done with one list. */
export function listItems({ kind }: Pick<SongList, 'kind'>, actions: ListActions): MenuItem[] {
	return [
		{ id: 'rename', label: 'Rename', icon: Pencil, run: actions.rename },
		{ id: 'duplicate', label: 'Duplicate', icon: Copy, run: actions.duplicate },
		...(kind === 'setlist'
			? [
					{ id: 'pdf', label: 'Save as PDF', icon: FileText, separated: true, run: () => actions.save('pdf') },
					{ id: 'm3u', label: 'Save as M3U playlist', icon: FileDown, run: () => actions.save('m3u') }
				]
			: []),
		{
			id: 'csv',
			label: 'Save songs as CSV',
			icon: FileDown,
			separated: kind === 'smart',
			run: () => actions.save('csv')
		},
		{ id: 'json', label: 'Save songs as JSON', icon: FileDown, run: () => actions.save('json') },
		{ id: 'delete', label: 'Delete this list', icon: Trash, tone: 'danger', separated: true, run: actions.remove }
	];
}
