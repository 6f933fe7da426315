import type { LoopRange, Player, PlayerNote, SoundChoice } from '$contracts/player.ts';

/** Back and forward keys move by this. */
export const seekStepSeconds = 5;
/** A drag shorter than this is a click. */
const shortestLoopSeconds = 0.05;

/** What can be heard of a song. */
export interface Playable {
	/** Null when only the notes can be played. */
	readonly pcmPath: string | null;
	readonly durationSeconds: number;
	readonly notes: readonly PlayerNote[];
}

/**
 * The app's one transport: what plays, from where, round what, how loud. Views read its state and poll `positionSeconds` when
 * they draw; nothing here runs by itself.
 */
export class Transport {
	readonly #player: Player;
	readonly #stopListening: () => void;
	#isPlaying = $state(false);
	#isOpen = $state(false);
	#durationSeconds = $state(0);
	#loop = $state.raw<LoopRange | null>(null);
	#isLooping = $state(false);
	#balance = $state(0.5);
	#volume = $state(0.8);
	#sound = $state.raw<SoundChoice>({ kind: 'grand' });
	#isSoundLoading = $state(false);
	#hasSound = false;
	#failure = $state.raw<unknown>(null);
	#opening = 0;

	constructor(player: Player) {
		this.#player = player;
		this.#stopListening = player.onChange((change) => {
			this.#isPlaying = change.kind === 'playing';
			if (change.kind === 'failed') this.#failure = change.error;
		});
	}

	get isPlaying(): boolean {
		return this.#isPlaying;
	}

	/** Something is there to be played. */
	get isOpen(): boolean {
		return this.#isOpen;
	}

	get durationSeconds(): number {
		return this.#durationSeconds;
	}

	/** The range marked, looping or not. */
	get loop(): LoopRange | null {
		return this.#loop;
	}

	get isLooping(): boolean {
		return this.#isLooping;
	}

	/** 0 recording, 1 notes. */
	get balance(): number {
		return this.#balance;
	}

	get volume(): number {
		return this.#volume;
	}

	get sound(): SoundChoice {
		return this.#sound;
	}

	get isSoundLoading(): boolean {
		return this.#isSoundLoading;
	}

	/** What went wrong last; null once something else was begun. */
	get failure(): unknown {
		return this.#failure;
	}

	/** For drawing: where the listener is now. */
	positionSeconds(): number {
		return this.#player.positionSeconds();
	}

	/** For a meter: 0 to 1, above when it clips. */
	level(): number {
		return this.#player.level();
	}

	/** Must follow a gesture, as everything that makes sound. Sets `failure` when it cannot be had. */
	async open(playable: Playable): Promise<void> {
		const opening = ++this.#opening;
		this.#isOpen = false;
		this.#loop = null;
		this.#isLooping = false;
		this.#durationSeconds = playable.durationSeconds;
		await this.#attempt(async () => {
			this.#player.setNotes(playable.notes);
			await this.#player.open(playable.pcmPath === null ? null : { pcmPath: playable.pcmPath });
			if (opening === this.#opening) this.#isOpen = true;
		});
	}

	/** The same song with other notes, as after a setting was changed. */
	setNotes(notes: readonly PlayerNote[]): void {
		this.#player.setNotes(notes);
	}

	async play(fromSeconds?: number): Promise<void> {
		await this.#attempt(async () => {
			if (!this.#hasSound && this.#balance > 0) await this.#loadSound();
			await (fromSeconds === undefined ? this.#player.play() : this.#player.play(this.#within(fromSeconds)));
		});
	}

	pause(): void {
		this.#player.pause();
	}

	async toggle(): Promise<void> {
		if (this.#isPlaying) this.pause();
		else await this.play();
	}

	seek(seconds: number): void {
		this.#player.seek(this.#within(seconds));
	}

	/** Forward, or back with a negative number. */
	skip(seconds: number): void {
		this.seek(this.positionSeconds() + seconds);
	}

	/** To the start of the loop, or of the song when there is none or the position is there already. */
	rewind(): void {
		const start = this.#isLooping ? (this.#loop?.startSeconds ?? 0) : 0;
		this.seek(Math.abs(this.positionSeconds() - start) < 0.2 ? 0 : start);
	}

	/** Marks a range and plays round it; its ends may come in either order. Too short a range is taken as none. */
	setLoop(range: LoopRange): void {
		const [startSeconds, endSeconds] = [this.#within(range.startSeconds), this.#within(range.endSeconds)].sort((a, b) => a - b);
		if (startSeconds === undefined || endSeconds === undefined || !(endSeconds - startSeconds >= shortestLoopSeconds))
			return this.clearLoop();
		this.#loop = { startSeconds, endSeconds };
		this.#isLooping = true;
		this.#player.setLoop(this.#loop);
	}

	clearLoop(): void {
		this.#loop = null;
		this.#isLooping = false;
		this.#player.setLoop(null);
	}

	/** Plays on past the marked range, or round it again; the marks stay. */
	toggleLoop(): void {
		if (this.#loop === null) return;
		this.#isLooping = !this.#isLooping;
		this.#player.setLoop(this.#isLooping ? this.#loop : null);
	}

	setBalance(balance: number): void {
		this.#balance = clamp01(balance);
		this.#player.setBalance(this.#balance);
		if (this.#isPlaying && this.#balance > 0 && !this.#hasSound) void this.#attempt(() => this.#loadSound());
	}

	setVolume(volume: number): void {
		this.#volume = clamp01(volume);
		this.#player.setVolume(this.#volume);
	}

	async setSound(sound: SoundChoice): Promise<void> {
		this.#sound = sound;
		await this.#attempt(() => this.#loadSound());
	}

	async audition(pitchMidi: number, velocity = 90): Promise<void> {
		await this.#attempt(async () => {
			if (!this.#hasSound) await this.#loadSound();
			this.#player.audition(pitchMidi, velocity);
		});
	}

	async close(): Promise<void> {
		this.#opening++;
		this.#isOpen = false;
		this.#isPlaying = false;
		this.#stopListening();
		await this.#player.close();
	}

	async #loadSound(): Promise<void> {
		const sound = this.#sound;
		this.#isSoundLoading = true;
		try {
			await this.#player.setSound(sound);
			this.#hasSound = true;
		} finally {
			if (sound === this.#sound) this.#isSoundLoading = false;
		}
	}

	async #attempt(work: () => Promise<void>): Promise<void> {
		this.#failure = null;
		try {
			await work();
		} catch (error) {
			this.#failure = error;
		}
	}

	#within(seconds: number): number {
		return Number.isFinite(seconds) ? Math.max(0, Math.min(this.#durationSeconds, seconds)) : 0;
	}
}

function clamp01(value: number): number {
	return Number.isFinite(value) ? Math.max(0, Math.min(1, value)) : 0;
}
