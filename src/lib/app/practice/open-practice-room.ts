import type { SongDesk } from '../song/song-desk.svelte.ts';
import type { BootedStudio } from '../studio.svelte.ts';
import { PracticeRoom } from './practice-room.svelte.ts';
import { toSongPiece } from './song-piece.ts';
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
