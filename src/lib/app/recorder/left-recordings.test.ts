import { expect, test } from 'vitest';
import { MemoryFileStore } from '../../../../tests/fakes/memory-file-store.ts';
import { MemoryPracticeArchive } from '../../../../tests/fakes/memory-practice-archive.ts';
import { takeRecordOf } from '../../../../tests/fixtures/recording/takes.ts';
import { mayRecordingsBeLeft } from './left-recordings.ts';

test.each<[string, { kept?: readonly (string | null)[]; files?: readonly string[] }, boolean]>([
	['nothing was ever recorded', {}, false],
	['takes of songs, with their sound', { kept: ['song'], files: ['takes/t0'] }, false],
	['a recording of the library that is not in it', { kept: ['song', null], files: ['takes/t0', 'takes/t1'] }, true],
	['sound without a record', { kept: ['song'], files: ['takes/t0', 'takes/cut'] }, true],
	['sound that is gone', { kept: ['song'] }, false]
])('%s', async (_name, { kept = [], files = [] }, isLeft) => {
	const archive = new MemoryPracticeArchive();
	for (const [at, songId] of kept.entries()) await archive.putTake(takeRecordOf(`t${at}`, { songId }), null);
	const store = new MemoryFileStore();
	for (const path of files) store.put(path, new Uint8Array(1));
	expect(await mayRecordingsBeLeft(store, async () => archive)).toBe(isLeft);
});
