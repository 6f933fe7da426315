import { describe, expect, it } from 'vitest';
import { songSchema, type Song, type SongLoop } from '$contracts/song.ts';
import { emptyGrid, type BeatGrid } from '$core/time/index.ts';
import { FakePlayer } from '../../../../../tests/fakes/fake-player.ts';
import { MemoryFileStore } from '../../../../../tests/fakes/memory-file-store.ts';
import { MemoryLibraryStore } from '../../../../../tests/fakes/memory-library-store.ts';
import { songOf } from '../../../../../tests/fixtures/songs.ts';
import { Library } from '../../library/library.svelte.ts';
import { Transport } from '../../transport/transport.svelte.ts';
import { SavedLoops } from './saved-loops.ts';

const grid: BeatGrid = { beatsSeconds: Array.from({ length: 40 }, (_, i) => i * 0.5), downbeats: [0, 4, 8, 12, 16, 20, 24] };
const loopOf = (id: string, startSeconds: number, endSeconds: number): SongLoop => ({ id, name: id, startSeconds, endSeconds });

async function setUp(loops: SongLoop[] = [], beats = grid) {
	const store = new MemoryLibraryStore();
	await store.putSong(songOf('a', loops.length > 0 ? { loops } : {}));
	const library = new Library({ store, files: new MemoryFileStore(), newId: () => 'x', nowMs: () => 5 });
	await library.load();
	const transport = new Transport(
		async () => new FakePlayer(60),
		() => undefined
	);
	transport.load({ pcmPath: 'pcm/a', durationSeconds: 60 }, []);
	let ids = 0;
	const saved = new SavedLoops(transport, {
		song: () => library.song('a'),
		grid: () => beats,
		change: (songId, change) => library.changeLoops(songId, change),
		newId: () => `loop-${++ids}`
	});
	const kept = async (): Promise<Song | null> => store.song('a');
	return { transport, saved, kept, library };
}

describe('loops kept with a song', () => {
	it('are named by their bars, written into the song, and fit its schema', async () => {
		const { transport, saved, kept } = await setUp();
		transport.setLoop({ startSeconds: 4, endSeconds: 8 });
		expect(await saved.save()).toBe('Bars 3 to 4');
		transport.setLoop({ startSeconds: 2, endSeconds: 4 });
		expect(await saved.save('  the  riff ')).toBe('the riff');
		expect(saved.all.map(({ name }) => name)).toEqual(['the riff', 'Bars 3 to 4']);
		expect(songSchema.parse(await kept()).loops).toEqual([
			{ id: 'loop-1', name: 'Bars 3 to 4', startSeconds: 4, endSeconds: 8 },
			{ id: 'loop-2', name: 'the riff', startSeconds: 2, endSeconds: 4 }
		]);
	});

	it('are named by the clock where no bars are known, and by one bar where there is one', async () => {
		const { saved } = await setUp([], emptyGrid);
		expect(saved.nameOf({ startSeconds: 12.3, endSeconds: 75 })).toBe('0:12 to 1:15');
		expect((await setUp()).saved.nameOf({ startSeconds: 2.04, endSeconds: 3.97 })).toBe('Bar 2');
	});

	it('are not kept twice, nor beyond a hundred', async () => {
		const full = Array.from({ length: 100 }, (_, i) => loopOf(`l${i}`, i * 0.1, i * 0.1 + 0.1));
		const { transport, saved } = await setUp(full);
		transport.setLoop({ startSeconds: 30, endSeconds: 40 });
		expect(saved.canSave).toBe(false);
		expect(await saved.save()).toBeNull();
		const one = await setUp([loopOf('one', 1, 2)]);
		one.transport.setLoop({ startSeconds: 1, endSeconds: 2.001 });
		expect(one.saved.current?.id).toBe('one');
		expect(one.saved.canSave).toBe(false);
	});

	it('are gone through forwards and backwards, from where the song is and round the ends', async () => {
		const { transport, saved } = await setUp([loopOf('late', 20, 25), loopOf('early', 2, 4), loopOf('middle', 10, 12)]);
		transport.seek(5);
		expect(saved.step(1)?.name).toBe('middle');
		expect(transport.loop).toEqual({ startSeconds: 10, endSeconds: 12 });
		expect(transport.positionSeconds()).toBe(10);
		expect(saved.step(1)?.name).toBe('late');
		expect(saved.step(1)?.name).toBe('early');
		expect(saved.step(-1)?.name).toBe('late');
		transport.setLoop(null);
		transport.seek(11);
		expect(saved.step(-1)?.name).toBe('middle');
		transport.setLoop(null);
		transport.seek(0);
		expect(saved.step(-1)?.name).toBe('late');
		expect((await setUp()).saved.step(1)).toBeNull();
	});

	it('are renamed, but not to nothing; removed, and put back once', async () => {
		const { saved, kept } = await setUp([loopOf('one', 1, 2), loopOf('two', 3, 4)]);
		await saved.rename('one', ' bridge ');
		await saved.rename('two', '   ');
		expect(saved.all.map(({ name }) => name)).toEqual(['bridge', 'two']);
		const putBack = await saved.remove('one');
		expect(saved.all.map(({ id }) => id)).toEqual(['two']);
		const putBackLast = await saved.remove('two');
		expect((await kept())?.loops).toBeUndefined();
		await putBack();
		await putBack();
		await putBackLast();
		expect(saved.all).toEqual([{ ...loopOf('one', 1, 2), name: 'bridge' }, loopOf('two', 3, 4)]);
	});

	it('stay when something else writes the song meanwhile', async () => {
		const { saved, library, transport, kept } = await setUp([loopOf('one', 1, 2)]);
		await library.rename('a', { title: 'Other' });
		transport.setLoop({ startSeconds: 5, endSeconds: 6 });
		await saved.save('two');
		expect(await kept()).toMatchObject({ title: 'Other', loops: [{ id: 'one' }, { name: 'two' }] });
	});
});
