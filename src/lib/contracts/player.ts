import type { Click, ClickKind, ClickVoice } from '$core/playback/index.ts';
import type { TrackPlayer } from './playback/player-track.ts';

/**
 * Playback as the app asks for it: one recording and one list of notes on one clock. `adapters/audio` fills it with
 * the one AudioContext; tests fill it with a fake clock.
 */
export interface Player extends TrackPlayer {
	/** Makes the AudioContext and loads worklets; must follow a user's gesture. Throws `audioOutputUnavailable`. */
	start(): Promise<void>;
	/**
	 * Loads a recording from the file store; null for notes alone, which last to their end and at least `lastsSeconds`. Stops what is
	 * playing.
	 */
	open(recording: { readonly pcmPath: string } | null, lastsSeconds?: number): Promise<void>;
	/** Notes sorted by onset. May be called while playing; sounding notes end. */
	setNotes(notes: readonly PlayerNote[]): void;
	/**
	 * Loads a sound for each channel of the notes, one at least; resolves when they can be heard. Notes of channels beyond them sound
	 * like the first. Throws `engineMissing` when offline without it.
	 */
	setSounds(sounds: readonly ChannelSound[]): Promise<void>;
	/** @param countIn heard before the music, which stands still meanwhile */
	play(fromSeconds?: number, countIn?: CountIn): Promise<void>;
	pause(): void;
	/** Stays playing if it was. */
	seek(seconds: number): void;
	/** Loops without a gap while set; playback that is inside goes on, outside it jumps to the start. */
	setLoop(loop: LoopRange | null): void;
	/** Share of the song's own speed, 0.25 to 2; its pitch stays. */
	setSpeed(speed: number): void;
	/** Semitones up, -12 to 12 and fractions between, of recording and notes; drums stay. The speed stays. */
	setPitch(semitones: number): void;
	/** How far above A4 = 440 Hz the notes are tuned, cents: as the recording is. */
	setNotesTuning(cents: number): void;
	/** How loud each channel of the notes is, 0 to 1; those beyond the list are at 1. */
	setChannelLevels(levels: readonly number[]): void;
	/** Takes away what both sides of a stereo recording share above the bass: mostly the voice. */
	setCentreCut(isCut: boolean): void;
	/** Clicks along the song; none to be silent. */
	setClicks(clicks: readonly Click[]): void;
	/** @param level 0 to 1 */
	setClickSound(voice: ClickVoice, level: number): void;
	/** Beats of a count-in still to be heard; 0 when none is under way. */
	countInLeft(): number;
	/** 0 recording alone, 0.5 both, 1 notes alone. */
	setBalance(balance: number): void;
	/** 0 to 1. */
	setVolume(volume: number): void;
	/** Where the listener hears the music now, seconds; output latency removed. Cheap: called every frame. */
	positionSeconds(): number;
	readonly isPlaying: boolean;
	/** Peak level of the last 50 ms, 0 to 1 or above; for a meter. */
	level(): number;
	/** One note now, for a click on the roll. */
	audition(pitchMidi: number, velocity: number): void;
	onChange(listener: (change: PlayerChange) => void): () => void;
	close(): Promise<void>;
}

export type PlayerChange =
	| { readonly kind: 'playing' }
	| { readonly kind: 'paused' }
	| { readonly kind: 'ended' }
	| { readonly kind: 'failed'; readonly error: unknown };

export interface PlayerNote {
	readonly onsetSeconds: number;
	readonly offsetSeconds: number;
	readonly pitchMidi: number;
	/** 1 to 127 */
	readonly velocity: number;
	/** Index into the sounds; the first where it is left out. */
	readonly channel?: number;
}

export interface CountIn {
	/** One click each, in order. */
	readonly beats: readonly ClickKind[];
	/** As heard, at the speed that is set. */
	readonly beatSeconds: number;
}

export interface LoopRange {
	readonly startSeconds: number;
	readonly endSeconds: number;
}

/** `grand` is the sampled piano; a number is a General MIDI programme, 0 to 127. */
export type SoundChoice = { readonly kind: 'grand' } | { readonly kind: 'gm'; readonly programme: number };

/** What plays a channel: an instrument, or drums by their General MIDI keys. */
export type ChannelSound = SoundChoice | { readonly kind: 'drums' };

/** A stretch of the recording, over and over, slower and at its own pitch; apart from the transport, which stands still meanwhile. */
export interface SlowLoop {
	/**
	 * Takes the place of what loops.
	 * @param rate share of the recording's pace, 0.25 to 1
	 * @throws UserFixableError when the recording is no longer kept
	 */
	play(pcmPath: string, range: LoopRange, rate: number): Promise<void>;
	stop(): void;
	/** Where in the recording it is now, seconds; null while nothing loops. Cheap: asked in every frame. */
	positionSeconds(): number | null;
}
