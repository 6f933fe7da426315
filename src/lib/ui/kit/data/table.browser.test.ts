import { createRawSnippet, mount, unmount, type ComponentProps } from 'svelte';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '../../tokens/tokens.css';
import Table from './Table.svelte';
import type { TableColumn } from './table-column.ts';
import Tabs from './Tabs.svelte';
import Tree from './Tree.svelte';

interface Song {
	readonly id: string;
	readonly title: string;
	readonly bpm: number;
}
const songs: readonly Song[] = [
	{ id: 'a', title: 'Alpha', bpm: 90 },
	{ id: 'b', title: 'Bravo', bpm: 80 },
	{ id: 'c', title: 'Charlie', bpm: 70 }
];
const columns: readonly TableColumn<Song>[] = [
	{ id: 'title', label: 'Title', sortable: true, text: (song) => song.title },
	{ id: 'bpm', label: 'BPM', kind: 'number', text: (song) => String(song.bpm) }
];

let component: ReturnType<typeof mount> | undefined;
afterEach(async () => {
	if (component) await unmount(component);
	component = undefined;
});
function show(rest: Partial<ComponentProps<typeof Table<Song>>> = {}): void {
	component = mount(Table<Song>, {
		target: document.body,
		props: { label: 'Songs', columns, rows: songs, keyOf: (song: Song) => song.id, ...rest }
	});
}
const row = (title: string) => page.getByRole('row', { name: title });

describe('Table', () => {
	test('is one tab stop for its rows; arrows walk, Enter opens, Space selects, other keys go to the room', async () => {
		const onopen = vi.fn();
		const onselect = vi.fn();
		const onrowkey = vi.fn();
		show({ onopen, onselect, onrowkey });
		await userEvent.tab();
		await expect.element(page.getByRole('button', { name: 'Title' })).toHaveFocus();
		await userEvent.tab();
		await expect.element(row('Alpha')).toHaveFocus();
		await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}{Enter}{ArrowUp} {F2}');
		await expect.element(row('Bravo')).toHaveFocus();
		expect(onopen.mock.calls.map(([song]) => song.id)).toEqual(['c']);
		expect(onselect.mock.calls.map(([song]) => song.id)).toEqual(['b']);
		expect(onrowkey.mock.calls.map(([song, event]) => [song.id, event.key])).toEqual([['b', 'F2']]);
		await userEvent.tab();
		expect(document.activeElement?.closest('table')).toBeNull();
	});

	test('headers ask for an order and show it', async () => {
		const onsort = vi.fn();
		show({ onsort, sort: { columnId: 'title', direction: 'ascending' } });
		await expect.element(page.getByRole('columnheader', { name: 'Title' })).toHaveAttribute('aria-sort', 'ascending');
		await page.getByRole('button', { name: 'Title' }).click();
		expect(onsort).toHaveBeenCalledWith({ columnId: 'title', direction: 'descending' });
		await expect.element(page.getByRole('columnheader', { name: 'BPM' })).not.toHaveAttribute('aria-sort');
	});

	test('a right click and the menu key ask for the row they are on', async () => {
		const oncontext = vi.fn();
		show({ oncontext });
		await row('Bravo').click({ button: 'right' });
		expect(oncontext.mock.lastCall?.[0]).toEqual(songs[1]);
		expect(oncontext.mock.lastCall?.[1].byKey).toBe(false);
		const target = row('Charlie').element();
		const menuKey = new PointerEvent('contextmenu', { bubbles: true, cancelable: true, button: 0 });
		target.dispatchEvent(menuKey);
		expect(oncontext.mock.lastCall?.[0]).toEqual(songs[2]);
		expect(oncontext.mock.lastCall?.[1].byKey).toBe(true);
		expect(menuKey.defaultPrevented).toBe(true);
	});

	test('a long press asks once and does not also open; a scroll asks nothing', async () => {
		const oncontext = vi.fn();
		const onopen = vi.fn();
		show({ oncontext, onopen });
		const target = row('Alpha').element();
		const touch = (type: string, clientY: number): boolean =>
			target.dispatchEvent(
				new PointerEvent(type, { bubbles: true, cancelable: true, pointerType: 'touch', isPrimary: true, clientX: 5, clientY })
			);
		touch('pointerdown', 5);
		touch('pointermove', 40);
		await new Promise((resolve) => setTimeout(resolve, 600));
		expect(oncontext).not.toHaveBeenCalled();
		touch('pointerdown', 5);
		await vi.waitFor(() => expect(oncontext).toHaveBeenCalledOnce());
		touch('pointerup', 5);
		target.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
		expect(onopen).not.toHaveBeenCalled();
		target.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
		expect(onopen).toHaveBeenCalledOnce();
	});
});

test('Tabs: arrows choose and wrap, the panel follows', async () => {
	const onchange = vi.fn();
	const tabs = ['notes', 'chords', 'words'].map((id) => ({ id, label: id }));
	const panel = createRawSnippet((id: () => string) => ({ render: () => `<p>${id()}</p>` }));
	component = mount(Tabs, { target: document.body, props: { label: 'Found', tabs, value: 'notes', panel, onchange } });
	await userEvent.tab();
	await expect.element(page.getByRole('tab', { name: 'notes' })).toHaveFocus();
	await userEvent.keyboard('{ArrowLeft}');
	await expect.element(page.getByRole('tab', { name: 'words' })).toHaveFocus();
	await expect.element(page.getByRole('tab', { name: 'words' })).toHaveAttribute('aria-selected', 'true');
	await expect.element(page.getByRole('tabpanel', { name: 'words' })).toBeVisible();
	await userEvent.keyboard('{Home}{ArrowRight}');
	expect(onchange.mock.calls.flat()).toEqual(['words', 'notes', 'chords']);
});

test('Tree: right opens and enters, left closes and climbs, letters find, Enter selects', async () => {
	const onselect = vi.fn();
	const nodes = [
		{
			id: 'a',
			label: 'Album',
			children: [
				{ id: 'b', label: 'Ballad' },
				{ id: 'c', label: 'Chorus' }
			]
		},
		{ id: 'd', label: 'Demo' }
	];
	component = mount(Tree, { target: document.body, props: { label: 'Lists', nodes, onselect } });
	const item = (name: string) => page.getByRole('treeitem', { name });
	await userEvent.tab();
	await expect.element(item('Album')).toHaveFocus();
	await userEvent.keyboard('{ArrowRight}{ArrowRight}');
	await expect.element(item('Ballad')).toHaveFocus();
	await userEvent.keyboard('c');
	await expect.element(item('Chorus')).toHaveFocus();
	await userEvent.keyboard('{Enter}{ArrowLeft}');
	await expect.element(item('Album')).toHaveFocus();
	await userEvent.keyboard('{ArrowLeft}');
	await expect.element(item('Album')).toHaveAttribute('aria-expanded', 'false');
	await userEvent.keyboard('{End}');
	await expect.element(item('Demo')).toHaveFocus();
	expect(onselect.mock.calls.map(([node]) => node.id)).toEqual(['c']);
});
