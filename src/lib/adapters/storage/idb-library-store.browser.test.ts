import { deleteDB, openDB } from 'idb';
import type { Analysis } from '$core/analysis/analysis.ts';
import type { Corrections } from '$core/analysis/corrections.ts';
import { afterEach, describe, expect, it } from 'vitest';
import type { LibraryStore } from '$contracts/library-store.ts';
import type { Setlist, SmartList } from '$contracts/lists.ts';
import type { Song } from '$contracts/song.ts';
import type { Transcription } from '$contracts/transcription.ts';
import { keptScoreOf, noteOf } from '../../../../tests/fixtures/scores/made-score.ts';
import { openIdbLibraryStore } from './idb-library-store.ts';

const name = 'woodshed-test';
const open: LibraryStore[] = [];

async function openStore(): Promise<LibraryStore> {
	const store = await openIdbLibraryStore(name);
	open.push(store);
	return store;
}

afterEach(async () => {
	for (const store of open.splice(0)) store.close();
	await deleteDB(name);
});

const song: Song = {
	schemaVersion: 1,
	id: 's1',
	revision: 0,
	title: 'Careless Love',
	artist: 'Trad.',
	tags: ['blues'],
	addedAtMs: 1,
	changedAtMs: 1,
	isDemo: false,
	hasCover: false,
	original: { fileName: 'careless.wav', sha256: 'a'.repeat(64), sizeBytes: 10 },
	recording: {
		durationSeconds: 1,
		channels: 1,
		codec: 'pcm-s16',
		container: 'WAVE',
		sourceSampleRateHz: 44100,
		sourceChannels: 1,
		monoMix: 'mean',
		peakDb: -3,
		rmsDb: -20,
		damaged: false
	}
};

const transcription = (id: string): Transcription => ({
	schemaVersion: 1,
	id,
	songId: 's1',
	algorithm: 'a',
	inputSha256: 'a'.repeat(64),
	settings: { preset: 'auto', sensitivity: 0.5 },
	preset: 'piano',
	presetConfidence: 0.8,
	durationSeconds: 1,
	createdAtMs: 1,
	notes: [{ id: 'n', onsetSeconds: 0, offsetSeconds: 1, pitchMidi: 60, velocity: 90, confidence: 0.9 }]
});

const analysis = (id: string): Analysis => ({
	schemaVersion: 1,
	id,
	songId: 's1',
	inputSha256: 'a'.repeat(64),
	createdAtMs: 1,
	algorithm: 'analyse-1',
	durationSeconds: 1,
	rhythm: { beatsSeconds: [], downbeats: [], confidence: 0, tempo: null, steadiness: 'none', meter: null },
	harmony: { tuning: null, keys: [], keySpans: [], chords: [] },
	sections: [],
	sound: {
		integratedLufs: null,
		truePeakDbtp: -60,
		loudnessRangeLu: null,
		dynamicRangeDb: null,
		energy: 0,
		danceability: 0,
		genre: { name: 'unknown', confidence: 0 },
		mood: { name: 'unknown', confidence: 0 }
	}
});

const corrections: Corrections = {
	schemaVersion: 1,
	songId: 's1',
	revision: 0,
	key: { tonic: 8, mode: 'major' },
	beatEdits: [],
	chordEdits: [],
	sectionNames: []
};

const setlist: Setlist = {
	schemaVersion: 1,
	id: 'l1',
	revision: 0,
	kind: 'setlist',
	name: 'Sunday',
	createdAtMs: 1,
	changedAtMs: 1,
	songIds: ['s1', 's1']
};

const smartList: SmartList = {
	schemaVersion: 1,
	id: 'l2',
	revision: 0,
	kind: 'smart',
	name: 'Slow',
	createdAtMs: 1,
	changedAtMs: 1,
	query: { chips: [{ criterion: { kind: 'range', field: 'bpm', max: 80 }, isNegated: false, confidence: 0.9 }] }
};

