import { describe, expect, test } from 'vitest';
import { chipOf } from '$core/intent/query.ts';
import { MemoryLibraryStore } from '../../../../../tests/fakes/memory-library-store.ts';
import { Lists } from './lists.svelte.ts';

function open(store = new MemoryLibraryStore()): { lists: Lists; store: MemoryLibraryStore } {
	let ids = 0;
	return { store, lists: new Lists({ store, newId: () => `l${++ids}`, nowMs: () => 1000 + ids }) };
}

const songsOf = (lists: Lists, id: string): readonly string[] => {
	const list = lists.list(id);
	return list?.kind === 'setlist' ? list.songIds : [];
};

describe('lists', () => {
	test('are there again after a reload, by name', async () => {
		const { lists, store } = open();
		await lists.createSetlist('  Set   10 ', ['a']);
		await lists.createSetlist('set 2');
		await lists.createSmartList('Slow', [chipOf({ kind: 'range', field: 'bpm', max: 80 })]);
		const again = open(store).lists;
		await again.load();
		expect(again.all.map(({ name }) => name)).toEqual(['set 2', 'Set 10', 'Slow']);
		expect([again.setlists.length, again.smartLists.length]).toEqual([2, 1]);
	});

	test('songs are added, moved, taken out and put in order, and every step is undone and redone', async () => {
		const { lists, store } = open();
		const { id } = await lists.createSetlist('Set', ['a']);
		await lists.addSongs(id, ['b', 'a']);
		await lists.move(id, 0, 2);
		expect(songsOf(lists, id)).toEqual(['b', 'a', 'a']);
		await lists.takeOut(id, 1);
		await lists.reorder(id, ['a', 'b']);
		expect(songsOf(lists, id)).toEqual(['a', 'b']);
		expect((await lists.undo())?.kind).toBe('reorder');
		expect((await lists.undo())?.kind).toBe('take-out');
		expect((await lists.undo())?.kind).toBe('reorder');
		expect(songsOf(lists, id)).toEqual(['a', 'b', 'a']);
		await lists.redo();
		expect(songsOf(lists, id)).toEqual(['b', 'a', 'a']);
		expect((await store.lists()).records[0]).toMatchObject({ songIds: ['b', 'a', 'a'] });
		await lists.rename(id, 'Other');
		expect(lists.redoable).toBeNull();
	});

	test('a deleted list comes back whole', async () => {
		const { lists } = open();
		const { id } = await lists.createSetlist('Set', ['a', 'b']);
		await lists.remove(id);
		expect(lists.list(id)).toBeNull();
		await lists.undo();
		expect(songsOf(lists, id)).toEqual(['a', 'b']);
	});

	test('a copy is its own; no name is no name; what changes nothing is no step', async () => {
		const { lists } = open();
		const { id } = await lists.createSetlist('', ['a']);
		expect(lists.list(id)?.name).toBe('Untitled');
		const copy = await lists.duplicate(id, 'Copy');
		if (copy) await lists.addSongs(copy.id, ['b']);
		expect(songsOf(lists, id)).toEqual(['a']);
		const before = lists.undoable;
		await lists.rename(id, '  ');
		await lists.reorder(id, ['a']);
		await lists.move(id, 7, 0);
		await lists.saveQuery(id, []);
		expect(lists.undoable).toBe(before);
	});

	test('a full disk is thrown, and nothing is shown that was not written', async () => {
		const { lists, store } = open();
		const { id } = await lists.createSetlist('Set', ['a']);
		store.failNext();
		await expect(lists.addSongs(id, ['b'])).rejects.toMatchObject({ fault: { code: 'storageFull' } });
		expect(songsOf(lists, id)).toEqual(['a']);
		await lists.addSongs(id, ['c']);
		expect(songsOf(lists, id)).toEqual(['a', 'c']);
	});
});
