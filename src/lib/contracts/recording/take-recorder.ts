import type { ChannelChoice } from '$core/capture/index.ts';
import type { Fault } from '../errors.ts';
import type { RecoveredTake, TakeDraft, TakeSound } from './take.ts';

export interface InputDevice {
	/** As the browser names it; empty for the system's choice before permission was given. */
	readonly deviceId: string;
	readonly label: string;
	readonly isDefault: boolean;
}

export interface InputChoice {
	/** Null for the system's choice. */
	readonly deviceId: string | null;
	readonly channel: ChannelChoice;
	/** -60 to 40 dB, laid on before anything is written. */
	readonly gainDb: number;
	/** Lets the input be heard at once; off unless asked for, because of feedback. */
	readonly isMonitored: boolean;
}

export const defaultInputChoice: InputChoice = { deviceId: null, channel: 'mix', gainDb: 0, isMonitored: false };

export const voiceProcesses = ['echoCancellation', 'noiseSuppression', 'autoGainControl'] as const;
/** What telephony does to a voice and must not do to music. */
export type VoiceProcess = (typeof voiceProcesses)[number];

export interface OpenInput {
	readonly device: InputDevice;
	/** Of the context, and so of the take. */
	readonly sampleRateHz: number;
	/** False where the browser wanted a context of its own for the input. */
	readonly sharesClock: boolean;
	/** Of the device itself, as far as the browser says; 16,000 or 8,000 is a headset in its telephone mode. */
	readonly deviceRateHz: number | null;
	/** 1 or 2, as the device has. */
	readonly deviceChannels: number;
	/** Shared memory between threads, or messages where the page is not isolated. */
	readonly transport: 'ring' | 'messages';
	/** What the browser itself says of the input's delay; null when nothing. A measured round trip is better. */
	readonly statedLatencySeconds: number | null;
}

/** What the musician is told beside the level; each stands as long as it holds. */
export type InputWarning =
	/** The browser kept its voice processing although it was asked not to. */
	| { readonly kind: 'processed'; readonly by: readonly VoiceProcess[] }
	/** The device records at the rate of a telephone, such as a Bluetooth headset in a call. */
	| { readonly kind: 'narrowBand'; readonly deviceRateHz: number }
	/** Nothing but silence for several seconds. */
	| { readonly kind: 'silent' }
	/** The system or a key on the device holds the microphone shut. */
	| { readonly kind: 'muted' }
	/** The system took the sound away, as at a call; a running take waits. */
	| { readonly kind: 'suspended' }
	/** Frames were lost because something held the writing up for longer than the ring. */
	| { readonly kind: 'overrun'; readonly frames: number }
	/** The browser lost frames before they came to us, as on a machine that is too busy: what follows lies too early. */
	| { readonly kind: 'dropped'; readonly frames: number };

/** Of the last 50 ms. Linear, 1 is full scale. */
export interface MeterReading {
	readonly peak: number;
	readonly rms: number;
	/** Clipped since `releaseClip`: it holds. */
	readonly hasClipped: boolean;
	readonly clippedSamples: number;
}

export type TakeRecorderState = 'closed' | 'opening' | 'ready' | 'waiting' | 'recording' | 'paused' | 'finishing';

export type TakeRecorderChange =
	| { readonly kind: 'state'; readonly state: TakeRecorderState }
	| { readonly kind: 'warnings'; readonly warnings: readonly InputWarning[] }
	| { readonly kind: 'devices'; readonly devices: readonly InputDevice[] }
	/** The take ended by itself: at its punch-out, or through a fault, with all that was recorded until then kept. */
	| { readonly kind: 'ended'; readonly take: FinishedTake }
	/** The input is gone: unplugged, taken away, refused. A running take is ended and kept first. */
	| { readonly kind: 'lost'; readonly fault: Fault };

/** From which context frame to which; null begins now, or runs until `stop`. */
export interface Punch {
	readonly inContextSeconds: number | null;
	readonly outContextSeconds: number | null;
}

export interface FinishedTake {
	readonly draft: TakeDraft;
	/** Null when nothing was recorded; its file is gone again. */
	readonly sound: TakeSound | null;
	/** Why it ended before it was asked to. */
	readonly fault: Fault | null;
}

/**
 * Records takes of an input, raw and without loss. Nothing is opened before `open`. Faults: `microphoneRefused`,
 * `microphoneMissing`, `microphoneBusy`, `microphoneLost`, `storageFull`, `storageUnavailable`, `takeTooLong`.
 */
export interface TakeRecorder {
	readonly state: TakeRecorderState;
	readonly input: OpenInput | null;
	readonly warnings: readonly InputWarning[];
	/** Frames lost since the input was opened. */
	readonly overrunFrames: number;
	/** Labels are empty before the first permission. */
	devices(): Promise<readonly InputDevice[]>;
	/** Opens an input, or another one instead; must follow a user's gesture. */
	open(choice: InputChoice): Promise<OpenInput>;
	setGain(gainDb: number): void;
	setMonitoring(isMonitored: boolean): void;
	/** For the next take. */
	setChannel(channel: ChannelChoice): void;
	meter(): MeterReading;
	releaseClip(): void;
	/** Seconds of the input's clock: what `Punch` and `start` are told in; of the player's context where they share it. */
	contextSeconds(): number;
	/**
	 * Begins a take; answers the context second of its first frame. What it is not yet told of its place may follow by
	 * `annotate`.
	 */
	start(draft: TakeDraft, punch?: Punch): Promise<{ readonly firstFrameSeconds: number }>;
	/** Rewrites what the file says of itself. */
	annotate(draft: TakeDraft): Promise<void>;
	/** Holds the take; what comes in meanwhile is left out. */
	pause(): void;
	resume(): void;
	/** Ends the take and keeps it. */
	stop(): Promise<FinishedTake>;
	/** Ends the take and throws it away. */
	discard(): Promise<void>;
	/** Takes that a killed tab left, made whole again, but for those with these ids; call once at the start, before `start`. */
	recover(knownIds: readonly string[]): Promise<readonly RecoveredTake[]>;
	onChange(listener: (change: TakeRecorderChange) => void): () => void;
	close(): Promise<void>;
}
