import type { ScoredNote } from './metrics.ts';

/** Turns a recording into notes; the production build in a browser and a stand-in for Node both are one. */
export interface Transcriber {
	readonly name: string;
	/** @throws {Error} when the recording cannot be read */
	transcribe(audioPath: string): Promise<readonly ScoredNote[]>;
	close(): Promise<void>;
}
