import { chromaValues } from '../hearing/salience.ts';
import type { Segments } from '../segments.ts';

/**
 * Whose chroma a chord is judged by, in steps from its segment: its own, its neighbours', and those a little further. What was
 * and what comes stay apart, so that a change on either side can be told.
 */
const reaches: readonly (readonly number[])[] = [[0], [-1], [1], [-3, -2], [2, 3]];
/** The chroma of each reach, seen from the root up. */
export const chordInputs = reaches.length * chromaValues;
/** Sorted pitch classes, loudness, and how full the bass is: what "no chord" is judged by. */
export const noneInputs = 15;

/** Reads segments as the networks take them; one reader for all, nothing is allocated for each. */
export class ChordInput {
	readonly #segments: Segments;
	readonly #chroma = new Float32Array(chordInputs);
	readonly #sorted = new Float32Array(12);
	/** The mean chroma's sum over the recording, against which a faint segment is faint. */
	readonly #usual: number;

	constructor(segments: Segments) {
		this.#segments = segments;
		let sum = 0;
		for (const value of segments.chroma) sum += value;
		this.#usual = Math.max(1e-9, sum / Math.max(1, segments.count));
	}

	/** Turns to a segment; false when nothing sounds there. */
	open(segment: number): boolean {
		let heard = 0;
		reaches.forEach((steps, i) => {
			const sum = this.#fill(segment, steps, i * chromaValues);
			if (i === 0) heard = sum;
		});
		return heard > 1e-6;
	}

	/** The chroma seen from a root: its own pitch class first in each register. */
	readFromRoot(root: number, out: Float32Array): void {
		for (let row = 0; row < chordInputs; row += 12)
			for (let i = 0; i < 12; i++) out[row + i] = this.#chroma[row + ((i + root) % 12)] ?? 0;
	}

	/** Largest share of a pitch class, over all registers, in the segment or one beside it. */
	toRootShare(root: number): number {
		let largest = 0;
		for (let reach = 0; reach < 3 * chromaValues; reach += chromaValues) {
			let share = 0;
			for (let row = reach; row < reach + chromaValues; row += 12) share += (this.#chroma[row + root] ?? 0) ** 2;
			largest = Math.max(largest, share);
		}
		return largest;
	}

	readNone(segment: number, out: Float32Array): void {
		const chroma = this.#chroma;
		let bass = 0;
		for (let i = 0; i < 12; i++) {
			this.#sorted[i] = (chroma[i] ?? 0) ** 2 + (chroma[12 + i] ?? 0) ** 2 + (chroma[24 + i] ?? 0) ** 2;
			bass += (chroma[i] ?? 0) ** 2;
		}
		this.#sorted.sort();
		for (let i = 0; i < 12; i++) out[i] = Math.sqrt(this.#sorted[11 - i] ?? 0);
		let sum = 0;
		for (let i = 0; i < chromaValues; i++) sum += this.#segments.chroma[segment * chromaValues + i] ?? 0;
		out[12] = Math.min(2, this.#segments.loudness[segment] ?? 0);
		out[13] = bass;
		out[14] = Math.min(2, sum / this.#usual);
	}

	/** Root of each value's share in the sum over some segments, so that loud and soft look alike; answers the sum. */
	#fill(segment: number, steps: readonly number[], at: number): number {
		const { chroma } = this.#segments;
		let sum = 1e-9;
		for (let i = 0; i < chromaValues; i++) {
			let value = 0;
			for (const step of steps) value += chroma[(segment + step) * chromaValues + i] ?? 0;
			this.#chroma[at + i] = value;
			sum += value;
		}
		for (let i = 0; i < chromaValues; i++) this.#chroma[at + i] = Math.sqrt((this.#chroma[at + i] ?? 0) / sum);
		return sum;
	}
}
