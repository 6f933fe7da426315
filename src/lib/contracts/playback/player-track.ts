import type { PlayerNote } from '../player.ts';

/** How many sound at once beside the song at most. */
export const mostPlayerTracks = 8;

/** What sounds beside the song, on the song's own clock: PCM of the file store, or notes. */
export type PlayerTrack = SoundTrack | NoteTrack;

export interface SoundTrack {
	readonly kind: 'sound';
	readonly id: string;
	readonly pcmPath: string;
	/** Song time of its first frame, 0 or above. */
	readonly startSeconds: number;
}

export interface NoteTrack {
	readonly kind: 'notes';
	readonly id: string;
	/** Song time; played with the first of the song's sounds that is no drum. */
	readonly notes: readonly PlayerNote[];
}

/** What players can do with tracks. Speed, pitch, loops and jumps are theirs too. */
export interface TrackPlayer {
	/**
	 * In place of those before; what goes on sounding does so without a break. Opening a song takes them away. Throws `fileMissing` and
	 * `recordCorrupt`.
	 * @param tracks at most `mostPlayerTracks`
	 */
	setTracks(tracks: readonly PlayerTrack[]): Promise<void>;
	/** @param gains linear by the track's id, 0 to 8; a track that is left out is silent */
	setTrackGains(gains: ReadonlyMap<string, number>): void;
	/** How loud recording and notes of the song are beside the tracks, 0 to 1. */
	setSongLevel(level: number): void;
}
