import { binCount } from './note-axis.ts';

const framesPerChunk = 2048;
/** A byte is this many decibels below the loudest bin of its frame, from 255 down. */
const dbPerStep = 0.375;

/** Linear sizes of the bytes, 1 for 255 and 0 for 0. */
const sizeOfByte = Float32Array.from({ length: 256 }, (_, byte) => (byte === 0 ? 0 : 10 ** (((byte - 255) * dbPerStep) / 20)));

/** What was heard of a recording's harmony: 2.9 kB a second, 16 MB for 90 minutes. */
export interface HarmonyFeatures {
	readonly frameCount: number;
	readonly durationSeconds: number;
	/** Cents off A4 = 440 Hz, -50 to 49, by the size of the partials found there: 100 bins. */
	readonly deviations: Float64Array;
	/** Copies the log-frequency magnitudes of a frame, the loudest bin 1, into `out` (`binCount` values). */
	readSpectrum(frame: number, out: Float32Array): void;
	/** Level of a frame's loudest bin, dB; -200 for silence. */
	levelDb(frame: number): number;
	/** How much of the sound lies above 5 kHz: the level of that band under the whole, dB, -60 to 0. */
	brightnessDb(frame: number): number;
}

/** Frames as they come, in chunks, so that nothing is ever copied to grow. */
export class FrameStore {
	readonly #spectra: Uint8Array[] = [];
	readonly #levels: Float32Array[] = [];
	#count = 0;

	get count(): number {
		return this.#count;
	}

	add(spectrum: Float32Array, brightnessDb: number): void {
		const at = this.#count % framesPerChunk;
		if (at === 0) {
			this.#spectra.push(new Uint8Array(framesPerChunk * binCount));
			this.#levels.push(new Float32Array(framesPerChunk * 2));
		}
		const bytes = this.#spectra[this.#spectra.length - 1];
		const levels = this.#levels[this.#levels.length - 1];
		this.#count++;
		if (bytes === undefined || levels === undefined) return;
		let loudest = 0;
		for (let bin = 0; bin < binCount; bin++) loudest = Math.max(loudest, spectrum[bin] ?? 0);
		levels[2 * at] = loudest > 1e-10 ? 20 * Math.log10(loudest) : -200;
		levels[2 * at + 1] = Math.max(-60, Math.min(0, brightnessDb));
		if (loudest <= 1e-10) return;
		for (let bin = 0; bin < binCount; bin++) {
			const size = (spectrum[bin] ?? 0) / loudest;
			bytes[at * binCount + bin] = size <= 0 ? 0 : Math.max(0, Math.round(255 + (20 * Math.log10(size)) / dbPerStep));
		}
	}

	readSpectrum(frame: number, out: Float32Array): void {
		const bytes = this.#spectra[Math.floor(frame / framesPerChunk)];
		const at = (frame % framesPerChunk) * binCount;
		for (let bin = 0; bin < binCount; bin++) out[bin] = sizeOfByte[bytes?.[at + bin] ?? 0] ?? 0;
	}

	levelDb(frame: number): number {
		return this.#levels[Math.floor(frame / framesPerChunk)]?.[2 * (frame % framesPerChunk)] ?? -200;
	}

	brightnessDb(frame: number): number {
		return this.#levels[Math.floor(frame / framesPerChunk)]?.[2 * (frame % framesPerChunk) + 1] ?? -60;
	}
}
