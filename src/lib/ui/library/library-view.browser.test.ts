import { mount, unmount, type ComponentProps } from 'svelte';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Song } from '$contracts/song.ts';
import { Library } from '$lib/app/library/library.svelte.ts';
import { Lists } from '$lib/app/library/lists/lists.svelte.ts';
import LibraryRoom from '../../../../tests/fixtures/LibraryRoom.svelte';
import { MemoryFileStore } from '../../../../tests/fakes/memory-file-store.ts';
import { MemoryLibraryStore } from '../../../../tests/fakes/memory-library-store.ts';
import { songOf } from '../../../../tests/fixtures/songs.ts';
import '../../../app.css';
import type LibraryView from './LibraryView.svelte';
// The view brings these in when they are needed; here they are there before.
import './Shelf.svelte';
import './sets/SetView.svelte';

type ViewProps = ComponentProps<typeof LibraryView>;

let close: () => Promise<void> = async () => undefined;

beforeEach(() => page.viewport(1200, 800));
afterEach(async () => {
	await close();
	window.scrollTo(0, 0);
});

async function open(songs: readonly Song[], props: Partial<ViewProps> = {}) {
	const store = new MemoryLibraryStore();
	for (const song of songs) await store.putSong(song);
	let ids = 0;
	const library = new Library({ store, files: new MemoryFileStore(), newId: () => `new-${++ids}`, nowMs: () => 5000 });
	const lists = new Lists({ store, newId: () => `list-${++ids}`, nowMs: () => 5000 });
	const calls: { name: string; value: unknown }[] = [];
	const note = (name: string) => (value?: unknown) => void calls.push({ name, value });
	const view: ViewProps = {
		library,
		lists,
		onsavefile: note('save'),
		printer: { toPdf: async ({ name }) => new Blob([name]) },
		hrefOf: (song) => `/song/${song.id}`,
		readCover: async () => null,
		onopen: note('open'),
		onimport: note('import'),
		onrecord: note('record'),
		ondemo: note('demo'),
		onbackup: note('backup'),
		onrestore: note('restore'),
		onerror: note('error'),
		...props
	};
	const room = mount(LibraryRoom, { target: document.body, props: { view } });
	close = () => unmount(room);
	await library.load();
	return { library, lists, store, calls };
}

const rowsShown = (): string[] =>
	[...document.querySelectorAll<HTMLElement>('[data-song]')]
		.sort((a, b) => Number(a.getAttribute('aria-rowindex')) - Number(b.getAttribute('aria-rowindex')))
		.map((row) => row.dataset['song'] ?? '');
const row = (title: string) => page.getByRole('row', { name: title, exact: true });
const focused = (): string | undefined =>
	document.activeElement instanceof HTMLElement ? document.activeElement.dataset['song'] : undefined;

const three = [
	songOf('a', { title: 'Apple', artist: 'Zoë', tags: ['jazz'], addedAtMs: 300 }),
	songOf('b', { title: 'Bossa', artist: 'Bill', tags: ['jazz', 'live'], addedAtMs: 200 }),
	songOf('c', { title: 'Canon', addedAtMs: 100 })
];

describe('an empty library', () => {
	test('teaches the first move', async () => {
		const { calls } = await open([]);
		await page.getByRole('button', { name: 'Try the demo' }).click();
		await page.getByRole('button', { name: 'Record', exact: true }).click();
		expect(calls.map(({ name }) => name)).toEqual(['demo', 'record']);
		await expect.element(page.getByRole('heading', { name: 'Your music stays here' })).toBeVisible();
	});

	test('nothing is said of it before it has been read', async () => {
		const library = new Library({
			store: new MemoryLibraryStore(),
			files: new MemoryFileStore(),
			newId: () => 'x',
			nowMs: () => 1
		});
		await open([], { library });
		expect(page.getByRole('button', { name: 'Try the demo' }).query()).toBeNull();
	});
});

describe('finding', () => {
	test('search, tags and order', async () => {
		await open(three);
		await expect.poll(rowsShown).toEqual(['a', 'b', 'c']);
		await page.getByRole('searchbox').fill('zoe');
		await expect.poll(rowsShown).toEqual(['a']);
		await page.getByRole('searchbox').fill('zzz');
		await page.getByRole('button', { name: 'Show all songs' }).click();
		await page.getByRole('button', { name: 'jazz', exact: true }).click();
		await expect.poll(rowsShown).toEqual(['a', 'b']);
		await page.getByRole('button', { name: 'jazz', exact: true }).click();
		await page.getByRole('columnheader', { name: 'Title' }).getByRole('button').click();
		await page.getByRole('columnheader', { name: 'Title' }).getByRole('button').click();
		await expect.poll(rowsShown).toEqual(['c', 'b', 'a']);
		await expect.element(page.getByRole('columnheader', { name: 'Title' })).toHaveAttribute('aria-sort', 'descending');
	});

	test('of ten thousand songs only those in view are drawn, and a letter typed is answered at once', async () => {
		const many = Array.from({ length: 10_000 }, (_, index) =>
			songOf(`id${index}`, { title: `Song ${index}`, addedAtMs: -index })
		);
		await open(many);
		await expect.poll(() => rowsShown().length).toBeGreaterThan(5);
		expect(rowsShown().length).toBeLessThan(50);
		expect(rowsShown()[0]).toBe('id0');
		window.scrollTo(0, document.documentElement.scrollHeight);
		await expect.poll(() => rowsShown().at(-1)).toBe('id9999');
		expect(rowsShown().length).toBeLessThan(50);
		window.scrollTo(0, 0);
		const started = performance.now();
		await page.getByRole('searchbox').fill('song 9998');
		await expect.poll(rowsShown, { interval: 5 }).toEqual(['id9998']);
		expect(performance.now() - started).toBeLessThan(1500);
	});
});

