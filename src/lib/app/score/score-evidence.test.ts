import { beforeEach, describe, expect, test } from 'vitest';
import { noCorrections } from '$core/analysis/index.ts';
import { scoreFaults } from '$core/score/edit/index.ts';
import { MemoryLibraryStore } from '../../../../tests/fakes/memory-library-store.ts';
import { madeAnalysis } from '../../../../tests/fixtures/made-analysis.ts';
import { directScoreWork, quietContext } from '../../../../tests/fakes/direct-score-work.ts';
import { countedIds } from '../../../../tests/fixtures/scores/made-score.ts';
import { notesOf, songOf } from '../../../../tests/fixtures/songs.ts';
import { scoreEvidence } from './score-evidence.ts';

const song = songOf('a', { transcriptionId: 't', analysisId: 'n' });
let store: MemoryLibraryStore;

beforeEach(async () => {
	store = new MemoryLibraryStore();
	await store.putSongWithTranscription(song, notesOf(song, 't'));
	await store.putSongWithAnalysis(song, madeAnalysis({ id: 'n', songId: 'a' }));
});

const evidence = async (of = song): ReturnType<typeof scoreEvidence> =>
	scoreEvidence({ store, work: directScoreWork(countedIds()) }, of);

describe('what a score is written from', () => {
	test('a sound score of the song', async () => {
		const score = await (await evidence())?.write(quietContext);
		expect(score).toMatchObject({ songId: 'a', title: song.title, origin: 'heard' });
		expect(score?.parts[0]?.notes.length).toBeGreaterThan(0);
		if (score !== undefined) expect(scoreFaults(score)).toEqual([]);
	});
	test('is another once the user corrects it', async () => {
		const before = await evidence();
		await store.putCorrectionsWithSong({ ...noCorrections('a'), revision: 1, beatsPerBar: 3 }, song);
		const after = await evidence();
		expect(after?.key).not.toBe(before?.key);
		expect((await after?.write(quietContext))?.bars[1]?.meter.beats).toBe(3);
	});
	test('is nothing without notes, an analysis or beats', async () => {
		const { transcriptionId: _t, ...noNotes } = song;
		const { analysisId: _n, ...noAnalysis } = song;
		expect(await evidence(noNotes)).toBeNull();
		expect(await evidence(noAnalysis)).toBeNull();
		const { rhythm, ...made } = madeAnalysis({ id: 'n', songId: 'a' });
		await store.putSongWithAnalysis(song, { ...made, rhythm: { ...rhythm, beatsSeconds: [], downbeats: [] } });
		expect(await evidence()).toBeNull();
	});
});
