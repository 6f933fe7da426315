/** Frames of onset strength a second; frame `t` is centred on `t / onsetRateHz` seconds. */
export const onsetRateHz = 100;
/** Onset bands: kick and bass, low, middle, upper middle, presence, brilliance. Hz, upper edges. */
export const onsetBandEdgesHz = [120, 350, 1000, 3000, 7000, 16_000] as const;
export const onsetBands = onsetBandEdgesHz.length;
/** Frames of pitch a second: 1,024 samples at 11,025 Hz. */
export const pitchRateHz = 11_025 / 1024;
/** Twelve pitch classes of the middle register, then twelve of the bass. */
export const pitchBins = 24;

/**
 * What is kept of a recording so that its beats can be found, and found again: about 1,100 bytes for each second of it.
 * Bytes, so that what was stored gives the very beats that the sound itself gave.
 */
export interface RhythmFeatures {
	readonly durationSeconds: number;
	readonly frameCount: number;
	/** frameCount x onsetBands, rises of the whitened spectrum: 255 times the square root of 0 to 1. */
	readonly onsets: Uint8Array;
	/** frameCount, level of the frame: half decibels above -127.5 dBFS. */
	readonly levels: Uint8Array;
	readonly pitchFrameCount: number;
	/** pitchFrameCount x pitchBins, log-compressed strength of each pitch class. */
	readonly pitches: Uint8Array;
}

/** Bytes that grow as rows come in. */
export class GrowingRows {
	#bytes: Uint8Array<ArrayBuffer>;
	#length = 0;
	readonly #rowBytes: number;

	constructor(rowBytes: number) {
		this.#rowBytes = rowBytes;
		this.#bytes = new Uint8Array(rowBytes * 1024);
	}

	get rows(): number {
		return this.#length / this.#rowBytes;
	}

	/** Room for one more row, to be filled at once. */
	next(): Uint8Array {
		if (this.#length + this.#rowBytes > this.#bytes.length) {
			const larger = new Uint8Array(Math.ceil((this.#bytes.length * 3) / 2 / this.#rowBytes) * this.#rowBytes);
			larger.set(this.#bytes);
			this.#bytes = larger;
		}
		const row = this.#bytes.subarray(this.#length, this.#length + this.#rowBytes);
		this.#length += this.#rowBytes;
		return row;
	}

	bytes(): Uint8Array {
		return this.#bytes.slice(0, this.#length);
	}
}
