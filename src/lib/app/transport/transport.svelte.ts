import { untrack } from 'svelte';
import type { Fault } from '$contracts/errors.ts';
import type { PlayerTrack } from '$contracts/playback/player-track.ts';
import type { ChannelSound, CountIn, LoopRange, Player, PlayerChange, PlayerNote, SoundChoice } from '$contracts/player.ts';
import { PartMix, partLevels, type Click, type ClickVoice, type PartSound } from '$core/playback/index.ts';
import { toFault } from '../words/error-words.ts';

/** What is on the desk to be played. */
export interface Playable {
	/** Null when there is no recording to be heard. */
	readonly pcmPath: string | null;
	readonly durationSeconds: number;
	/** What plays the channels of the notes where they are written for instruments; without it the sound that the user chose. */
	readonly sounds?: readonly ChannelSound[];
}

export interface TransportChoices {
	/** 0 recording alone, 1 notes alone. */
	readonly balance: number;
	/** 0 to 1. */
	readonly volume: number;
	readonly sound: SoundChoice;
}

/** How the song is played other than as it is. */
interface Pace {
	readonly speed: number;
	readonly semitones: number;
	readonly isCentreCut: boolean;
	readonly tuningCents: number;
}

const ownPace: Pace = { speed: 1, semitones: 0, isCentreCut: false, tuningCents: 0 };

/** Shorter than this a drag is a slip of the hand, not a loop. */
const shortestLoopSeconds = 0.05;

/**
 * The one transport: what plays, where, in which loop, how loud. The player's audio is opened at the first play, since
 * browsers give sound only after a gesture; until then the position is kept here.
 */
export class Transport {
	readonly #createPlayer: () => Promise<Player>;
	readonly #onChoices: (choices: TransportChoices) => void;
	#player: Player | null = null;
	#opening: Promise<Player> | null = null;
	#playable: Playable = { pcmPath: null, durationSeconds: 0 };
	/** What is asked of a song that is still being opened waits for it. */
	#isAwaited = true;
	#awaitedLoop: LoopRange | null = null;
	#notes: readonly PlayerNote[] = [];
	/** Raised whenever another song is put on the desk. */
	#load = 0;
	#openedLoad = -1;
	#loadedSounds = '';
	/** What the user has this song's instruments sound like; null leaves each its own. */
	#songSound = $state.raw<SoundChoice | null>(null);
	#waitingSeconds = 0;
	/** How often the position was set, not played to. */
	#jumpCount = $state(0);
	#isPlaying = $state(false);
	#isStarting = $state(false);
	#isSoundLoading = $state(false);
	#loop = $state.raw<LoopRange | null>(null);
	#isLooping = $state(true);
	#choices = $state.raw<TransportChoices>({ balance: 0.5, volume: 0.9, sound: { kind: 'grand' } });
	#fault = $state.raw<Fault | null>(null);
	#pace = $state.raw<Pace>(ownPace);
	#appliedPace = ownPace;
	#clicks: readonly Click[] = [];
	#mix = $state.raw(new PartMix());
	#tracks: readonly PlayerTrack[] = [];
	#trackGains: ReadonlyMap<string, number> = new Map();
	#songLevel = 1;
	#clickSound: { readonly voice: ClickVoice; readonly level: number } | null = null;

	/**
	 * @param createPlayer fetches the player's code; nothing sounds and no context is made before the first play
	 * @param onChoices told of every change of balance, volume or sound, to be kept
	 */
	constructor(createPlayer: () => Promise<Player>, onChoices: (choices: TransportChoices) => void) {
		this.#createPlayer = createPlayer;
		this.#onChoices = onChoices;
	}

	get isPlaying(): boolean {
		return this.#isPlaying;
	}
	/** Waiting for sound to start after play was pressed. */
	get isStarting(): boolean {
		return this.#isStarting;
	}
	get isSoundLoading(): boolean {
		return this.#isSoundLoading;
	}
	/** The range marked, whether or not it is looped. */
	get loop(): LoopRange | null {
		return this.#loop;
	}
	get isLooping(): boolean {
		return this.#isLooping;
	}
	get balance(): number {
		return this.#choices.balance;
	}
	get volume(): number {
		return this.#choices.volume;
	}
	get sound(): SoundChoice {
		return this.#choices.sound;
	}
	/** The one sound that a written song is heard with; null for its own instruments. */
	get songSound(): SoundChoice | null {
		return this.#songSound;
	}
	get fault(): Fault | null {
		return this.#fault;
	}
	/** Share of the song's own speed. */
	get speed(): number {
		return this.#pace.speed;
	}
	/** Semitones up, cents as fractions. */
	get semitones(): number {
		return this.#pace.semitones;
	}
	/** How a written song's parts are heard. */
	get mix(): PartMix {
		return this.#mix;
	}
	get isCentreCut(): boolean {
		return this.#pace.isCentreCut;
	}

