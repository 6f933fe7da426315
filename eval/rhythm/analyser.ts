/** What an analyser says of a recording's rhythm. */
export interface HeardRhythm {
	/** Seconds, ascending. */
	readonly beats: readonly number[];
	readonly downbeats: readonly number[];
	readonly bpm: number | null;
}

/** Finds the beats of a recording; the production build in a browser, a stand-in for Node and a peer are all one. */
export interface Analyser {
	readonly name: string;
	/** @throws {Error} when the recording cannot be read */
	analyse(audioPath: string): Promise<HeardRhythm>;
	close(): Promise<void>;
}

/** Mono, 44,100 Hz. */
export type ReadMono = (audioPath: string) => Float32Array | Promise<Float32Array>;
