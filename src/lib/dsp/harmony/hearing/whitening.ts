import { binCount, binsPerNote } from './note-axis.ts';

const reach = 6 * binsPerNote;
/** How much of the local spread is divided out: 1 makes every region as loud as the others. */
const strength = 0.8;

/**
 * Takes the background out of a log-frequency spectrum and evens its colour: what lies above the mean of the octave
 * around, over a power of the spread there (Mauch and Dixon, 2010).
 */
export class Whitener {
	readonly #sums = new Float64Array(binCount + 1);
	readonly #squares = new Float64Array(binCount + 1);

	/** In place. */
	whiten(spectrum: Float32Array): void {
		const sums = this.#sums;
		const squares = this.#squares;
		for (let bin = 0; bin < binCount; bin++) {
			const value = spectrum[bin] ?? 0;
			sums[bin + 1] = (sums[bin] ?? 0) + value;
			squares[bin + 1] = (squares[bin] ?? 0) + value * value;
		}
		let largestSpread = 0;
		for (let bin = 0; bin < binCount; bin++) largestSpread = Math.max(largestSpread, this.#spread(bin));
		for (let bin = 0; bin < binCount; bin++) {
			const above = (spectrum[bin] ?? 0) - this.#mean(bin);
			// Where all is quiet beside the rest of the frame there is only hiss to be made loud.
			const spread = Math.max(this.#spread(bin), 0.01 * largestSpread);
			spectrum[bin] = above > 0 ? above / spread ** strength : 0;
		}
	}

	#mean(bin: number): number {
		const from = Math.max(0, bin - reach);
		const to = Math.min(binCount, bin + reach + 1);
		return ((this.#sums[to] ?? 0) - (this.#sums[from] ?? 0)) / (to - from);
	}

	#spread(bin: number): number {
		const from = Math.max(0, bin - reach);
		const to = Math.min(binCount, bin + reach + 1);
		const mean = ((this.#sums[to] ?? 0) - (this.#sums[from] ?? 0)) / (to - from);
		const square = ((this.#squares[to] ?? 0) - (this.#squares[from] ?? 0)) / (to - from);
		return Math.sqrt(Math.max(1e-12, square - mean * mean));
	}
}