	/** Where the listener hears the music now, seconds; poll it each frame. Reactive code that asks is run again at every jump. */
	positionSeconds(): number {
		void this.#jumpCount;
		return this.#isOpen() && this.#player ? this.#player.positionSeconds() : this.#waitingSeconds;
	}

	/** Peak level now, 0 to 1 or above. */
	level(): number {
		return this.#player?.level() ?? 0;
	}

	/** Takes over kept choices; does not tell them on. */
	choose(choices: TransportChoices): void {
		this.#choices = choices;
	}

	/**
	 * Puts another song on the desk, at its start and its own speed and pitch, without tracks beside it; what plays stops. Clicks and
	 * tuning are those last set.
	 */
	load(playable: Playable, notes: readonly PlayerNote[]): void {
		this.#player?.pause();
		this.#playable = playable;
		this.#notes = notes;
		this.#songSound = null;
		this.#load++;
		this.#waitingSeconds = 0;
		this.#isAwaited = false;
		this.#loop = this.#awaitedLoop === null ? null : withinSong(this.#awaitedLoop, playable.durationSeconds);
		this.#awaitedLoop = null;
		this.#isLooping = true;
		this.#fault = null;
		this.#pace = { ...ownPace, tuningCents: this.#pace.tuningCents };
		this.#mix = new PartMix();
		this.#tracks = [];
		this.setTrackMix(new Map(), 1);
		this.#applyPace();
		this.#noteJump();
	}

