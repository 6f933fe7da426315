import { songPaths } from '$contracts/song.ts';
import type { NoteEvidence } from '$contracts/transcription.ts';
import { toPeakSource, type PeakSource } from '../timeline/peak-source.ts';
import { Timeline } from '../timeline/timeline.svelte.ts';
import type { Transport } from '../transport/transport.svelte.ts';
import type { Woodshed } from '../woodshed.svelte.ts';
import type { SongSession } from './song-session.svelte.ts';

/** The Song room's desk: one song's session, its timeline, and the transport that plays it, kept in step. */
export class SongDesk {
	readonly timeline = new Timeline();
	readonly session: SongSession;
	readonly #woodshed: Woodshed;
	readonly #transport: Transport;
	readonly #peaks: PeakSource | null = $derived.by(() => (this.session.peaks === null ? null : toPeakSource(this.session.peaks)));
	#loadedSongId: string | null = null;
	#soundingNotes: readonly NoteEvidence[] | null = null;

	constructor(woodshed: Woodshed, transport: Transport) {
		this.#woodshed = woodshed;
		this.#transport = transport;
		this.session = woodshed.createSession();
	}

	get peaks(): PeakSource | null {
		return this.#peaks;
	}

	/** Opens a song, or looks again at what is known of the open one, such as after a job. */
	async look(songId: string): Promise<void> {
		await this.session.open(songId);
		const { song } = this.session;
		this.#woodshed.holdOpen(song?.original.sha256 ?? null);
		if (song === null) return;
		const pcmPath = this.session.hasPcm ? songPaths.pcm(song.original.sha256) : null;
		const notes = this.session.transcription?.notes ?? [];
		if (this.#loadedSongId === song.id) {
			this.#transport.setRecording(pcmPath);
			this.followNotes();
			return;
		}
		this.#loadedSongId = song.id;
		this.#soundingNotes = notes;
		this.timeline.setSong(song.recording.durationSeconds);
		this.#transport.load({ pcmPath, durationSeconds: song.recording.durationSeconds }, notes);
	}

	/** Gives the transport the notes that are shown now. Call when they change. */
	followNotes(): void {
		const notes = this.session.transcription?.notes ?? [];
		if (notes === this.#soundingNotes) return;
		this.#soundingNotes = notes;
		this.#transport.setNotes(notes);
	}

	/** Stops the music and writes down what still waits. */
	async close(): Promise<void> {
		this.#transport.pause();
		this.#woodshed.holdOpen(null);
		await this.session.close();
	}
}
