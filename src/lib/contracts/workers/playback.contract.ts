import type { Anchor, ClickList, ClickVoice, FrameLoop, NoteList, PlaySequence, RingMemory } from '$core/playback/index.ts';
import type { Fault } from '../errors.ts';
import type { Outcome } from './outcome.ts';

/*
 * Playing crosses three threads. The app tells the audio thread what to play; the audio thread asks the reader for the
 * samples and answers the app with anchors; the reader fills the rings. A second worker opens sound banks.
 */

export const playerProcessorName = 'woodshed-player';

export interface PlayerProcessorOptions {
	/** Shared between reader and audio thread where the page is isolated; otherwise chunks come over the reader's port. */
	readonly rings: readonly [RingMemory, RingMemory] | null;
}

/** One decoded sample of a sound bank, by its index in it. */
export interface DecodedSample {
	readonly index: number;
	readonly samples: Float32Array<ArrayBuffer>;
	readonly sampleRateHz: number;
}

/** A programme of a sound bank, or its drums. */
export interface BankSound {
	readonly bankId: string;
	readonly programme: number;
	readonly isDrums: boolean;
}

/** Clicks before the music begins, frames as heard. */
export interface CountInFrames {
	/** Indices of `clickKinds`. */
	readonly kinds: Uint8Array;
	readonly beatFrames: number;
}

/** A lane of the audio thread that a track sounds through. */
export interface TrackUse {
	readonly lane: number;
	/** Another track than before. */
	readonly isNew: boolean;
	/** With the lane's first track, where memory is shared. */
	readonly rings: readonly [RingMemory, RingMemory] | null;
}

/** A track as the reader reads it. */
export interface ReaderTrack {
	readonly lane: number;
	readonly pcmPath: string;
	/** Frame of the song at which it begins. */
	readonly startFrame: number;
	readonly rings: readonly [RingMemory, RingMemory] | null;
}

/** Samples of a track beside those of the recording. */
export interface LanePlanes {
	readonly lane: number;
	readonly left: Float32Array<ArrayBuffer>;
	readonly right: Float32Array<ArrayBuffer>;
}

/** App to audio thread. `request` counts up; it comes back in the anchors. */
export type ToPlayer =
	| { readonly kind: 'open'; readonly request: number; readonly frameCount: number; readonly reader: MessagePort | null }
	| { readonly kind: 'resize'; readonly request: number; readonly frameCount: number }
	| { readonly kind: 'play'; readonly countIn: CountInFrames | null }
	| { readonly kind: 'pause' }
	| { readonly kind: 'jump'; readonly request: number; readonly frame: number }
	| { readonly kind: 'loop'; readonly request: number; readonly loop: FrameLoop | null }
	| { readonly kind: 'speed'; readonly speed: number }
	| { readonly kind: 'pitch'; readonly semitones: number }
	| { readonly kind: 'tuning'; readonly cents: number }
	| { readonly kind: 'levels'; readonly levels: readonly number[] }
	| { readonly kind: 'clicks'; readonly clicks: ClickList }
	| { readonly kind: 'clickVoice'; readonly voice: ClickVoice }
	| { readonly kind: 'notes'; readonly notes: NoteList }
	/** The reader knows of them already. */
	| { readonly kind: 'tracks'; readonly request: number; readonly uses: readonly TrackUse[]; readonly gains: readonly number[] }
	/** Linear, by lane. */
	| { readonly kind: 'trackGains'; readonly gains: readonly number[] }
	/** Notes beside those of the song, each track a channel. */
	| { readonly kind: 'trackNotes'; readonly notes: NoteList; readonly channelCount: number; readonly levels: readonly number[] }
	/** By channel, 0 to 1. */
	| { readonly kind: 'trackNoteLevels'; readonly levels: readonly number[] }
	| { readonly kind: 'bank'; readonly bankId: string; readonly bytes: ArrayBuffer }
	| { readonly kind: 'sample'; readonly bankId: string; readonly sample: DecodedSample }
	/** Plays the channels of the notes with these from now on; answered with the same ticket. */
	| { readonly kind: 'sounds'; readonly ticket: number; readonly sounds: readonly BankSound[] }
	| { readonly kind: 'audition'; readonly pitchMidi: number; readonly velocity: number; readonly durationFrames: number }
	| { readonly kind: 'close' };

/** Audio thread to app. */
export type FromPlayer =
	| { readonly kind: 'ready' }
	| { readonly kind: 'anchor'; readonly anchor: Anchor; readonly isStarved: boolean }
	| { readonly kind: 'ended'; readonly request: number }
	/** A count-in has begun at this frame of the context. */
	| { readonly kind: 'counting'; readonly contextFrame: number }
	/** Speed and pitch of a recording cannot be changed here. */
	| { readonly kind: 'stretchFailed'; readonly reason: string }
	| { readonly kind: 'sound'; readonly ticket: number }
	| { readonly kind: 'soundFailed'; readonly ticket: number; readonly reason: string };

/** Audio thread to reader: fill this ring with this, dropping what was asked before; or, without shared memory, what was read. */
export type ToReader =
	| { readonly kind: 'cue'; readonly generation: number; readonly slot: number; readonly sequence: PlaySequence }
	| { readonly kind: 'read'; readonly generation: number; readonly readFrames: number };

/** Reader to audio thread, only without shared memory. */
export type FromReader =
	| { readonly kind: 'begin'; readonly generation: number; readonly slot: number; readonly lanes: readonly number[] }
	| {
			readonly kind: 'chunk';
			readonly generation: number;
			readonly slot: number;
			readonly left: Float32Array<ArrayBuffer>;
			readonly right: Float32Array<ArrayBuffer>;
			readonly tracks: readonly LanePlanes[];
	  };

/** Reads recordings for the audio thread. */
export interface PlaybackWorker {
	/**
	 * Opens a recording, or silence where there is none, and serves it over `port` until the next one or `close`. `onFailure` tells of
	 * reads that fail later.
	 */
	open(
		pcmPath: string | null,
		rings: readonly RingMemory[] | null,
		port: MessagePort,
		onFailure: (fault: Fault) => void
	): Promise<Outcome<{ readonly frameCount: number; readonly channels: number }>>;
	/** Reads these beside the recording from the next cue on. */
	setTracks(tracks: readonly ReaderTrack[]): Promise<Outcome<null>>;
	close(): void;
}

/** Opens sound banks away from the audio thread, which would stutter. */
export interface SoundBankWorker {
	/** Takes the bytes of an SF2 or SF3 file. Faults `engineFailed` when they are not one. */
	load(bankId: string, bytes: ArrayBuffer): Promise<Outcome<null>>;
	/** The samples a sound needs, decoded; those answered before are left out. */
	samplesOf(sound: BankSound): Promise<Outcome<readonly DecodedSample[]>>;
}
