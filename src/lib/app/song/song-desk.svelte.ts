import { songPaths, type Song } from '$contracts/song.ts';
import { songSeconds } from '$core/time/song-seconds.ts';
import type { NoteEvidence } from '$contracts/transcription.ts';
import type { LoopRange } from '$contracts/player.ts';
import { barStarts, playedClock, tickToSeconds } from '$core/score/index.ts';
import { emptyGrid, snapSeconds, toBars, type BeatGrid } from '$core/time/index.ts';
import { toPeakSource, type PeakSource } from '../timeline/peak-source.ts';
import { Timeline } from '../timeline/timeline.svelte.ts';
import type { Transport } from '../transport/transport.svelte.ts';
import type { Woodshed } from '../woodshed.svelte.ts';
import { PracticePlayer } from '../practice/practice-player.svelte.ts';
import { SavedLoops } from '../practice/loops/saved-loops.ts';
import type { ScoreLook } from '../score/look/score-look.svelte.ts';
import type { ScorePrint } from '../score/look/score-print.svelte.ts';
import { ScoreEditor } from '../score/score-editor.svelte.ts';
import { ScoreTools } from '../score/tools/score-tools.svelte.ts';
import type { StandingMusic } from '../score/tools/unsure-review.svelte.ts';
import { toScoreSound, type ScoreSound } from './score-sound.ts';
import type { PlayedSpans } from './played-spans.ts';
import { AnalysisRoom, type SongFace } from './analysis/analysis-room.svelte.ts';
import { roomParts } from './room-parts.ts';
import type { SongSession } from './song-session.svelte.ts';

/** How loud an edit is heard, MIDI. */
const heardVelocity = 80;
/** How long the hand must rest before the notes that play are those of the edited score. */
const restMs = 150;
const noNotes: readonly NoteEvidence[] = [];

