import { describe, expect, test } from 'vitest';
import { songPaths, type Song } from '$contracts/song.ts';
import { MemoryFileStore } from '../../../../tests/fakes/memory-file-store.ts';
import { MemoryLibraryStore } from '../../../../tests/fakes/memory-library-store.ts';
import { notesOf, songOf } from '../../../../tests/fixtures/songs.ts';
import { Library, type LibraryPorts } from './library.svelte.ts';

async function libraryOf(songs: readonly Song[], ports: Partial<LibraryPorts> = {}) {
	const store = new MemoryLibraryStore();
	const files = new MemoryFileStore();
	for (const song of songs) {
		await store.putSong(song);
		for (const toPath of Object.values(songPaths)) files.put(toPath(song.original.sha256), new Uint8Array(4));
	}
	let ids = 0;
	let clockMs = 5000;
	const library = new Library({ store, files, newId: () => `new-${++ids}`, nowMs: () => ++clockMs, ...ports });
	await library.load();
	return { library, store, files };
}

const titlesOf = (songs: readonly Song[]): string[] => songs.map((song) => song.title).sort();

describe('loading', () => {
	test('an unreadable record is shown beside the others, never hides them, and goes only when asked', async () => {
		const { library, store } = await libraryOf([songOf('a')]);
		store.corrupt = [{ kind: 'songs', key: 'b', reason: 'broken' }];
		await library.load();
		expect(titlesOf(library.songs)).toEqual(['a']);
		const [record] = library.corrupt;
		if (!record) throw new Error('no record');
		await library.removeCorrupt(record);
		expect(library.corrupt).toEqual([]);
		expect(store.corrupt).toEqual([]);
	});

	test('isLoaded tells an empty library from one that is not read yet', async () => {
		const store = new MemoryLibraryStore();
		const library = new Library({ store, files: new MemoryFileStore(), newId: () => 'x', nowMs: () => 1 });
		expect(library.isLoaded).toBe(false);
		await library.load();
		expect(library.isLoaded).toBe(true);
	});
});

describe('editing', () => {
	test('writes through at once, a revision later', async () => {
		const { library, store } = await libraryOf([songOf('a')]);
		await library.rename('a', { title: 'Blue', artist: 'Bill' });
		expect(await store.song('a')).toMatchObject({ title: 'Blue', artist: 'Bill', revision: 1, changedAtMs: 5001 });
		expect(library.song('a')).toEqual(await store.song('a'));
	});

	test('an empty title is refused, the rest of the edit is done', async () => {
		const { library } = await libraryOf([songOf('a', { title: 'Keep' })]);
		await library.rename('a', { title: '  ', artist: 'Bill' });
		expect(library.song('a')).toMatchObject({ title: 'Keep', artist: 'Bill' });
	});

	test('an edit that changes nothing writes nothing and is no step to undo', async () => {
		const { library, store } = await libraryOf([songOf('a', { title: 'Same' })]);
		const before = store.writeCount;
		await library.rename('a', { title: 'Same' });
		await library.restore(['a']);
		await library.setTags('not there', ['x']);
		expect(store.writeCount).toBe(before);
		expect(library.undoable).toBeNull();
	});

	test('a full disk shows nothing that is not written', async () => {
		const { library, store } = await libraryOf([songOf('a', { title: 'Old' })]);
		store.failNext();
		await expect(library.rename('a', { title: 'New' })).rejects.toMatchObject({ fault: { code: 'storageFull' } });
		expect(library.song('a')?.title).toBe('Old');
		expect(library.undoable).toBeNull();
		await library.rename('a', { title: 'New' });
		expect(library.song('a')?.title).toBe('New');
	});

	test('a bulk edit that fails half way can be undone as far as it came', async () => {
		const { library, store } = await libraryOf([songOf('a'), songOf('b')]);
		const put = store.putSong.bind(store);
		store.putSong = async (song) => {
			if (song.id === 'b') store.failNext();
			await put(song);
		};
		await expect(library.addTag(['a', 'b'], 'live')).rejects.toMatchObject({ fault: { code: 'storageFull' } });
		expect(library.song('a')?.tags).toEqual(['live']);
		expect(library.undoable?.edits.map(({ id }) => id)).toEqual(['a']);
	});

	test('verbs asked at once run one after another', async () => {
		const { library } = await libraryOf([songOf('a')]);
		await Promise.all([library.addTag(['a'], 'one'), library.addTag(['a'], 'two'), library.removeTag(['a'], 'one')]);
		expect(library.song('a')).toMatchObject({ tags: ['two'], revision: 3 });
	});

	test('what a job wrote meanwhile stays', async () => {
		const { library, store } = await libraryOf([songOf('a')]);
		await store.putSong(songOf('a', { transcriptionId: 'fresh', revision: 7 }));
		await library.rename('a', { title: 'New' });
		expect(await store.song('a')).toMatchObject({ title: 'New', transcriptionId: 'fresh', revision: 8 });
	});
});

