import type { Fault } from '../errors.ts';
import type { CaptureMemory, ChannelChoice } from '$core/capture/index.ts';
import type { Outcome } from '../workers/outcome.ts';
import type { RecoveredTake, TakeDraft, TakeSound } from './take.ts';

/*
 * Recording crosses three threads. The audio thread puts what it hears into a ring (or into messages, where memory cannot
 * be shared); the record worker drains the ring into a file; the ear worker looks at the same ring without emptying it.
 */

export const recordProcessorName = 'woodshed-record';

export interface RecordProcessorOptions {
	/** Null where memory cannot be shared: chunks then go to the ports of `listen`. */
	readonly memory: CaptureMemory | null;
	readonly channel: ChannelChoice;
}

/** App to audio thread. */
export type ToRecordProcessor =
	| { readonly kind: 'channel'; readonly channel: ChannelChoice }
	/** Without shared memory: send chunks here too. */
	| { readonly kind: 'listen'; readonly port: MessagePort }
	| { readonly kind: 'close' };

/** Audio thread to app, without shared memory: what `CaptureMemory` says with it. */
export interface CaptureReport {
	readonly peak: number;
	readonly rms: number;
	readonly clippedSamples: number;
}

/** Audio thread to workers, without shared memory. */
export interface CaptureChunk {
	/** Context frame of the first sample. */
	readonly contextFrame: number;
	readonly left: Float32Array<ArrayBuffer>;
	readonly right: Float32Array<ArrayBuffer>;
	/** Samples at full scale since the chunk before. */
	readonly clippedSamples: number;
}

/** Where a worker hears the input from. */
export type CaptureFeed =
	{ readonly kind: 'ring'; readonly memory: CaptureMemory } | { readonly kind: 'messages'; readonly port: MessagePort };

export interface TakeOrder {
	readonly draft: TakeDraft;
	readonly channels: 1 | 2;
	/** Context frame of the first frame kept; null for the next one that comes. */
	readonly inFrame: number | null;
	/** Context frame after the last one kept; null for none. */
	readonly outFrame: number | null;
}

export interface TakeEnd {
	/** Null when nothing was recorded. */
	readonly sound: TakeSound | null;
	/** Why it ended before it was asked to. */
	readonly fault: Fault | null;
}

/** The record worker of its own accord. */
export type RecordEvent =
	| { readonly kind: 'begun'; readonly firstFrame: number }
	/** The punch-out was reached, or writing failed; the file is closed and holds what came before. */
	| ({ readonly kind: 'ended' } & TakeEnd)
	| { readonly kind: 'overrun'; readonly frames: number };

export interface RecordWorker {
	/** Listens to an input from now on, in place of the one before. */
	attach(feed: CaptureFeed, sampleRateHz: number, onEvent: (event: RecordEvent) => void): void;
	/** Opens the file and begins. Faults `storageFull`, `storageUnavailable`. */
	begin(order: TakeOrder): Promise<Outcome<null>>;
	annotate(draft: TakeDraft): Promise<Outcome<null>>;
	setPaused(isPaused: boolean): void;
	/** Keeps all that has come in by now; of a take that ended by itself, how it did. */
	end(): Promise<Outcome<TakeEnd>>;
	discard(): Promise<Outcome<null>>;
	/**
	 * Closes what killed tabs left open, and finds what was closed but never kept. Takes that another living tab records are
	 * passed over.
	 * @param knownIds takes that have a record
	 */
	recover(knownIds: readonly string[]): Promise<Outcome<readonly RecoveredTake[]>>;
	detach(): void;
}