	/** Another song is being opened: a loop that is marked from now on is meant for it. */
	awaitSong(): void {
		if (this.#isAwaited) return;
		this.#isAwaited = true;
		this.#awaitedLoop = null;
	}

	/** Other notes for the same song; playback goes on. */
	setNotes(notes: readonly PlayerNote[]): void {
		this.#notes = notes;
		if (this.#isOpen()) this.#player?.setNotes(notes);
	}

	/** The song was made longer or shorter; or its instruments are others. */
	setExtent(durationSeconds: number, sounds: readonly ChannelSound[]): void {
		this.#playable = { ...this.#playable, durationSeconds, sounds };
		if (!this.#isOpen() || this.#player === null) return;
		this.#player.setChannelLevels(this.#levels);
		void this.#loadSounds(this.#player);
	}

	/** The recording can be heard now, or no longer; the position stays. */
	setRecording(pcmPath: string | null): void {
		if (pcmPath === this.#playable.pcmPath) return;
		this.#waitingSeconds = this.positionSeconds();
		this.#player?.pause();
		this.#playable = { ...this.#playable, pcmPath };
		this.#load++;
	}

	/** @param countIn heard first */
	async play(countIn?: CountIn): Promise<void> {
		if (this.#isStarting || this.#isPlaying) return;
		this.#isStarting = true;
		this.#fault = null;
		try {
			const player = await this.#open();
			await player.play(undefined, countIn);
		} catch (error) {
			this.#fault = toFault(error);
		} finally {
			this.#isStarting = false;
		}
	}

	pause(): void {
		this.#player?.pause();
	}

	toggle(): void {
		if (this.#isPlaying) this.pause();
		else void this.play();
	}

	seek(seconds: number): void {
		const target = Math.min(Math.max(0, seconds), this.#playable.durationSeconds);
		this.#waitingSeconds = target;
		if (this.#isOpen()) this.#player?.seek(target);
		this.#noteJump();
	}

	/** Moves by seconds, backwards when negative. */
	seekBy(seconds: number): void {
		this.seek(this.positionSeconds() + seconds);
	}

	/** Marks a range and loops it; null clears it. */
	setLoop(loop: LoopRange | null): void {
		if (this.#isAwaited) {
			this.#awaitedLoop = loop;
			return;
		}
		this.#loop = loop === null ? null : withinSong(loop, this.#playable.durationSeconds);
		if (this.#loop !== null) this.#isLooping = true;
		this.#applyLoop();
		this.#noteJump();
	}

	setLooping(isLooping: boolean): void {
		this.#isLooping = isLooping;
		this.#applyLoop();
	}

	/** @param speed brought to 0.25 to 2, in whole hundredths */
	setSpeed(speed: number): void {
		this.#setPace({ speed: Math.round(Math.min(2, Math.max(0.25, speed)) * 100) / 100 });
	}

	/** @param semitones brought to -12 to 12, in whole cents */
	setPitch(semitones: number): void {
		this.#setPace({ semitones: Math.round(Math.min(12, Math.max(-12, semitones)) * 100) / 100 });
	}

	setCentreCut(isCentreCut: boolean): void {
		this.#setPace({ isCentreCut });
	}

	/** How far from 440 Hz the recording is, and so the notes beside it; cents. */
	setTuning(tuningCents: number): void {
		this.#setPace({ tuningCents });
	}

	/** Clicks along the song. */
	setClicks(clicks: readonly Click[]): void {
		this.#clicks = clicks;
		this.#player?.setClicks(clicks);
	}

	/** @param level 0 to 1 */
	setClickSound(voice: ClickVoice, level: number): void {
		this.#clickSound = { voice, level };
		this.#player?.setClickSound(voice, level);
	}

	/** How one of a written song's parts is heard among the others. */
	mixPart(part: number, change: Partial<PartSound>): void {
		this.#mix = this.#mix.with(part, change);
		this.#player?.setChannelLevels(this.#levels);
	}

	/** Files of the tracks that sound beside the song. */
	readonly trackPaths = (): readonly string[] => this.#tracks.flatMap((track) => (track.kind === 'sound' ? [track.pcmPath] : []));

	/** What sounds beside the song, in place of those before; it plays on. Throws what the player throws, and leaves them as they were. */
	async setTracks(tracks: readonly PlayerTrack[]): Promise<void> {
		const before = this.#tracks;
		this.#tracks = tracks;
		if (!this.#isOpen()) return;
		try {
			await this.#player?.setTracks(tracks);
		} catch (error) {
			if (this.#tracks === tracks) this.#tracks = before;
			throw error;
		}
	}

	/**
	 * How loud tracks and song are beside each other.
	 * @param gains linear, by the track's id; a track that is left out is silent
	 * @param songLevel 0 to 1
	 */
	setTrackMix(gains: ReadonlyMap<string, number>, songLevel: number): void {
		this.#trackGains = gains;
		this.#songLevel = songLevel;
		this.#player?.setTrackGains(gains);
		this.#player?.setSongLevel(songLevel);
	}

	/** Beats of the count-in still to be heard; 0 when none is under way. */
	countInLeft(): number {
		return this.#player?.countInLeft() ?? 0;
	}

	setBalance(balance: number): void {
		this.#change({ balance: Math.min(1, Math.max(0, balance)) });
		this.#player?.setBalance(this.#heardBalance);
	}

	setVolume(volume: number): void {
		this.#change({ volume: Math.min(1, Math.max(0, volume)) });
		this.#player?.setVolume(this.volume);
	}

	async setSound(sound: SoundChoice): Promise<void> {
		this.#change({ sound });
		if (this.#player !== null) await this.#loadSounds(this.#player);
	}

	/** Has all instruments of a written song but drums sound alike, until another song is opened; null gives each its own back. */
	async setSongSound(sound: SoundChoice | null): Promise<void> {
		this.#songSound = sound;
		if (this.#isOpen() && this.#player !== null) await this.#loadSounds(this.#player);
	}

	/** Sounds one note, for a click on the roll. */
	async audition(pitchMidi: number, velocity: number): Promise<void> {
		try {
			(await this.#open()).audition(pitchMidi, velocity);
		} catch (error) {
			this.#fault = toFault(error);
		}
	}

	async close(): Promise<void> {
		const player = this.#player;
		this.#player = null;
		this.#appliedPace = ownPace;
		this.#openedLoad = -1;
		this.#loadedSounds = '';
		this.#isPlaying = false;
		await player?.close();
	}

	/** Where nothing was recorded there is nothing to mix the notes with. */
	get #heardBalance(): number {
		return this.#playable.pcmPath === null ? 1 : this.balance;
	}

	get #levels(): readonly number[] {
		return partLevels(this.#mix, this.#playable.sounds?.length ?? 0);
	}

	get #sounds(): readonly ChannelSound[] {
		const { sounds = [] } = this.#playable;
		if (sounds.length === 0) return [this.sound];
		const one = this.#songSound;
		return one === null ? sounds : sounds.map((sound) => (sound.kind === 'drums' ? sound : one));
	}

	#noteJump(): void {
		untrack(() => this.#jumpCount++);
	}

	#isOpen(): boolean {
		return this.#openedLoad === this.#load;
	}

	async #open(): Promise<Player> {
		if (this.#isOpen() && this.#player) return this.#player;
		const opening = (this.#opening ?? Promise.resolve(null)).then(() => this.#openNow());
		this.#opening = opening;
		try {
			return await opening;
		} finally {
			if (this.#opening === opening) this.#opening = null;
		}
	}

	async #openNow(): Promise<Player> {
		const player = this.#player ?? (await this.#startPlayer());
		if (this.#isOpen()) return player;
		const load = this.#load;
		const seconds = this.#waitingSeconds;
		const { pcmPath, durationSeconds } = this.#playable;
		await player.open(pcmPath === null ? null : { pcmPath }, durationSeconds);
		player.setNotes(this.#notes);
		player.setBalance(this.#heardBalance);
		player.setVolume(this.volume);
		player.setClicks(this.#clicks);
		player.setChannelLevels(this.#levels);
		if (this.#clickSound !== null) player.setClickSound(this.#clickSound.voice, this.#clickSound.level);
		this.#openedLoad = load;
		this.#applyPace();
		this.#applyLoop();
		if (seconds > 0) player.seek(seconds);
		this.setTrackMix(this.#trackGains, this.#songLevel);
		await this.#sendTracks(player);
		await this.#loadSounds(player);
		return player;
	}

	/** Tracks that cannot be had do not keep the song from playing. */
	async #sendTracks(player: Player): Promise<void> {
		if (this.#tracks.length === 0) return;
		try {
			await player.setTracks(this.#tracks);
		} catch (error) {
			this.#tracks = [];
			this.#fault = toFault(error);
		}
	}

	async #startPlayer(): Promise<Player> {
		const player = await this.#createPlayer();
		await player.start();
		player.onChange((change) => this.#hear(change));
		this.#player = player;
		return player;
	}

	/** A sound that cannot be had does not keep the recording from playing. */
	async #loadSounds(player: Player): Promise<void> {
		const sounds = this.#sounds;
		const key = JSON.stringify(sounds);
		if (key === this.#loadedSounds) return;
		this.#isSoundLoading = true;
		try {
			await player.setSounds(sounds);
			this.#loadedSounds = key;
		} catch (error) {
			this.#fault = toFault(error);
		} finally {
			this.#isSoundLoading = false;
		}
	}

	#setPace(change: Partial<Pace>): void {
		this.#pace = { ...this.#pace, ...change };
		this.#applyPace();
	}

	#applyPace(): void {
		const { speed, semitones, isCentreCut, tuningCents } = this.#pace;
		const player = this.#player;
		if (player === null) return;
		const before = this.#appliedPace;
		if (before.speed !== speed) player.setSpeed(speed);
		if (before.semitones !== semitones) player.setPitch(semitones);
		if (before.isCentreCut !== isCentreCut) player.setCentreCut(isCentreCut);
		if (before.tuningCents !== tuningCents) player.setNotesTuning(tuningCents);
		this.#appliedPace = this.#pace;
	}

	#applyLoop(): void {
		if (this.#isOpen()) this.#player?.setLoop(this.#isLooping ? this.#loop : null);
	}

	#hear(change: PlayerChange): void {
		this.#isPlaying = change.kind === 'playing';
		if (change.kind === 'failed') this.#fault = toFault(change.error);
	}

	#change(change: Partial<TransportChoices>): void {
		this.#choices = { ...this.#choices, ...change };
		this.#onChoices(this.#choices);
	}
}

/** A range in order and inside the song; null when nothing is left of it. */
function withinSong({ startSeconds, endSeconds }: LoopRange, durationSeconds: number): LoopRange | null {
	const start = Math.max(0, Math.min(startSeconds, endSeconds));
	const end = Math.min(durationSeconds, Math.max(startSeconds, endSeconds));
	return end - start < shortestLoopSeconds ? null : { startSeconds: start, endSeconds: end };
}
