import ChartLine from '@lucide/svelte/icons/chart-line';
import LibraryBig from '@lucide/svelte/icons/library-big';
import Settings2 from '@lucide/svelte/icons/settings-2';
import type { Component } from 'svelte';

export type RoomId = 'library' | 'song' | 'practice' | 'progress' | 'arrange' | 'orbit' | 'code' | 'learn' | 'stage' | 'settings';

/** A way in, as the rail and the bottom bar show it. */
export interface RoomLink {
	readonly id: RoomId;
	readonly href: string;
	readonly label: string;
	readonly icon: Component<{ 'aria-hidden'?: 'true' }>;
	/** Rooms that are entered through this one and mark it as current. */
	readonly leadsTo?: readonly RoomId[];
	/** Last in the rail, at its foot. */
	readonly atEnd?: boolean;
}

/** Only rooms that exist. */
export const rooms: readonly RoomLink[] = [
	{ id: 'library', href: '/', label: 'Library', icon: LibraryBig, leadsTo: ['song'] },
	{ id: 'progress', href: '/progress', label: 'Progress', icon: ChartLine },
	{ id: 'settings', href: '/settings', label: 'Settings', icon: Settings2, atEnd: true }
];

/** The room whose accent a path wears. */
export function roomOfPath(path: string): RoomId {
	const first = path.split('/')[1] ?? '';
	if (first === 'song') return path.endsWith('/practice') ? 'practice' : 'song';
	const known = ['progress', 'arrange', 'orbit', 'code', 'learn', 'stage', 'settings'] as const;
	return known.find((room) => room === first) ?? 'library';
}