describe('by keyboard', () => {
	test('arrows move, Enter opens, F2 renames, Delete bins, and the focus stays in the list', async () => {
		const { calls, store, library } = await open(three);
		await row('Apple').click({ modifiers: ['ControlOrMeta'] });
		await userEvent.keyboard('{Escape}');
		document.querySelector<HTMLElement>('[data-song="a"]')?.focus();
		await userEvent.keyboard('{ArrowDown}');
		await expect.poll(focused).toBe('b');
		await userEvent.keyboard('{Enter}');
		expect(calls).toMatchObject([{ name: 'open', value: { id: 'b' } }]);

		await userEvent.keyboard('{F2}');
		await userEvent.keyboard('Blue Bossa{Enter}');
		await expect.poll(async () => (await store.song('b'))?.title).toBe('Blue Bossa');
		await expect.poll(focused).toBe('b');
		await userEvent.keyboard('{F2}');
		await userEvent.keyboard('never{Escape}');
		expect(library.song('b')?.title).toBe('Blue Bossa');

		await expect.poll(focused).toBe('b');
		await userEvent.keyboard('{Delete}');
		await expect.poll(rowsShown).toEqual(['a', 'c']);
		await expect.poll(focused).toBe('c');
		await page.getByRole('button', { name: 'Undo' }).click();
		await expect.poll(rowsShown).toEqual(['a', 'b', 'c']);
	});

	test('undo and redo by their keys', async () => {
		const { library } = await open(three);
		await library.bin(['a']);
		await expect.poll(rowsShown).toEqual(['b', 'c']);
		await userEvent.keyboard('{Control>}z{/Control}');
		await expect.poll(rowsShown).toEqual(['a', 'b', 'c']);
		await userEvent.keyboard('{Control>}{Shift>}z{/Shift}{/Control}');
		await expect.poll(rowsShown).toEqual(['b', 'c']);
	});

	test('End reaches the last of thousands and Home the first', async () => {
		await open(Array.from({ length: 3000 }, (_, index) => songOf(`id${index}`, { addedAtMs: -index })));
		await expect.poll(() => rowsShown().length).toBeGreaterThan(5);
		document.querySelector<HTMLElement>('[data-song="id0"]')?.focus();
		await userEvent.keyboard('{End}');
		await expect.poll(focused).toBe('id2999');
		await userEvent.keyboard('{Home}');
		await expect.poll(focused).toBe('id0');
	});

	test('Space and Shift+Arrow choose, and Delete takes all that are chosen', async () => {
		const { library } = await open(three);
		await expect.poll(rowsShown).toHaveLength(3);
		document.querySelector<HTMLElement>('[data-song="a"]')?.focus();
		await userEvent.keyboard(' ');
		await userEvent.keyboard('{Shift>}{ArrowDown}{/Shift}');
		await expect.element(page.getByRole('toolbar', { name: 'Selected songs' })).toHaveTextContent('2 songs');
		await expect.poll(focused).toBe('b');
		await userEvent.keyboard('{Delete}');
		await expect.poll(() => library.binned.map(({ id }) => id).sort()).toEqual(['a', 'b']);
	});
});

describe('several at once', () => {
	test('a tag goes on all that are chosen; what a search hides is not chosen', async () => {
		const { library } = await open(three);
		await page.getByRole('button', { name: 'Select songs' }).click();
		await row('Apple').click();
		await row('Canon').click();
		await page.getByRole('button', { name: 'Tag', exact: true }).click();
		await page.getByRole('textbox', { name: 'New tag' }).fill('setlist, slow');
		await userEvent.keyboard('{Enter}');
		await expect.poll(() => library.song('c')?.tags).toEqual(['setlist', 'slow']);
		expect(library.song('a')?.tags).toEqual(['jazz', 'setlist', 'slow']);
		expect(library.song('b')?.tags).toEqual(['jazz', 'live']);
	});
});

