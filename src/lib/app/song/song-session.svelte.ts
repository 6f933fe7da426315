import type { TranscribePort } from '$contracts/engine-ports.ts';
import { isAbort, type Fault } from '$contracts/errors.ts';
import type { FileStore } from '$contracts/file-store.ts';
import { songPaths, type Song } from '$contracts/song.ts';
import {
	transcribeSettingsSchema,
	type DecodedNotes,
	type TranscribeSettings,
	type Transcription
} from '$contracts/transcription.ts';
import { fromPeaks, type Peaks } from '$formats/peaks/index.ts';
import type { SongWritePorts } from '../importing/song-writes.ts';
import { keepTranscription, type TranscribePorts } from '../importing/transcribe-song.ts';
import { toFault } from '../words/error-words.ts';

export interface SongSessionPorts extends SongWritePorts, Pick<TranscribePorts, 'onTranscribed'> {
	readonly files: FileStore;
	readonly transcriber: TranscribePort;
}

export type SongSessionState = 'loading' | 'ready' | 'missing' | 'failed';

/** How long a slider must rest before its transcription is written down. */
const restMs = 600;

/** One song on the desk: its record, its waveform, its notes, and the settings by which they were found. */
export class SongSession {
	readonly #ports: SongSessionPorts;
	#state = $state<SongSessionState>('loading');
	#song = $state.raw<Song | null>(null);
	#peaks = $state.raw<Peaks | null>(null);
	#transcription = $state.raw<Transcription | null>(null);
	#settings = $state.raw<TranscribeSettings>(transcribeSettingsSchema.parse({}));
	#hasPcm = $state(false);
	#canRedecode = $state(false);
	#isRedecoding = $state(false);
	#fault = $state.raw<Fault | null>(null);
	#redecode: AbortController | null = null;
	#saveTimer: ReturnType<typeof setTimeout> | undefined;
	#save: (() => Promise<void>) | null = null;

	constructor(ports: SongSessionPorts) {
		this.#ports = ports;
	}

	get state(): SongSessionState {
		return this.#state;
	}
	get song(): Song | null {
		return this.#song;
	}
	/** Null until made, or when evicted. */
	get peaks(): Peaks | null {
		return this.#peaks;
	}
	get transcription(): Transcription | null {
		return this.#transcription;
	}
	get settings(): TranscribeSettings {
		return this.#settings;
	}
	/** False when the recording must be decoded again before it can be heard. */
	get hasPcm(): boolean {
		return this.#hasPcm;
	}
	/** False when a change of settings needs the model to listen again. */
	get canRedecode(): boolean {
		return this.#canRedecode;
	}
	get isRedecoding(): boolean {
		return this.#isRedecoding;
	}
	get fault(): Fault | null {
		return this.#fault;
	}

	/** Opens a song, or looks again at what is known of the open one. */
	async open(songId: string): Promise<void> {
		const isSame = this.#song?.id === songId;
		if (!isSame) {
			await this.close();
			this.#state = 'loading';
		}
		try {
			const song = await this.#ports.store.song(songId);
			if (song === null) {
				this.#song = null;
				this.#state = 'missing';
				return;
			}
			const transcription = await this.#readTranscription(song);
			const { sha256 } = song.original;
			const [pcm, posteriors] = await Promise.all([
				this.#ports.files.stat(songPaths.pcm(sha256)),
				this.#ports.files.stat(songPaths.posteriors(sha256))
			]);
			if (this.#peaks === null || !isSame) this.#peaks = await this.#readPeaks(sha256);
			this.#hasPcm = pcm !== null;
			this.#canRedecode = posteriors !== null;
			this.#song = song;
			// What the user has just asked for stands until it is found, whatever was written meanwhile.
			if (this.#save === null && !(isSame && this.#isRedecoding)) {
				this.#transcription = transcription;
				this.#settings = transcription?.settings ?? transcribeSettingsSchema.parse({});
			}
			this.#fault = null;
			this.#state = 'ready';
		} catch (error) {
			this.#fault = toFault(error);
			this.#state = 'failed';
		}
	}

	/**
	 * Finds the notes again under other settings, without the model. The last call wins; what it found is written down
	 * once the settings rest.
	 */
	async applySettings(settings: TranscribeSettings): Promise<void> {
		const song = this.#song;
		this.#settings = settings;
		if (song === null || !this.#canRedecode) return;
		this.#redecode?.abort();
		const controller = new AbortController();
		this.#redecode = controller;
		this.#isRedecoding = true;
		try {
			const posteriorsPath = songPaths.posteriors(song.original.sha256);
			const notes = await this.#ports.transcriber.redecode({ posteriorsPath, settings }, controller.signal);
			if (controller.signal.aborted) return;
			this.#fault = null;
			this.#show(song, settings, notes);
		} catch (error) {
			if (isAbort(error) || controller.signal.aborted) return;
			this.#fault = toFault(error);
			if (this.#fault.code === 'fileMissing') this.#canRedecode = false;
		} finally {
			if (this.#redecode === controller) this.#isRedecoding = false;
		}
	}

	/** Writes down what still waits, and lets go of the song. */
	async close(): Promise<void> {
		this.#redecode?.abort();
		await this.flush();
		this.#song = null;
		this.#peaks = null;
		this.#transcription = null;
		this.#fault = null;
	}

	/** Writes down what still waits. */
	async flush(): Promise<void> {
		clearTimeout(this.#saveTimer);
		const save = this.#save;
		this.#save = null;
		await save?.();
	}

	#show(song: Song, settings: TranscribeSettings, notes: DecodedNotes): void {
		this.#transcription = {
			schemaVersion: 1,
			id: this.#transcription?.id ?? this.#ports.newId(),
			songId: song.id,
			inputSha256: song.original.sha256,
			settings,
			createdAtMs: this.#ports.nowMs(),
			...notes
		};
		this.#save = async () => {
			const kept = await keepTranscription(this.#ports, song.id, settings, notes, new AbortController().signal);
			if (this.#song?.id === song.id) this.#transcription = kept;
		};
		clearTimeout(this.#saveTimer);
		this.#saveTimer = setTimeout(() => {
			this.flush().catch((error: unknown) => {
				this.#fault = toFault(error);
			});
		}, restMs);
	}

	async #readTranscription(song: Song): Promise<Transcription | null> {
		return song.transcriptionId === undefined ? null : this.#ports.store.transcription(song.transcriptionId);
	}

	async #readPeaks(sha256: string): Promise<Peaks | null> {
		const path = songPaths.peaks(sha256);
		if ((await this.#ports.files.stat(path)) === null) return null;
		const file = await this.#ports.files.open(path);
		return fromPeaks(await file.read(0, file.sizeBytes));
	}
}