describe('undo and redo', () => {
	test('step through renames, tags and the bin, newest first', async () => {
		const { library, store } = await libraryOf([songOf('a', { title: 'A' }), songOf('b', { title: 'B' })]);
		await library.rename('a', { title: 'A2' });
		await library.addTag(['a', 'b'], 'live');
		await library.bin(['a', 'b']);
		expect(titlesOf(library.binned)).toEqual(['A2', 'B']);
		expect(library.songs).toEqual([]);

		expect((await library.undo())?.kind).toBe('bin');
		expect(titlesOf(library.songs)).toEqual(['A2', 'B']);
		await library.undo();
		await library.undo();
		expect(await store.song('a')).toMatchObject({ title: 'A', tags: [] });
		expect(await library.undo()).toBeNull();

		for (let step = 0; step < 3; step++) await library.redo();
		expect(titlesOf(library.binned)).toEqual(['A2', 'B']);
		expect(library.binned[0]?.tags).toEqual(['live']);
		expect(await library.redo()).toBeNull();
	});

	test('an undo that fails can be tried again', async () => {
		const { library, store } = await libraryOf([songOf('a', { title: 'A' })]);
		await library.rename('a', { title: 'A2' });
		store.failNext();
		await expect(library.undo()).rejects.toMatchObject({ fault: { code: 'storageFull' } });
		await library.undo();
		expect(library.song('a')?.title).toBe('A');
	});
});

describe('copies and deleting for good', () => {
	test('a copy shares the bytes and has notes of its own; undo puts it in the bin', async () => {
		const { library, store } = await libraryOf([]);
		const song = songOf('a', { transcriptionId: 't', tags: ['x'], isDemo: true });
		await library.put(song, notesOf(song, 't'));
		const copy = await library.duplicate('a', 'A (copy)');
		expect(copy).toMatchObject({ title: 'A (copy)', original: song.original, tags: ['x'], revision: 0, isDemo: false });
		expect(await store.transcription(copy?.transcriptionId ?? '')).toMatchObject({
			songId: copy?.id,
			notes: [{ pitchMidi: 60 }]
		});
		expect(library.withHash(song.original.sha256)).toHaveLength(2);
		await library.undo();
		expect(titlesOf(library.binned)).toEqual(['A (copy)']);
		await library.redo();
		expect(titlesOf(library.songs)).toEqual(['A (copy)', 'a']);
		expect(await library.duplicate('nobody', 'x')).toBeNull();
	});

	test('bytes stay while another song uses them and go with the last', async () => {
		const song = songOf('a');
		const { library, store, files } = await libraryOf([song, songOf('other')]);
		await library.duplicate('a', 'copy');
		const { sha256 } = song.original;
		await library.purge(['a']);
		expect(await files.stat(songPaths.original(sha256))).not.toBeNull();
		await library.bin(['new-1']);
		await library.emptyBin();
		for (const toPath of Object.values(songPaths)) expect(await files.stat(toPath(sha256))).toBeNull();
		expect(await files.stat(songPaths.original(songOf('other').original.sha256))).not.toBeNull();
		expect((await store.songs()).records.map(({ id }) => id)).toEqual(['other']);
	});

	test('bytes stay when a song of another tab, not yet read here, uses them', async () => {
		const { library, store, files } = await libraryOf([songOf('a')]);
		await store.putSong(songOf('elsewhere', {}, 'a'));
		await library.purge(['a']);
		expect(await files.stat(songPaths.original(songOf('a').original.sha256))).not.toBeNull();
	});

	test('bytes stay while a job works on them', async () => {
		const song = songOf('a');
		const { library, files } = await libraryOf([song], { heldHashes: () => [song.original.sha256] });
		await library.purge(['a']);
		expect(await files.stat(songPaths.pcm(song.original.sha256))).not.toBeNull();
		expect(library.song('a')).toBeNull();
	});

	test('what is gone for good is no longer undone', async () => {
		const { library } = await libraryOf([songOf('a'), songOf('b')]);
		await library.bin(['a', 'b']);
		await library.purge(['a']);
		await library.undo();
		expect(titlesOf(library.songs)).toEqual(['b']);
		await library.purge(['b']);
		expect(library.undoable ?? library.redoable).toBeNull();
	});
});

describe('other tabs', () => {
	test('their changes appear, and following ends with its disposer', async () => {
		const { library, store } = await libraryOf([songOf('a', { title: 'A' })]);
		const failures: unknown[] = [];
		const unfollow = library.follow((error) => failures.push(error));
		store.changeElsewhere(songOf('a', { title: 'theirs', revision: 4 }));
		await expect.poll(() => library.song('a')?.title).toBe('theirs');
		unfollow();
		store.changeElsewhere(songOf('a', { title: 'unheard', revision: 5 }));
		await library.undo();
		await new Promise((resolve) => setTimeout(resolve, 50));
		expect(library.song('a')?.title).toBe('theirs');
		expect(failures).toEqual([]);
	});
});
