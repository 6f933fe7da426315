import { describe, expect, test } from 'vitest';
import type { Corrections } from '$core/analysis/corrections.ts';
import { noCorrections } from '$core/analysis/index.ts';
import type { SongList } from '$contracts/lists.ts';
import type { KeptScore } from '$contracts/score/score-edit.ts';
import type { Song } from '$contracts/song.ts';
import { setlistOf } from '../../../../tests/fixtures/lists.ts';
import { madeAnalysis, madeBpm } from '../../../../tests/fixtures/made-analysis.ts';
import { keptScoreOf } from '../../../../tests/fixtures/scores/made-score.ts';
import { hashOf, notesOf, songOf } from '../../../../tests/fixtures/songs.ts';
import { mergeList, mergeSong } from './merge-records.ts';
import type { SongRecords } from './song-records.ts';

const nothing = { transcription: null, analysis: null, corrections: null, scores: [] };

/** A song with the evidence its record names. */
function recordsOf(song: Song, corrections: Corrections | null = null): SongRecords {
	const { transcriptionId, analysisId, scoreId } = song;
	return {
		song,
		evidence: {
			transcription: transcriptionId === undefined ? null : notesOf(song, transcriptionId),
			analysis: analysisId === undefined ? null : madeAnalysis({ id: analysisId, songId: song.id }),
			corrections,
			scores: scoreId === undefined ? [] : [keptScoreOf(scoreId, song.id)]
		}
	};
}

const corrected = (revision: number, more: Partial<Corrections> = {}): Corrections => ({
	...noCorrections('a'),
	revision,
	...more
});

