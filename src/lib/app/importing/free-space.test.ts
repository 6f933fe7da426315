import { describe, expect, it } from 'vitest';
import { UserFixableError } from '$contracts/errors.ts';
import { MemoryFileStore } from '../../../../tests/fakes/memory-file-store.ts';
import { songOf } from '../../../../tests/fixtures/songs.ts';
import { evictCaches, withRoom } from './free-space.ts';

const shaOf = (digit: string): string => digit.repeat(64);
const songs = ['a', 'b'].map((id, at) =>
	songOf(id, { changedAtMs: 10 - at, original: { fileName: `${id}.wav`, sha256: shaOf(id), sizeBytes: 100 } })
);

function fullStore(): MemoryFileStore {
	const files = new MemoryFileStore();
	for (const path of ['originals', 'pcm', 'peaks', 'posteriors'].flatMap((folder) => [
		`${folder}/${shaOf('a')}`,
		`${folder}/${shaOf('b')}`
	]))
		files.put(path, new Uint8Array(100));
	for (const path of ['takes/t1', 'takes/t2', 'stems/t1-0', 'stems/t2-0', `covers/${shaOf('a')}`])
		files.put(path, new Uint8Array(100));
	return files;
}

async function pathsIn(files: MemoryFileStore): Promise<string[]> {
	const folders = ['originals', 'covers', 'takes', 'stems', 'posteriors', 'pcm', 'peaks'] as const;
	return (await Promise.all(folders.map((folder) => files.list(folder))))
		.flat()
		.map(({ path }) => path.slice(0, path.indexOf('/') + 3));
}

const kept = ['originals/aa', 'originals/bb', 'covers/aa', 'takes/t1', 'takes/t2'];

describe('making room', () => {
	it('drops all that can be made again, and never what was recorded', async () => {
		const files = fullStore();
		expect(await evictCaches(files, songs, () => false)).toBe(800);
		expect(await pathsIn(files)).toEqual(kept);
	});

	it('drops takes laid on songs first, and no more than is wanted', async () => {
		const files = fullStore();
		expect(await evictCaches(files, songs, () => false, 150)).toBe(200);
		expect(await files.list('stems')).toEqual([]);
		expect(await files.list('posteriors')).toHaveLength(2);
		expect(await evictCaches(files, songs, () => false, 50)).toBe(100);
		// Of the songs, the one that was changed longest ago.
		expect((await files.list('posteriors')).map(({ path }) => path)).toEqual([`posteriors/${shaOf('a')}`]);
	});

	it('leaves what sounds now', async () => {
		const files = fullStore();
		await evictCaches(files, songs, (path) => path === 'stems/t2-0' || path.endsWith(shaOf('b')));
		expect(await pathsIn(files)).toEqual([...kept, 'stems/t2', 'posteriors/bb', 'pcm/bb', 'peaks/bb']);
	});

	it('tries a work once more after a full device, where there was room to make', async () => {
		const tries: string[] = [];
		const full = (times: number) => async (): Promise<string> => {
			tries.push('work');
			if (tries.filter((one) => one === 'work').length <= times) throw new UserFixableError('storageFull');
			return 'done';
		};
		expect(await withRoom(async () => (tries.push('free'), 5), full(1))).toBe('done');
		expect(tries).toEqual(['work', 'free', 'work']);
		tries.length = 0;
		await expect(withRoom(async () => 0, full(1))).rejects.toMatchObject({ fault: { code: 'storageFull' } });
		expect(tries).toEqual(['work']);
	});
});
