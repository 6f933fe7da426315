import { windowHopSamples } from '$formats/posteriors/index.ts';

/** Samples the model listens to at once, at 22,050 Hz. */
export const windowSamples = 43_844;
/** Frames at each side of a window that lack context: 15 of 256 samples. */
const leadSamples = 15 * 256;

/** What one run of the model covers: its good part is `windowHopSamples` of the recording, with context at both sides. */
export interface ModelWindow {
	/** 43,844 samples; silence where the recording has not begun or has ended. */
	readonly audio: Float32Array;
	/** Mean power of the recording's samples in the good part, dBFS; -200 for digital silence. */
	readonly levelDb: number;
}

/** How many windows a recording of so many samples at 22,050 Hz has: its last frame lies in the last of them. */
export function windowCountOf(sampleCount: number): number {
	return Math.max(1, Math.ceil(sampleCount / windowHopSamples));
}

/** Cuts a stream into overlapping windows. Holds two windows at most, whatever the length. */
export class WindowCutter {
	#buffer = new Float32Array(2 * windowSamples);
	/** Samples in the buffer, the leading silence included. */
	#filled = leadSamples;
	#sampleCount = 0;
	#cutCount = 0;

	/** @returns the windows that became whole, in order; usually none or one */
	push(samples: Float32Array): ModelWindow[] {
		const windows: ModelWindow[] = [];
		for (let at = 0; at < samples.length;) {
			const count = Math.min(samples.length - at, this.#buffer.length - this.#filled);
			this.#buffer.set(samples.subarray(at, at + count), this.#filled);
			this.#filled += count;
			this.#sampleCount += count;
			at += count;
			while (this.#filled >= windowSamples) windows.push(this.#cut());
		}
		return windows;
	}

	/** The last windows, filled up with silence. */
	finish(): ModelWindow[] {
		const windows: ModelWindow[] = [];
		const total = windowCountOf(this.#sampleCount);
		while (this.#cutCount < total) {
			if (this.#filled < windowSamples) this.#buffer.fill(0, this.#filled, windowSamples);
			windows.push(this.#cut());
		}
		return windows;
	}

	#cut(): ModelWindow {
		const audio = this.#buffer.slice(0, windowSamples);
		const here = Math.min(windowHopSamples, this.#sampleCount - this.#cutCount * windowHopSamples);
		let energy = 0;
		for (let i = 0; i < here; i++) energy += (audio[leadSamples + i] ?? 0) ** 2;
		const levelDb = energy > 0 ? Math.max(-200, 10 * Math.log10(energy / here)) : -200;
		this.#buffer.copyWithin(0, windowHopSamples, this.#filled);
		this.#filled = Math.max(0, this.#filled - windowHopSamples);
		this.#cutCount++;
		return { audio, levelDb };
	}
}
