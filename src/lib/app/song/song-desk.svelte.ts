import { songPaths, type Song } from '$contracts/song.ts';
import type { NoteEvidence } from '$contracts/transcription.ts';
import { toPeakSource, type PeakSource } from '../timeline/peak-source.ts';
import { Timeline } from '../timeline/timeline.svelte.ts';
import type { Transport } from '../transport/transport.svelte.ts';
import type { Woodshed } from '../woodshed.svelte.ts';
import type { ScoreLook } from '../score/look/score-look.svelte.ts';
import type { ScorePrint } from '../score/look/score-print.svelte.ts';
import { ScoreEditor } from '../score/score-editor.svelte.ts';
import { ScoreTools } from '../score/tools/score-tools.svelte.ts';
import type { StandingMusic } from '../score/tools/unsure-review.svelte.ts';
import { AnalysisRoom } from './analysis/analysis-room.svelte.ts';
import type { SongSession } from './song-session.svelte.ts';

/** How loud an edit is heard, MIDI. */
const heardVelocity = 80;

/** The Song room's desk: one song's session, its timeline, and the transport that plays it, kept in step. */
export class SongDesk {
	readonly timeline = new Timeline();
	readonly session: SongSession;
	readonly #woodshed: Woodshed;
	readonly #transport: Transport;
	readonly #peaks: PeakSource | null = $derived.by(() => (this.session.peaks === null ? null : toPeakSource(this.session.peaks)));
	/** What was heard of the music, and the user's word over it. */
	readonly room: AnalysisRoom;
	/** The song's score; closed until it is looked at. */
	readonly score: ScoreEditor;
	/** What edits the score by asking first. */
	readonly scoreTools: ScoreTools;
	/** How it is looked at. */
	readonly scoreLook: ScoreLook;
	readonly scorePrint: ScorePrint;
	#loadedSongId: string | null = null;
	#canRetrack = $state(false);
	#musicFault = $state.raw<unknown>(null);
	#soundingNotes: readonly NoteEvidence[] | null = null;

	/** @param say words for a screen reader */
	constructor(woodshed: Woodshed, transport: Transport, say: (text: string) => void = () => undefined) {
		this.#woodshed = woodshed;
		this.#transport = transport;
		this.session = woodshed.createSession();
		this.score = new ScoreEditor(woodshed.createScoreSession(), {
			say,
			hear: (pitchesMidi) => pitchesMidi.forEach((pitchMidi) => void transport.audition(pitchMidi, heardVelocity))
		});
		const { scoreWork: work, slowLoop } = woodshed.scoreEngines;
		this.scoreTools = new ScoreTools(this.score, { work, slowLoop, music: () => this.#standingMusic() });
		this.scoreLook = woodshed.createScoreLook();
		this.scorePrint = woodshed.createScorePrint();
		const retrack = (fromSeconds: number, toSeconds: number, bpm?: number): Promise<readonly number[]> => {
			const { song } = this.session;
			return song === null ? Promise.resolve([]) : woodshed.retrackBeats(song, fromSeconds, toSeconds, bpm);
		};
		const canRetrack = (): boolean => this.#canRetrack;
		this.room = new AnalysisRoom(
			{
				save: (corrections, music) => woodshed.keepCorrections(corrections, music),
				get retrack() {
					return canRetrack() ? retrack : undefined;
				},
				onFault: (error) => (this.#musicFault = error)
			},
			() => performance.now() / 1000
		);
	}

	get peaks(): PeakSource | null {
		return this.#peaks;
	}

	/** The last thing that went wrong while corrections were kept or beats tracked. */
	get musicFault(): unknown {
		return this.#musicFault;
	}

	/** Opens a song, or looks again at what is known of the open one, such as after a job. */
	async look(songId: string): Promise<void> {
		await this.session.open(songId);
		const { song } = this.session;
		this.#woodshed.holdOpen(song?.original.sha256 ?? null);
		if (song === null) return;
		await this.#readMusic(song);
		if (this.score.session.state !== 'closed') void this.lookAtScore();
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

	/** The music, for who makes it wait. */
	#standingMusic(): StandingMusic {
		const { session } = this;
		const transport = this.#transport;
		return {
			pcmPath: session.song !== null && session.hasPcm ? songPaths.pcm(session.song.original.sha256) : null,
			isPlaying: transport.isPlaying,
			positionSeconds: () => transport.positionSeconds(),
			pause: () => transport.pause(),
			resumeAt: (seconds, isPlaying) => {
				transport.seek(seconds);
				if (isPlaying) void transport.play();
			}
		};
	}

	/** Opens the score of the song that is open, or looks again at what it could be written from. */
	async lookAtScore(): Promise<void> {
		const { song } = this.session;
		if (song !== null) await Promise.all([this.scoreLook.open(song.id), this.score.session.open(song.id)]);
	}

	async #readMusic(song: Song): Promise<void> {
		try {
			const { analysis, corrections, canRetrack } = await this.#woodshed.readMusic(song);
			if (this.session.song?.id !== song.id) return;
			this.#canRetrack = canRetrack;
			if (this.room.desk.corrections.songId === song.id) this.room.desk.setAnalysis(analysis);
			else {
				this.room.clear();
				this.room.desk.open(song.id, analysis, corrections);
			}
		} catch (error) {
			// The song can be heard and read without it.
			this.room.desk.open(song.id, null, null);
			this.#musicFault = error;
		}
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
		this.scoreTools.leave();
		this.#transport.pause();
		this.scorePrint.cancel();
		this.#woodshed.holdOpen(null);
		await Promise.all([this.session.close(), this.score.session.close()]);
	}
}
