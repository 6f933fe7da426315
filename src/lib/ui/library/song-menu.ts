import Copy from '@lucide/svelte/icons/copy';
import FolderOpen from '@lucide/svelte/icons/folder-open';
import Pencil from '@lucide/svelte/icons/pencil';
import RotateCcw from '@lucide/svelte/icons/rotate-ccw';
import SquareCheck from '@lucide/svelte/icons/square-check';
import Tag from '@lucide/svelte/icons/tag';
import Trash from '@lucide/svelte/icons/trash';
import X from '@lucide/svelte/icons/x';
import type { MenuItem } from '../kit/overlays/menu-item.ts';

export interface ShelfActions {
	open(): void;
	rename(): void;
	tag(): void;
	duplicate(): void;
	select(): void;
	bin(): void;
	/** Ends the job that runs on it; null when there is none. */
	readonly cancelJob: (() => void) | null;
	readonly retryJob: (() => void) | null;
}

export function shelfItems(actions: ShelfActions): MenuItem[] {
	const { cancelJob, retryJob } = actions;
	return [
		{ id: 'open', label: 'Open', icon: FolderOpen, keys: ['Enter'], run: actions.open },
		...(retryJob ? [{ id: 'retry', label: 'Try again', icon: RotateCcw, run: retryJob }] : []),
		...(cancelJob ? [{ id: 'cancel', label: 'Stop listening', icon: X, run: cancelJob }] : []),
		{ id: 'rename', label: 'Rename', icon: Pencil, keys: ['F2'], run: actions.rename, separated: true },
		{ id: 'tag', label: 'Edit tags', icon: Tag, run: actions.tag },
		{ id: 'duplicate', label: 'Duplicate', icon: Copy, run: actions.duplicate },
		{ id: 'select', label: 'Select', icon: SquareCheck, keys: ['Space'], run: actions.select },
		{ id: 'bin', label: 'Delete', icon: Trash, keys: ['Del'], tone: 'danger', separated: true, run: actions.bin }
	];
}

export function binItems(actions: { restore(): void; purge(): void }): MenuItem[] {
	return [
		{ id: 'restore', label: 'Restore', icon: RotateCcw, run: actions.restore },
		{ id: 'purge', label: 'Delete for good', icon: Trash, tone: 'danger', separated: true, run: actions.purge }
	];
}