/** The Song room's desk: one song's session, its timeline, and the transport that plays it, kept in step. */
export class SongDesk {
	readonly timeline = new Timeline();
	readonly session: SongSession;
	readonly #woodshed: Woodshed;
	readonly #transport: Transport;
	readonly #peaks: PeakSource | null = $derived.by(() => (this.session.peaks === null ? null : toPeakSource(this.session.peaks)));
	/** What was heard of the music, and the user's word over it. */
	readonly room: AnalysisRoom;
	/** How it is played for practice. */
	readonly practice: PracticePlayer;
	/** The loops that are kept with it. */
	readonly loops: SavedLoops;
	/** The song's score; closed until it is looked at. */
	readonly score: ScoreEditor;
	/** What edits the score by asking first. */
	readonly scoreTools: ScoreTools;
	/** How it is looked at. */
	readonly scoreLook: ScoreLook;
	readonly scorePrint: ScorePrint;
	/** The score as it is heard, where it is what is heard: always where nothing was recorded, else while it is looked at. */
	readonly #scoreSound: ScoreSound | null = $derived.by(() => {
		const { score } = this.score;
		const { song } = this.session;
		const isHeard = song !== null && score?.songId === song.id && (this.isWritten || this.room.face === 'score');
		return isHeard ? toScoreSound(score) : null;
	});
	#loadedSongId = $state<string | null>(null);
	#restTimer: ReturnType<typeof setTimeout> | undefined;
	#canRetrack = $state(false);
	#musicFault = $state.raw<unknown>(null);
	#soundingNotes: readonly NoteEvidence[] | null = null;

	/** @param say words for a screen reader */
	constructor(woodshed: Woodshed, transport: Transport, say: (text: string) => void = () => undefined) {
		this.#woodshed = woodshed;
		this.#transport = transport;
		const parts = roomParts(woodshed);
		this.session = parts.session;
		this.practice = new PracticePlayer(transport, {
			grid: () => this.beats,
			tuningCents: () => (this.isWritten ? 0 : (this.session.song?.music?.tuningCents ?? 0)),
			metronome: () => woodshed.preferences.value.metronome,
			onMetronome: (metronome) => void woodshed.preferences.change({ metronome })
		});
		const { library, newId } = woodshed;
		this.loops = new SavedLoops(transport, {
			song: () => (this.session.song === null ? null : library.song(this.session.song.id)),
			grid: () => this.beats,
			change: (songId, change) => library.changeLoops(songId, change),
			newId
		});
		this.score = new ScoreEditor(parts.scoreSession, {
			say,
			hear: (pitchesMidi) => pitchesMidi.forEach((pitchMidi) => void transport.audition(pitchMidi, heardVelocity))
		});
		const { scoreWork: work, slowLoop } = woodshed.scoreEngines;
		this.scoreTools = new ScoreTools(this.score, { work, slowLoop, music: () => this.#standingMusic() });
		this.scoreLook = parts.scoreLook;
		this.scorePrint = parts.scorePrint;
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

	/** The song is written music, without a recording. */
	get isWritten(): boolean {
		return this.session.song?.written !== undefined;
	}

	/** What the roll shows: what was heard, or what is written, sorted by onset. */
	get notes(): readonly NoteEvidence[] {
		return (this.isWritten ? this.#scoreSound?.notes : this.session.transcription?.notes) ?? noNotes;
	}

	/** Beats and bars of written music as it is played; empty for a recording, whose beats were heard. */
	get grid(): BeatGrid {
		return this.isWritten && this.#scoreSound !== null ? this.#scoreSound.grid : emptyGrid;
	}

	/** A score was written for it, or it is one. */
	get hasScore(): boolean {
		return this.isWritten || this.session.song?.scoreId !== undefined;
	}

	/** The beats of the song as it is played, heard or written. */
	get beats(): BeatGrid {
		return this.isWritten ? this.grid : (this.room.desk.effective?.grid ?? emptyGrid);
	}

	/** Where an end of a loop comes to lie that is put at a time, as the user wants it drawn to beats or bars. */
	snap(seconds: number): number {
		return snapSeconds(seconds, this.#woodshed.preferences.value.loopSnap, this.beats);
	}

	/**
	 * Some bars of the score, or of the song as heard where none is written, as they are played nearest to a time; null where
	 * there are no such bars. @param fromBar @param toBar indices, both inclusive
	 */
	barSeconds(fromBar: number, toBar: number, nearSeconds = 0): LoopRange | null {
		const { score } = this.score;
		if (score === null) {
			const bars = toBars(this.beats, this.durationSeconds);
			const [first, last] = [bars[fromBar], bars[Math.min(toBar, bars.length - 1)]];
			return first === undefined || last === undefined ? null : { startSeconds: first.startSeconds, endSeconds: last.endSeconds };
		}
		const starts = barStarts(score.bars);
		if (fromBar >= score.bars.length) return null;
		const startSeconds = playedClock(score).secondsAt(starts[fromBar] ?? 0, nearSeconds);
		const written = (bar: number): number => tickToSeconds(score.tempoMap, starts[bar] ?? 0);
		return { startSeconds, endSeconds: startSeconds + written(Math.min(toBar + 1, score.bars.length)) - written(fromBar) };
	}

	/** What stands over written music as it is played; null for a recording. */
	get spans(): PlayedSpans | null {
		return this.isWritten ? (this.#scoreSound?.spans ?? null) : null;
	}

	/** The bars that the selection in the score touches, as they are played nearest to a time; null where nothing is chosen. */
	chosenSeconds(nearSeconds: number): LoopRange | null {
		const { score, cursor } = this.score;
		if (score === null || (cursor.noteIds.size === 0 && cursor.range === null)) return null;
		const { fromBar, count } = cursor.barsIn(score);
		return this.barSeconds(fromBar, fromBar + count - 1, nearSeconds);
	}

	get durationSeconds(): number {
		const { song } = this.session;
		if (song === null) return 0;
		return this.isWritten && this.#scoreSound !== null ? this.#scoreSound.durationSeconds : songSeconds(song);
	}

	get peaks(): PeakSource | null {
		return this.#peaks;
	}

	/** The last thing that went wrong while corrections were kept or beats tracked. */
	get musicFault(): unknown {
		return this.#musicFault;
	}

	/**
	 * Opens a song, or looks again at what is known of the open one, such as after a job.
	 * @param face what a song that is opened is to show first; null for its usual one
	 */
	async look(songId: string, face: SongFace | null = null): Promise<void> {
		if (this.#loadedSongId !== songId) this.#transport.awaitSong();
		await this.session.open(songId);
		const { song } = this.session;
		this.#woodshed.holdOpen(song?.original.sha256 ?? null);
		if (song === null) return;
		await this.#readMusic(song);
		if (this.#loadedSongId !== song.id) {
			this.room.face = this.isWritten ? 'score' : 'timeline';
			if (face !== null) this.room.face = face;
		}
		if (this.isWritten) await this.lookAtScore();
		else if (this.score.session.state !== 'closed') void this.lookAtScore();
		if (this.session.song?.id !== song.id) return;
		const pcmPath = this.session.hasPcm ? songPaths.pcm(song.original.sha256) : null;
		if (this.#loadedSongId === song.id) {
			this.#transport.setRecording(pcmPath);
			this.followNotes();
			return;
		}
		this.#loadedSongId = song.id;
		const notes = this.#heardNotes;
		const sounds = this.#scoreSound?.sounds ?? [];
		const { durationSeconds } = this;
		this.#soundingNotes = notes;
		this.timeline.setSong(durationSeconds);
		this.#transport.load({ pcmPath, durationSeconds, ...(this.isWritten ? { sounds } : {}) }, notes);
	}

	/** The song can be played, and loops be marked in it; can be read in reactive code. */
	isLoaded(songId: string): boolean {
		return this.#loadedSongId === songId;
	}

	get #heardNotes(): readonly NoteEvidence[] {
		return this.#scoreSound?.notes ?? this.session.transcription?.notes ?? noNotes;
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

	/** Gives the transport the notes that are to be heard now. Call when they change. */
	followNotes(): void {
		const notes = this.#heardNotes;
		const sound = this.#scoreSound;
		clearTimeout(this.#restTimer);
		if (notes === this.#soundingNotes || this.#loadedSongId === null) return;
		const give = (): void => {
			this.#soundingNotes = notes;
			this.#transport.setNotes(notes);
			if (!this.isWritten || sound === null) return;
			this.#transport.setExtent(sound.durationSeconds, sound.sounds);
			if (sound.durationSeconds !== this.timeline.durationSeconds) this.timeline.setSong(sound.durationSeconds);
		};
		if (sound === null) give();
		else this.#restTimer = setTimeout(give, restMs);
	}

	/** Stops the music and writes down what still waits. */
	async close(): Promise<void> {
		this.scoreTools.leave();
		clearTimeout(this.#restTimer);
		this.#transport.pause();
		this.scorePrint.cancel();
		this.#woodshed.holdOpen(null);
		const [song, score] = [this.session.song, this.score.score];
		await Promise.all([this.session.close(), this.score.session.close()]);
		if (song?.written !== undefined && score?.songId === song.id) await this.#woodshed.keepWritten(song.id, score);
	}
}