describe('idb library store', () => {
	it('gives back what was put, after closing and opening again', async () => {
		const first = await openStore();
		await first.putSongWithTranscription({ ...song, transcriptionId: 't1' }, transcription('t1'));
		first.close();
		const second = await openStore();
		expect((await second.songs()).records).toEqual([{ ...song, transcriptionId: 't1' }]);
		expect(await second.transcription('t1')).toEqual(transcription('t1'));
		expect(await second.song('nobody')).toBeNull();
	});

	it('keeps one transcription a song and takes it away with the song', async () => {
		const store = await openStore();
		await store.putSongWithTranscription(song, transcription('t1'));
		await store.putSongWithTranscription(song, transcription('t2'));
		expect(await store.transcriptionIds()).toEqual(['t2']);
		await store.removeSong('s1');
		expect(await store.transcriptionIds()).toEqual([]);
	});

	it('keeps a corrupt record aside, shows the others, and can take it out', async () => {
		const store = await openStore();
		await store.putSong(song);
		const raw = await openDB(name);
		await raw.put('songs', { id: 'broken', title: 12 });
		raw.close();
		const { records, corrupt } = await store.songs();
		expect(records.map(({ id }) => id)).toEqual(['s1']);
		expect(corrupt).toMatchObject([{ kind: 'songs', key: 'broken' }]);
		await expect(store.song('broken')).rejects.toMatchObject({ fault: { code: 'recordCorrupt' } });
		await Promise.all(corrupt.map((record) => store.removeCorrupt(record)));
		expect((await store.songs()).corrupt).toEqual([]);
	});

	it('upgrades a database of version 1 and keeps its songs', async () => {
		const old = await openDB(name, 1, {
			upgrade: (database) => {
				database.createObjectStore('songs', { keyPath: 'id' });
				database.createObjectStore('transcriptions', { keyPath: 'id' });
				database.createObjectStore('jobs', { keyPath: 'id' });
				database.createObjectStore('settings');
			}
		});
		await old.put('songs', song);
		await old.put('transcriptions', transcription('t0'));
		old.close();
		const store = await openStore();
		expect((await store.songs()).records).toEqual([song]);
		await store.putSongWithTranscription(song, transcription('t1'));
		expect(await store.transcriptionIds()).toEqual(['t1']);
	});

	it('upgrades a database of version 2 and keeps its songs and notes', async () => {
		const old = await openDB(name, 2, {
			upgrade: (database) => {
				database.createObjectStore('songs', { keyPath: 'id' });
				database.createObjectStore('transcriptions', { keyPath: 'id' }).createIndex('bySong', 'songId');
				database.createObjectStore('jobs', { keyPath: 'id' });
				database.createObjectStore('settings');
			}
		});
		await old.put('songs', { ...song, transcriptionId: 't0' });
		await old.put('transcriptions', transcription('t0'));
		await old.put('settings', 'dark', 'theme');
		old.close();
		const store = await openStore();
		expect((await store.songs()).records).toEqual([{ ...song, transcriptionId: 't0' }]);
		expect(await store.transcription('t0')).toEqual(transcription('t0'));
		expect(await store.setting('theme')).toBe('dark');
		expect((await store.lists()).records).toEqual([]);
		await store.putSongWithAnalysis(song, analysis('a1'));
		expect(await store.analysis('a1')).toEqual(analysis('a1'));
	});

	it('upgrades a database of version 3 and keeps all it holds', async () => {
		const old = await openDB(name, 3, {
			upgrade: (database) => {
				database.createObjectStore('songs', { keyPath: 'id' });
				database.createObjectStore('transcriptions', { keyPath: 'id' }).createIndex('bySong', 'songId');
				database.createObjectStore('jobs', { keyPath: 'id' });
				database.createObjectStore('settings');
				database.createObjectStore('analyses', { keyPath: 'id' }).createIndex('bySong', 'songId');
				database.createObjectStore('corrections', { keyPath: 'songId' });
				database.createObjectStore('lists', { keyPath: 'id' });
			}
		});
		await old.put('songs', song);
		await old.put('analyses', analysis('a1'));
		await old.put('corrections', corrections);
		await old.put('lists', setlist);
		old.close();
		const store = await openStore();
		expect((await store.songs()).records).toEqual([song]);
		expect(await store.analysis('a1')).toEqual(analysis('a1'));
		expect(await store.corrections('s1')).toEqual(corrections);
		expect((await store.lists()).records).toEqual([setlist]);
		expect((await store.scoresOf('s1')).records).toEqual([]);
		await store.putSongWithScore({ ...song, scoreId: 'w1' }, keptScoreOf('w1', 's1'));
		expect(await store.score('w1')).toEqual(keptScoreOf('w1', 's1').score);
	});

	describe('scores', () => {
		it('keeps several of a song with their journals, and takes them away with the song', async () => {
			const store = await openStore();
			const [one, two] = [keptScoreOf('w1', 's1', 3), keptScoreOf('w2', 's1', 1)];
			await store.putSongWithScore({ ...song, scoreId: 'w1' }, one);
			await store.putSongWithScore({ ...song, scoreId: 'w2' }, two);
			expect((await store.song('s1'))?.scoreId).toBe('w2');
			expect((await store.scoresOf('s1')).records).toEqual([one.score, two.score]);
			expect(await store.scoreEdits('w1')).toEqual(one.edits);
			await store.removeScore('w1');
			expect(await store.score('w1')).toBeNull();
			expect(await store.scoreEdits('w1')).toEqual([]);
			await store.removeSong('s1');
			expect(await store.score('w2')).toBeNull();
			expect(await store.scoreEdits('w2')).toEqual([]);
		});

		it('keeps a long score, which its worker writes, as it keeps a short one', async () => {
			const store = await openStore();
			const { score, edits } = keptScoreOf('w1', 's1', 2);
			const notes = Array.from({ length: 12_000 }, (_, at) => noteOf(`n${at}`, at * 10, 10, 40 + (at % 40)));
			const long = { ...score, parts: score.parts.map((part) => ({ ...part, notes })) };
			await store.putSongWithScore({ ...song, scoreId: 'w1' }, { score: long, edits });
			expect((await store.song('s1'))?.scoreId).toBe('w1');
			expect(await store.score('w1')).toEqual(long);
			expect(await store.scoreEdits('w1')).toEqual(edits);
			expect(await Promise.all([2, 3].map((revision) => store.isScoreAt('w1', revision)))).toEqual([true, false]);
			const [first, second] = edits.map((edit, at) => ({ ...edit, seq: 5 + at }));
			if (first === undefined || second === undefined) throw new Error('Two edits were made.');
			await store.putScore({ ...long, revision: 3 }, { fromSeq: 1, edits: [first, second] });
			expect((await store.scoreEdits('w1')).map(({ seq }) => seq)).toEqual([0, 5, 6]);
			expect(await store.isScoreAt('w1', 3)).toBe(true);
			expect(await store.isScoreAt('none', 3)).toBe(false);
		});

		it('writes the end of a journal anew with its score', async () => {
			const store = await openStore();
			const { score, edits } = keptScoreOf('w1', 's1', 12);
			await store.putScore(score, { fromSeq: 0, edits });
			expect((await store.scoreEdits('w1')).map(({ seq }) => seq)).toEqual(edits.map(({ seq }) => seq));
			const last = edits.slice(9, 10).map((edit) => ({ ...edit, title: 'Anew' }));
			await store.putScore({ ...score, revision: 13 }, { fromSeq: 9, edits: last });
			expect(await store.scoreEdits('w1')).toEqual([...edits.slice(0, 9), ...last]);
			expect((await store.score('w1'))?.revision).toBe(13);
		});

		it('of a journal that cannot be read whole, the end that can be undone is left', async () => {
			const store = await openStore();
			const { score, edits } = keptScoreOf('w1', 's1', 4);
			await store.putScore(score, { fromSeq: 0, edits });
			const raw = await openDB(name);
			await raw.put('scoreEdits', { scoreId: 'w1', songId: 's1', seq: 1, title: 7 });
			raw.close();
			expect((await store.scoreEdits('w1')).map(({ seq }) => seq)).toEqual([2, 3]);
		});

		it('says which one cannot be read, and can take it out', async () => {
			const store = await openStore();
			const raw = await openDB(name);
			await raw.put('scores', { id: 'broken', songId: 's1', bars: [] });
			raw.close();
			const { corrupt } = await store.scoresOf('s1');
			expect(corrupt).toMatchObject([{ kind: 'scores', key: 'broken' }]);
			await expect(store.score('broken')).rejects.toMatchObject({ fault: { code: 'recordCorrupt' } });
			await Promise.all(corrupt.map((record) => store.removeCorrupt(record)));
			expect((await store.scoresOf('s1')).corrupt).toEqual([]);
		});
	});

	it('keeps one analysis a song and its corrections, and takes both away with the song', async () => {
		const store = await openStore();
		await store.putSongWithTranscription(song, transcription('t1'));
		await store.putSongWithAnalysis(song, analysis('a1'));
		await store.putSongWithAnalysis({ ...song, analysisId: 'a2', music: { bpm: 92 } }, analysis('a2'));
		await store.putCorrectionsWithSong(corrections, { ...song, analysisId: 'a2', music: { key: { tonic: 8, mode: 'major' } } });
		expect(await store.analysis('a1')).toBeNull();
		expect(await store.transcription('t1')).not.toBeNull();
		expect((await store.song('s1'))?.music).toEqual({ key: { tonic: 8, mode: 'major' } });
		expect(await store.corrections('s1')).toEqual(corrections);
		await store.removeSong('s1');
		expect(await store.analysis('a2')).toBeNull();
		expect(await store.corrections('s1')).toBeNull();
		expect(await store.transcription('t1')).toBeNull();
	});

	it('puts a song with all its evidence, and takes what it had before', async () => {
		const store = await openStore();
		const other = { ...song, id: 's2' };
		await store.putSongWithAnalysis(other, { ...analysis('a9'), songId: 's2' });
		await store.putSongWithTranscription(song, transcription('t1'));
		await store.putCorrectionsWithSong(corrections, song);
		const named = { ...song, transcriptionId: 't1', analysisId: 'a1' };
		const evidence = {
			transcription: transcription('t1'),
			analysis: analysis('a1'),
			corrections: null,
			scores: [keptScoreOf('w1', 's1'), keptScoreOf('w2', 's1')]
		};
		const old = keptScoreOf('w0', 's1');
		await store.putScore(old.score, { fromSeq: 0, edits: old.edits });
		const strange = keptScoreOf('w9', 's2');
		await store.putScore(strange.score, { fromSeq: 0, edits: strange.edits });
		await store.putSongWithEvidence(named, evidence);
		expect((await store.scoresOf('s1')).records.map(({ id }) => id)).toEqual(['w1', 'w2']);
		expect(await store.scoreEdits('w0')).toEqual([]);
		expect(await store.scoreEdits('w1')).toEqual(keptScoreOf('w1', 's1').edits);
		expect(await store.song('s1')).toEqual(named);
		expect(await store.transcription('t1')).toEqual(transcription('t1'));
		expect(await store.analysis('a1')).toEqual(analysis('a1'));
		expect(await store.corrections('s1')).toBeNull();
		await store.putSongWithEvidence(song, { transcription: null, analysis: null, corrections, scores: [] });
		expect((await store.scoresOf('s1')).records).toEqual([]);
		expect(await store.score('w9')).toEqual(strange.score);
		expect(await store.scoreEdits('w9')).toEqual(strange.edits);
		expect(await store.transcriptionIds()).toEqual([]);
		expect(await store.analysis('a1')).toBeNull();
		expect(await store.corrections('s1')).toEqual(corrections);
		expect(await store.analysis('a9')).not.toBeNull();
	});

	it('keeps lists, sets a broken one aside, and clears them with the rest', async () => {
		const store = await openStore();
		await store.putList(setlist);
		await store.putList(smartList);
		const raw = await openDB(name);
		await raw.put('lists', { id: 'broken', kind: 'mixtape' });
		raw.close();
		const { records, corrupt } = await store.lists();
		expect(records).toEqual([setlist, smartList]);
		expect(corrupt).toMatchObject([{ kind: 'lists', key: 'broken' }]);
		await store.removeList('l1');
		expect((await store.lists()).records).toEqual([smartList]);
		await store.clear();
		expect(await store.lists()).toEqual({ records: [], corrupt: [] });
	});

	it('tells other tabs what changed', async () => {
		const [here, there] = [await openStore(), await openStore()];
		const heard = new Promise((resolve) => there.onForeignChange(resolve));
		await here.putSong(song);
		expect(await heard).toBe('songs');
	});
});
