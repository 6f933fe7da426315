import type { CaptureFeed } from './record.contract.ts';

/** What the ear makes of the last moment of a single voice. */
export interface HeardMoment {
	/** Context second of the sound it stands for: the middle of what was looked at. */
	readonly contextSeconds: number;
	/** Null while there is no clear pitch. */
	readonly frequencyHz: number | null;
	/** How clearly periodic it is, 0 to 1. */
	readonly clarity: number;
	readonly levelDb: number;
	/** A note began in this moment. */
	readonly isOnset: boolean;
}

export interface EarWorker {
	listen(feed: CaptureFeed, sampleRateHz: number, onMoments: (moments: readonly HeardMoment[]) => void): void;
	stop(): void;
}

/** Pitch as it is played, for the tuner and for notes that light up; hears the input that the recorder has open. */
export interface LiveEar {
	/** Answers a disposer. Called about every 12 ms of sound, several moments at once when the page was busy. */
	listen(onMoment: (moment: HeardMoment) => void): () => void;
}