describe('mergeSong', () => {
	const base = songOf('a', {
		revision: 4,
		changedAtMs: 100,
		analysisId: 'n',
		music: { bpm: 96, key: { tonic: 9, mode: 'minor' } }
	});
	const otherKey = { bpm: 96, key: { tonic: 9, mode: 'major' } } as const;
	test.each<[string, Song | null, Song, string, string]>([
		['not here', null, base, 'added', 'added'],
		['the same', base, base, 'unchanged', 'unchanged'],
		['the same with fields in another order', base, { ...songOf('a'), ...base }, 'unchanged', 'unchanged'],
		['newer here', { ...base, revision: 5 }, base, 'kept', 'updated'],
		['newer in the backup', base, { ...base, revision: 5 }, 'updated', 'updated'],
		['both changed once, later here', { ...base, changedAtMs: 200 }, base, 'kept', 'updated'],
		['both changed once, later in the backup', base, { ...base, changedAtMs: 200 }, 'updated', 'updated'],
		['in the bin here', { ...base, revision: 5, deletedAtMs: 1 }, base, 'kept', 'updated'],
		['analysed again here', { ...base, revision: 5, analysisId: 'm' }, base, 'kept', 'updated'],
		['another key at the same revision', { ...base, music: otherKey }, base, 'kept', 'updated'],
		['rated in the backup', base, { ...base, revision: 5, rating: 4 }, 'updated', 'updated'],
		['a rating taken back in the backup', { ...base, rating: 4 }, { ...base, revision: 5 }, 'updated', 'updated'],
		['practised later here', { ...base, lastPractisedAtMs: 9 }, { ...base, lastPractisedAtMs: 8 }, 'kept', 'updated'],
		['practised later in the backup', base, { ...base, lastPractisedAtMs: 8 }, 'updated', 'updated']
	])('%s', (_name, here, backedUp, merged, replaced) => {
		const hereRecords = here === null ? null : recordsOf(here);
		expect(mergeSong(hereRecords, recordsOf(backedUp), 'merge').choice).toBe(merged);
		const replacing = mergeSong(hereRecords, recordsOf(backedUp), 'replace');
		expect(replacing.choice).toBe(replaced);
		expect(replacing.records).toEqual(recordsOf(backedUp));
	});

	test('merging twice changes nothing the second time', () => {
		const here = recordsOf({ ...base, lastPractisedAtMs: 50, title: 'old' }, corrected(3, { beatsPerBar: 3 }));
		const backedUp = recordsOf({ ...base, revision: 7, lastPractisedAtMs: 40 }, corrected(2));
		const first = mergeSong(here, backedUp, 'merge');
		expect(first.choice).toBe('updated');
		expect(mergeSong(first.records, backedUp, 'merge').choice).not.toBe('updated');
	});

	test('the later practice counts, whichever song wins', () => {
		const here = recordsOf({ ...base, revision: 9, lastPractisedAtMs: 100 });
		const backedUp = recordsOf({ ...base, lastPractisedAtMs: 300 });
		const { song } = mergeSong(here, backedUp, 'merge').records;
		expect(song).toMatchObject({ revision: 9, lastPractisedAtMs: 300 });
	});

	describe('scores', () => {
		const withScores = (revision: number, ...scores: KeptScore[]): SongRecords => {
			const records = recordsOf(songOf('a', { revision }));
			return { ...records, evidence: { ...records.evidence, scores } };
		};
		const [once, twice] = [keptScoreOf('s', 'a', 1), keptScoreOf('s', 'a', 2)];
		test.each<[string, KeptScore[], KeptScore[], string, KeptScore[]]>([
			['edited here', [twice], [once], 'kept', [twice]],
			['edited there', [once], [twice], 'updated', [twice]],
			['the same', [twice], [twice], 'unchanged', [twice]],
			['another one there', [once], [keptScoreOf('other', 'a')], 'updated', [keptScoreOf('other', 'a'), once]],
			['none here', [], [once], 'updated', [once]],
			['none there', [once], [], 'kept', [once]]
		])('%s', (_name, here, there, choice, expected) => {
			const merged = mergeSong(withScores(1, ...here), withScores(1, ...there), 'merge');
			expect(merged.choice).toBe(choice);
			expect(merged.records.evidence.scores).toEqual(expected);
		});
		test('the song that wins says which one is shown', () => {
			const shown = (scoreId: string, revision: number): SongRecords => recordsOf(songOf('a', { scoreId, revision }));
			const { records } = mergeSong(shown('old', 1), shown('new', 2), 'merge');
			expect(records.song.scoreId).toBe('new');
			expect(records.evidence.scores.map(({ score }) => score.id)).toEqual(['new', 'old']);
		});
	});

	describe('corrections', () => {
		test.each<[string, [number, number | null], [number, number | null], number | null]>([
			['go with the newer song when they are even', [1, 2], [2, 2], 0.5],
			['stay when they are newer than the backup’s, even if its song is newer', [1, 3], [2, 2], 2],
			['come from the backup when they are newer, even if the song here is newer', [2, 2], [1, 3], 0.5],
			['come from the backup when there are none here', [2, null], [1, 0], 0.5],
			['stay when the backup has none', [1, 0], [2, null], 2],
			['are none when neither has any', [1, null], [2, null], null]
		])('%s', (_name, [hereRevision, hereCorrected], [backupRevision, backupCorrected], factor) => {
			const side = (revision: number, at: number | null, tempoFactor: 2 | 0.5): SongRecords =>
				recordsOf({ ...base, revision }, at === null ? null : corrected(at, { tempoFactor }));
			const here = side(hereRevision, hereCorrected, 2);
			const { records } = mergeSong(here, side(backupRevision, backupCorrected, 0.5), 'merge');
			expect(records.song.revision).toBe(Math.max(hereRevision, backupRevision));
			expect(records.evidence.corrections?.tempoFactor ?? null).toBe(factor);
		});

		test('that win over a song they were not made on change what is known of the music', () => {
			const here = recordsOf({ ...base, revision: 1 }, corrected(5, { tempoFactor: 2 }));
			const { song } = mergeSong(here, recordsOf({ ...base, revision: 2 }), 'merge').records;
			expect(song.music?.bpm).toBeCloseTo(2 * madeBpm, 0);
		});
	});

	describe('evidence the winner lacks', () => {
		const noted = recordsOf(songOf('a', { transcriptionId: 't', analysisId: 'n', music: { bpm: 96 } }), corrected(1));
		const bare = recordsOf(songOf('a', { revision: 5, title: 'new name' }));

		test.each([
			['here', noted, bare],
			['in the backup', bare, noted]
		])('is taken from the song %s', (_name, here, backedUp) => {
			const { choice, records } = mergeSong(here, backedUp, 'merge');
			expect(choice).toBe('updated');
			expect(records.song).toMatchObject({ title: 'new name', revision: 5, transcriptionId: 't', analysisId: 'n' });
			expect(records.song.music?.bpm).toBeCloseTo(madeBpm, 0);
			expect(records.evidence).toEqual(noted.evidence);
		});

		test('is not taken from another recording', () => {
			const replaced = { ...noted.song, original: { ...noted.song.original, sha256: hashOf('another') } };
			const { records } = mergeSong({ ...noted, song: replaced }, bare, 'merge');
			expect(records.song).not.toHaveProperty('analysisId');
			expect(records.evidence).toMatchObject({ transcription: null, analysis: null });
		});

		test('is gone when replacing', () => {
			expect(mergeSong(noted, bare, 'replace').records).toEqual(bare);
		});

		test.each(['merge', 'replace'] as const)('heals a song whose own cannot be read (%s)', (mode) => {
			const torn = { song: noted.song, evidence: { ...noted.evidence, analysis: null } };
			const { choice, records } = mergeSong(torn, noted, mode);
			expect(choice).toBe('updated');
			expect(records.evidence).toEqual(noted.evidence);
		});
	});

	test('a song that names evidence nobody has is left alone', () => {
		const lost = { song: base, evidence: nothing };
		const { analysisId: _lost, ...nameless } = base;
		expect(mergeSong(lost, { song: nameless, evidence: nothing }, 'merge').choice).toBe('kept');
	});
});

describe('mergeList', () => {
	const base = setlistOf('a', { songIds: ['x'], changedAtMs: 100, revision: 1 });
	test.each<[string, SongList | undefined, SongList, string, string]>([
		['not here', undefined, base, 'added', 'added'],
		['the same', base, base, 'unchanged', 'unchanged'],
		['later here', { ...base, changedAtMs: 200 }, base, 'kept', 'updated'],
		['later in the backup', base, { ...base, changedAtMs: 200 }, 'updated', 'updated'],
		['later here with fewer revisions', { ...base, changedAtMs: 200 }, { ...base, revision: 9 }, 'kept', 'updated'],
		['at the same moment, more revisions in the backup', base, { ...base, revision: 2 }, 'updated', 'updated'],
		['other songs at the same moment', { ...base, songIds: ['y'] }, base, 'kept', 'updated']
	])('%s', (_name, here, backedUp, merged, replaced) => {
		expect(mergeList(here, backedUp, 'merge').choice).toBe(merged);
		expect(mergeList(here, backedUp, 'replace')).toMatchObject({ choice: replaced, records: backedUp });
	});
});
