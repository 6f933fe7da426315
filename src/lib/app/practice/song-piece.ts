import type { Song } from '$contracts/song.ts';
import type { Transcription } from '$contracts/transcription.ts';
import { fromNotes, fromScore } from '$core/practice/index.ts';
import type { Score } from '$core/score/index.ts';
import { emptyGrid, type BeatGrid } from '$core/time/index.ts';
import type { SongPiece } from './take-judge.svelte.ts';

export interface KnownMusic {
	readonly song: Song;
	readonly score: Score | null;
	readonly transcription: Transcription | null;
	/** Beats that were heard; null where none are known. */
	readonly grid: BeatGrid | null;
	readonly durationSeconds: number;
}

/** What a song asks to be played: its score where there is one, else what was heard of it; null where neither is. */
export function toSongPiece({ song, score, transcription, grid, durationSeconds }: KnownMusic): SongPiece | null {
	const preset = transcription?.preset ?? 'auto';
	if (score !== null && score.songId === song.id)
		return { piece: fromScore(score), source: { kind: 'score', id: score.id, revision: score.revision }, preset };
	if (transcription === null || transcription.notes.length === 0) return null;
	return {
		piece: fromNotes(transcription.notes, grid ?? emptyGrid, durationSeconds),
		source: { kind: 'transcription', id: transcription.id, revision: 0 },
		preset
	};
}
