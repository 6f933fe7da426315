import Copy from '@lucide/svelte/icons/copy';
import FolderOpen from '@lucide/svelte/icons/folder-open';
import Pencil from '@lucide/svelte/icons/pencil';
import RotateCcw from '@lucide/svelte/icons/rotate-ccw';
import SquareCheck from '@lucide/svelte/icons/square-check';
import AudioLines from '@lucide/svelte/icons/audio-lines';
import CalendarCheck from '@lucide/svelte/icons/calendar-check';
import ListPlus from '@lucide/svelte/icons/list-plus';
import Star from '@lucide/svelte/icons/star';
import Tag from '@lucide/svelte/icons/tag';
import Trash from '@lucide/svelte/icons/trash';
import Waypoints from '@lucide/svelte/icons/waypoints';
import X from '@lucide/svelte/icons/x';
import type { MenuItem } from '../kit/overlays/menu-item.ts';

export interface ShelfActions {
	open(): void;
	rename(): void;
	tag(): void;
	rate(): void;
	mix(): void;
	addToList(): void;
	markPractised(): void;
	/** Listens to the music again; null where nothing can. */
	readonly analyse: (() => void) | null;
	duplicate(): void;
	select(): void;
	bin(): void;
	/** Ends the job that runs on it; null when there is none. */
	readonly cancelJob: (() => void) | null;
	readonly retryJob: (() => void) | null;
}

export function shelfItems(actions: ShelfActions): MenuItem[] {
	const { cancelJob, retryJob, analyse } = actions;
	return [
		{ id: 'open', label: 'Open', icon: FolderOpen, keys: ['Enter'], run: actions.open },
		...(retryJob ? [{ id: 'retry', label: 'Try again', icon: RotateCcw, run: retryJob }] : []),
		...(cancelJob ? [{ id: 'cancel', label: 'Stop listening', icon: X, run: cancelJob }] : []),
		{ id: 'mix', label: 'Mixes well with', icon: Waypoints, run: actions.mix },
		{ id: 'list', label: 'Add to a setlist', icon: ListPlus, run: actions.addToList },
		{ id: 'rename', label: 'Rename', icon: Pencil, keys: ['F2'], run: actions.rename, separated: true },
		{ id: 'tag', label: 'Edit tags', icon: Tag, run: actions.tag },
		{ id: 'rate', label: 'Rate', icon: Star, run: actions.rate },
		{ id: 'practised', label: 'Practised today', icon: CalendarCheck, run: actions.markPractised },
		...(analyse ? [{ id: 'analyse', label: 'Listen to the music again', icon: AudioLines, run: analyse }] : []),
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
