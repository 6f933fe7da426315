import type { ChannelSound, CountIn, LoopRange, Player, PlayerChange, PlayerNote } from '../../src/lib/contracts/player.ts';
import type { PlayerTrack } from '../../src/lib/contracts/playback/player-track.ts';
import type { Click, ClickVoice } from '../../src/lib/core/playback/index.ts';

/** A `Player` without sound, on a clock that the test moves. */
export class FakePlayer implements Player {
	#position = 0;
	#durationSeconds: number;
	readonly #listeners = new Set<(change: PlayerChange) => void>();
	isPlaying = false;
	loop: LoopRange | null = null;
	notes: readonly PlayerNote[] = [];
	opened: { readonly pcmPath: string } | null = null;
	sounds: readonly ChannelSound[] = [];
	balance = 0.5;
	volume = 1;
	speed = 1;
	semitones = 0;
	tuningCents = 0;
	levels: readonly number[] = [];
	isCentreCut = false;
	clicks: readonly Click[] = [];
	clickSound: { readonly voice: ClickVoice; readonly level: number } | null = null;
	countedIn: CountIn | null = null;
	auditioned: { readonly pitchMidi: number; readonly velocity: number }[] = [];
	tracks: readonly PlayerTrack[] = [];
	trackGains: ReadonlyMap<string, number> = new Map();
	songLevel = 1;
	isClosed = false;
	/** Thrown by the next call that can fail. */
	nextError: unknown = null;

	constructor(durationSeconds = 60) {
		this.#durationSeconds = durationSeconds;
	}

	/** Time passes, as heard. */
	advance(seconds: number): void {
		if (!this.isPlaying) return;
		this.#position += seconds * this.speed;
		const { loop } = this;
		if (loop !== null && this.#position >= loop.endSeconds) {
			this.#position = loop.startSeconds + ((this.#position - loop.startSeconds) % (loop.endSeconds - loop.startSeconds));
		}
		if (this.#position < this.#durationSeconds) return;
		this.#position = this.#durationSeconds;
		this.#change({ kind: 'ended' });
	}

	fail(error: unknown): void {
		this.#change({ kind: 'failed', error });
	}

	async start(): Promise<void> {
		this.#throwNext();
	}

	async open(recording: { readonly pcmPath: string } | null): Promise<void> {
		this.#throwNext();
		this.pause();
		this.opened = recording;
		this.#position = 0;
		this.loop = null;
		this.tracks = [];
	}

	async setTracks(tracks: readonly PlayerTrack[]): Promise<void> {
		this.#throwNext();
		this.tracks = tracks;
	}

	setTrackGains(gains: ReadonlyMap<string, number>): void {
		this.trackGains = gains;
	}

	setSongLevel(level: number): void {
		this.songLevel = level;
	}

	setNotes(notes: readonly PlayerNote[]): void {
		this.notes = notes;
	}

	async setSounds(sounds: readonly ChannelSound[]): Promise<void> {
		this.#throwNext();
		this.sounds = sounds;
	}

	async play(fromSeconds?: number, countIn?: CountIn): Promise<void> {
		this.#throwNext();
		this.countedIn = countIn ?? null;
		if (fromSeconds !== undefined) this.#position = fromSeconds;
		else if (this.#position >= this.#durationSeconds) this.#position = 0;
		this.#change({ kind: 'playing' });
	}

	pause(): void {
		if (this.isPlaying) this.#change({ kind: 'paused' });
	}

	seek(seconds: number): void {
		this.#position = seconds;
	}

	setLoop(loop: LoopRange | null): void {
		this.loop = loop;
		if (loop !== null && (this.#position < loop.startSeconds || this.#position >= loop.endSeconds))
			this.#position = loop.startSeconds;
	}

	setSpeed(speed: number): void {
		this.speed = speed;
	}

	setPitch(semitones: number): void {
		this.semitones = semitones;
	}

	setNotesTuning(cents: number): void {
		this.tuningCents = cents;
	}

	setChannelLevels(levels: readonly number[]): void {
		this.levels = levels;
	}

	setCentreCut(isCut: boolean): void {
		this.isCentreCut = isCut;
	}

	setClicks(clicks: readonly Click[]): void {
		this.clicks = clicks;
	}

	setClickSound(voice: ClickVoice, level: number): void {
		this.clickSound = { voice, level };
	}

	countInLeft(): number {
		return 0;
	}

	setBalance(balance: number): void {
		this.balance = balance;
	}

	setVolume(volume: number): void {
		this.volume = volume;
	}

	positionSeconds(): number {
		return this.#position;
	}

	level(): number {
		return this.isPlaying ? this.volume : 0;
	}

	audition(pitchMidi: number, velocity: number): void {
		this.auditioned.push({ pitchMidi, velocity });
	}

	onChange(listener: (change: PlayerChange) => void): () => void {
		this.#listeners.add(listener);
		return () => void this.#listeners.delete(listener);
	}

	async close(): Promise<void> {
		this.isClosed = true;
		this.#listeners.clear();
	}

	#change(change: PlayerChange): void {
		this.isPlaying = change.kind === 'playing';
		for (const listener of this.#listeners) listener(change);
	}

	#throwNext(): void {
		const error = this.nextError;
		this.nextError = null;
		if (error !== null) throw error;
	}
}
