import type { Harmony } from '../../src/lib/core/analysis/analysis.ts';

/** Mono, 44,100 Hz. */
export type ReadMono = (audioPath: string) => Float32Array | Promise<Float32Array>;

/** What an evaluation of harmony needs of an analysis; a peer that knows less leaves the rest empty. */
export type HeardHarmony = Pick<Harmony, 'keys' | 'chords'>;

/** Works out a recording's harmony; the production build in a browser and our dsp in Node both are one. */
export interface Analyser {
	readonly name: string;
	/** @throws {Error} when the recording cannot be read */
	analyse(audioPath: string): Promise<HeardHarmony>;
	close(): Promise<void>;
}
