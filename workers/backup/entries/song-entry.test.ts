import { describe, expect, test } from 'vitest';
import { noCorrections } from '$core/analysis/index.ts';
import { UserFixableError } from '$contracts/errors.ts';
import { keptScoreOf } from '../../../tests/fixtures/scores/made-score.ts';
import { madeAnalysis } from '../../../tests/fixtures/made-analysis.ts';
import { notesOf, songOf } from '../../../tests/fixtures/songs.ts';
import { fromSongEntryText, toSongEntryText, type SongEntry } from './song-entry.ts';

const plain = songOf('a');
const song = songOf('a', {
	transcriptionId: 't',
	analysisId: 'n',
	scoreId: 'w',
	music: { bpm: 96, key: { tonic: 9, mode: 'minor' } }
});
const entry: SongEntry = {
	song,
	transcription: notesOf(song, 't'),
	analysis: madeAnalysis({ id: 'n', songId: 'a' }),
	corrections: {
		...noCorrections('a'),
		revision: 3,
		key: { tonic: 0, mode: 'major' },
		beatEdits: [{ kind: 'insert', atSeconds: 1.5 }],
		chordEdits: [{ startSeconds: 1, endSeconds: 2, chord: { root: 7, quality: 'maj' } }],
		sectionNames: [{ startSeconds: 0, name: 'Verse' }]
	},
	scores: [keptScoreOf('w', 'a', 2), keptScoreOf('x', 'a', 0)]
};

function faultCodeOf(value: unknown): string | null {
	try {
		fromSongEntryText('songs/a.json', JSON.stringify(value));
		return null;
	} catch (error) {
		if (error instanceof UserFixableError) return error.fault.code;
		throw error;
	}
}

describe('song entry', () => {
	test('comes back as it went in', () => {
		expect(fromSongEntryText('songs/a.json', toSongEntryText(entry))).toEqual(entry);
	});

	test('a song that is only written keeps its score and what is known of its file', () => {
		const { recording: _recording, ...written } = songOf('a', {
			scoreId: 'w',
			written: { format: 'musicxml', durationSeconds: 61.5, losses: { 'cue notes': 3 } }
		});
		const kept: SongEntry = {
			song: written,
			transcription: null,
			analysis: null,
			corrections: null,
			scores: [keptScoreOf('w', 'a', 2)]
		};
		expect(fromSongEntryText('songs/a.json', toSongEntryText(kept))).toEqual(kept);
	});

	test('an entry from before there were analyses has none', () => {
		const old = `{"song":${JSON.stringify({ ...plain, transcriptionId: 't' })},"transcription":${JSON.stringify(entry.transcription)}}`;
		expect(fromSongEntryText('songs/a.json', old)).toEqual({
			song: { ...plain, transcriptionId: 't' },
			transcription: entry.transcription,
			analysis: null,
			corrections: null,
			scores: []
		});
	});

	test('a song that names evidence the entry lacks loses the names, not the music', () => {
		const text = JSON.stringify({ song, transcription: null, analysis: null, corrections: entry.corrections });
		const { transcriptionId: _t, analysisId: _n, scoreId: _s, ...nameless } = song;
		expect(fromSongEntryText('songs/a.json', text)).toEqual({
			song: nameless,
			transcription: null,
			analysis: null,
			corrections: entry.corrections,
			scores: []
		});
	});

	test('an entry that would be too long goes without its journals', () => {
		const text = toSongEntryText(entry, JSON.stringify(entry).length - 1);
		expect(fromSongEntryText('songs/a.json', text).scores).toEqual(entry.scores.map(({ score }) => ({ score, edits: [] })));
	});

	test.each<[string, unknown, string | null]>([
		['whole', entry, null],
		['of a newer analysis', { ...entry, analysis: { schemaVersion: 2, unheardOf: true } }, 'backupNewer'],
		['of newer corrections', { ...entry, corrections: { ...entry.corrections, schemaVersion: 2 } }, 'backupNewer'],
		['of newer notes', { ...entry, transcription: { ...entry.transcription, schemaVersion: 9 } }, 'backupNewer'],
		['with the analysis of another song', { ...entry, analysis: { ...entry.analysis, songId: 'b' } }, 'backupCorrupt'],
		['with the corrections of another song', { ...entry, corrections: noCorrections('b') }, 'backupCorrupt'],
		['with an analysis the song does not name', { ...entry, analysis: { ...entry.analysis, id: 'm' } }, 'backupCorrupt'],
		['with an analysis that does not fit', { ...entry, analysis: { ...entry.analysis, rhythm: null } }, 'backupCorrupt'],
		['with corrections that do not fit', { ...entry, corrections: { ...entry.corrections, steadyBpm: -1 } }, 'backupCorrupt'],
		['with the score of another song', { ...entry, scores: [keptScoreOf('w', 'b')] }, 'backupCorrupt'],
		[
			'with edits of another score',
			{ ...entry, scores: [{ ...keptScoreOf('w', 'a'), edits: keptScoreOf('x', 'a').edits }] },
			'backupCorrupt'
		],
		['of a newer score', { ...entry, scores: [{ score: { schemaVersion: 2 }, edits: [] }] }, 'backupNewer'],
		['of a newer journal', { ...entry, scores: [{ ...keptScoreOf('w', 'a'), edits: [{ schemaVersion: 2 }] }] }, 'backupNewer'],
		[
			'with a score that does not fit',
			{ ...entry, scores: [{ score: { ...keptScoreOf('w', 'a').score, bars: [] }, edits: [] }] },
			'backupCorrupt'
		],
		['with corrections that are text', { ...entry, corrections: 'none' }, 'backupCorrupt']
	])('%s', (_name, value, code) => {
		expect(faultCodeOf(value)).toBe(code);
	});
});