describe('the bin', () => {
	test('restores, and deletes for good only after a question', async () => {
		const { library, store } = await open([
			songOf('a', { title: 'Apple', deletedAtMs: 1 }),
			songOf('b', { title: 'Bossa', deletedAtMs: 2 }),
			songOf('c', { title: 'Canon' })
		]);
		await page.getByRole('button', { name: 'More', exact: true }).click();
		await page.getByRole('menuitem', { name: 'Bin (2)' }).click();
		await page.getByRole('button', { name: 'More for Apple' }).click();
		await page.getByRole('menuitem', { name: 'Restore' }).click();
		await expect.poll(() => library.songs.map(({ id }) => id).sort()).toEqual(['a', 'c']);
		await page.getByRole('button', { name: 'Empty bin' }).click();
		await page.getByRole('button', { name: 'Keep' }).click();
		expect(library.binned).toHaveLength(1);
		await page.getByRole('button', { name: 'Empty bin' }).click();
		await page.getByRole('button', { name: 'Delete for good' }).click();
		await expect.poll(() => library.binned.length).toBe(0);
		expect(await store.song('b')).toBeNull();
	});
});

describe('files come in', () => {
	const transferOf = (...files: File[]): DataTransfer => {
		const transfer = new DataTransfer();
		for (const file of files) transfer.items.add(file);
		return transfer;
	};
	const take = new File([new Uint8Array(4)], 'take.wav', { type: 'audio/wav' });

	test('by a drop anywhere, and by a paste that is not a picture', async () => {
		const { calls } = await open(three);
		window.dispatchEvent(new DragEvent('drop', { dataTransfer: transferOf(take), cancelable: true, bubbles: true }));
		await expect.poll(() => calls.length).toBe(1);
		const picture = new File([], 'screen.png', { type: 'image/png' });
		window.dispatchEvent(new ClipboardEvent('paste', { clipboardData: transferOf(picture), bubbles: true }));
		window.dispatchEvent(new ClipboardEvent('paste', { clipboardData: transferOf(take), bubbles: true }));
		await expect.poll(() => calls.length).toBe(2);
		expect(calls.every(({ name, value }) => name === 'import' && Array.isArray(value) && value.length === 1)).toBe(true);
	});

	test('a backup that is dropped is restored, not imported', async () => {
		const { calls } = await open(three);
		const backup = new File([], 'woodshed-backup-2026-11-20.zip', { type: 'application/zip' });
		window.dispatchEvent(new DragEvent('drop', { dataTransfer: transferOf(backup), cancelable: true, bubbles: true }));
		await expect.poll(() => calls.map(({ name }) => name)).toEqual(['restore']);
	});
});

describe('trouble', () => {
	test('a record that cannot be read is shown, and removed only after a question', async () => {
		const { library, store } = await open(three);
		store.corrupt = [{ kind: 'songs', key: 'broken-1', reason: 'no title' }];
		await library.load();
		await expect.element(page.getByRole('heading', { name: '1 song cannot be read' })).toBeVisible();
		await page.getByText('What is damaged').click();
		await page.getByRole('button', { name: 'Remove', exact: true }).click();
		expect(store.corrupt).toHaveLength(1);
		await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
		await expect.poll(() => store.corrupt).toHaveLength(0);
	});

	test('a full disk is reported and nothing is shown that was not written', async () => {
		const { calls, store, library } = await open(three);
		await expect.poll(rowsShown).toHaveLength(3);
		store.failNext();
		await page.getByRole('button', { name: 'More for Apple' }).click();
		await page.getByRole('menuitem', { name: 'Delete' }).click();
		await expect.poll(() => calls).toMatchObject([{ name: 'error', value: { fault: { code: 'storageFull' } } }]);
		expect(library.songs).toHaveLength(3);
		expect(page.getByRole('button', { name: 'Undo' }).query()).toBeNull();
	});

	test('tasks are shown where they belong: in the row of their song, or above the list', async () => {
		const cancelled: string[] = [];
		await open(three, {
			jobs: [
				{ id: 'j1', songId: 'a', title: 'Apple', state: 'running', stage: 'Finding notes', fraction: 0.5 },
				{ id: 'j2', title: 'new.wav', state: 'running', stage: 'Reading', fraction: 0.1 }
			],
			oncanceljob: (id) => cancelled.push(id)
		});
		await expect.element(row('Apple').getByRole('progressbar')).toHaveAttribute('aria-valuenow', '50');
		await page.getByRole('button', { name: 'Cancel new.wav' }).click();
		expect(cancelled).toEqual(['j2']);
	});
});

test('on a phone a song is renamed in a sheet', async () => {
	await page.viewport(390, 844);
	const { library } = await open(three);
	await page.getByRole('button', { name: 'More for Bossa' }).click();
	await page.getByRole('menuitem', { name: 'Rename' }).click();
	await page.getByRole('textbox', { name: 'Title' }).fill('Blue Bossa');
	await page.getByRole('button', { name: 'Save' }).click();
	await expect.poll(() => library.song('b')?.title).toBe('Blue Bossa');
	expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(390);
});
