import type { Song } from '$contracts/song.ts';
import type { Transcription } from '$contracts/transcription.ts';
import { fromNotes, fromScore } from '$core/practice/index.ts';
import type { Score } from '$core/score/index.ts';
import { emptyGrid, type BeatGrid } from '$core/time/index.ts';
import { toWrittenMusic } from '../importing/written-song.ts';
import type { SongDesk } from '../song/song-desk.svelte.ts';
import type { BootedStudio } from '../studio.svelte.ts';
import { PracticeRoom } from './practice-room.svelte.ts';
import type { SongPiece } from './take-judge.svelte.ts';

/** Opens recording and judging for the song that is on the desk. */
export async function openPracticeRoom(booted: BootedStudio, desk: SongDesk): Promise<PracticeRoom> {
	const [recording, engines] = await Promise.all([booted.recording(), booted.takeEngines()]);
	const piece = async (): Promise<SongPiece | null> => {
		const { song } = desk.session;
		if (song === null) return null;
		if (song.scoreId !== undefined && desk.score.score?.songId !== song.id) await desk.lookAtScore();
		return toSongPiece({
			song,
			score: desk.score.score,
			transcription: desk.session.transcription,
			grid: desk.room.desk.effective?.grid ?? null,
			durationSeconds: desk.durationSeconds
		});
	};
	return new PracticeRoom(recording, engines, {
		transport: booted.transport,
		player: desk.practice,
		song: () => desk.session.song,
		piece,
		grid: () => desk.room.desk.effective?.grid ?? desk.grid,
		tuningCents: () => desk.session.song?.music?.tuningCents ?? 0
	});
}

interface KnownMusic {
	readonly song: Song;
	readonly score: Score | null;
	readonly transcription: Transcription | null;
	/** Beats that were heard; null where none are known. */
	readonly grid: BeatGrid | null;
	readonly durationSeconds: number;
}

/** What a song asks to be played: its score where there is one, else what was heard of it; null where neither is. */
function toSongPiece({ song, score, transcription, grid, durationSeconds }: KnownMusic): SongPiece | null {
	const isWritten = score !== null && score.songId === song.id;
	const hearing: SongPiece['hearing'] = {
		preset: transcription?.preset ?? 'auto',
		isOwnPitch: isWritten && isOwnPitch(score),
		tuningCents: song.music?.tuningCents ?? 0
	};
	if (isWritten) {
		const hasTempo = song.written === undefined || toWrittenMusic(score).bpm !== undefined;
		return { piece: fromScore(score), source: { kind: 'score', id: score.id, revision: score.revision }, hasTempo, hearing };
	}
	if (transcription === null || transcription.notes.length === 0) return null;
	return {
		piece: fromNotes(transcription.notes, grid ?? emptyGrid, durationSeconds),
		source: { kind: 'transcription', id: transcription.id, revision: 0 },
		hasTempo: true,
		hearing
	};
}

/** Instruments of General MIDI whose players make each pitch themselves, from and to: bowed strings, voices, brass, reeds and pipes. */
const ownPitchProgrammes = [
	[40, 43],
	[52, 54],
	[56, 79]
] as const;

/** All that is to be played is one part of such an instrument. */
function isOwnPitch({ parts }: Score): boolean {
	const pitched = parts.filter(({ isDrums }) => !isDrums);
	const [only] = pitched;
	return (
		pitched.length === 1 &&
		only !== undefined &&
		ownPitchProgrammes.some(([from, to]) => only.programme >= from && only.programme <= to)
	);
}
