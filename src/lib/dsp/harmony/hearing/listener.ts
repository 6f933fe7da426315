import { Halver } from '../../resample/halve.ts';
import { RealFft, toHannWindow } from '../../spectrum/fft.ts';
import { FrameStore, type HarmonyFeatures } from './features.ts';
import { gatherLogSpectrum } from './log-spectrum.ts';
import { binCount, hopSamples, inputRateHz, windowSamples } from './note-axis.ts';
import { addDeviations } from './tuning.ts';

export interface HarmonyListener {
	/** @param mono at 44,100 Hz, any number of samples; what is not finite counts as silence */
	push(mono: Float32Array): void;
	/** What was heard; the listener is spent afterwards. */
	finish(): HarmonyFeatures;
}

/** Energy of a stream by hop of the listening rate: sums over `stride` times the hop. */
class EnergyMeter {
	readonly #hop: number;
	readonly #sums: number[] = [];
	#sum = 0;
	#count = 0;

	constructor(hop: number) {
		this.#hop = hop;
	}

	add(samples: Float32Array): void {
		for (let i = 0; i < samples.length; i++) {
			const value = samples[i] ?? 0;
			this.#sum += value * value;
			if (++this.#count === this.#hop) {
				this.#sums.push(this.#sum / this.#hop);
				this.#sum = 0;
				this.#count = 0;
			}
		}
	}

	at(hop: number): number {
		return this.#sums[hop] ?? 0;
	}
}

/** Listens to a stream: windows of 372 ms every 93 ms, kept as log-frequency spectra beside the partials' tuning. */
export function createHarmonyListener(): HarmonyListener {
	const first = new Halver();
	const second = new Halver();
	const fft = new RealFft(windowSamples);
	const window = toHannWindow(windowSamples);
	const scale = 4 / windowSamples;
	const ring = new Float32Array(windowSamples);
	const windowed = new Float32Array(windowSamples);
	const re = new Float32Array(fft.binCount);
	const im = new Float32Array(fft.binCount);
	const magnitudes = new Float32Array(fft.binCount);
	const spectrum = new Float32Array(binCount);
	const deviations = new Float64Array(100);
	const frames = new FrameStore();
	const whole = new EnergyMeter(4 * hopSamples);
	const low = new EnergyMeter(hopSamples);
	// The first window is centred on the first sample: half of it is the silence before.
	let filled = windowSamples / 2;
	let pushedSamples = 0;
	let clean = new Float32Array(0);

	const listen = (): void => {
		for (let i = 0; i < windowSamples; i++) windowed[i] = (ring[i] ?? 0) * (window[i] ?? 0);
		fft.forward(windowed, re, im);
		for (let k = 0; k < magnitudes.length; k++) magnitudes[k] = scale * Math.sqrt((re[k] ?? 0) ** 2 + (im[k] ?? 0) ** 2);
		gatherLogSpectrum(magnitudes, spectrum);
		addDeviations(magnitudes, deviations);
		const hop = Math.max(0, frames.count - 1);
		const all = whole.at(hop);
		const above = Math.max(0, all - low.at(hop));
		frames.add(spectrum, all > 1e-14 && above > 0 ? 10 * Math.log10(above / all) : -60);
	};
	const take = (samples: Float32Array): void => {
		low.add(samples);
		for (let from = 0; from < samples.length;) {
			const count = Math.min(windowSamples - filled, samples.length - from);
			ring.set(samples.subarray(from, from + count), filled);
			filled += count;
			from += count;
			if (filled < windowSamples) return;
			listen();
			ring.copyWithin(0, hopSamples);
			filled = windowSamples - hopSamples;
		}
	};

	return {
		push(mono) {
			if (clean.length < mono.length) clean = new Float32Array(mono.length);
			for (let i = 0; i < mono.length; i++) {
				const value = mono[i] ?? 0;
				clean[i] = Number.isFinite(value) ? value : 0;
			}
			pushedSamples += mono.length;
			const samples = clean.subarray(0, mono.length);
			whole.add(samples);
			take(second.push(first.push(samples)));
		},
		finish() {
			take(second.push(first.finish()));
			take(second.finish());
			// The last windows reach into the silence after the end, until one is centred beyond it.
			const frameTotal = pushedSamples === 0 ? 0 : Math.floor(pushedSamples / 4 / hopSamples) + 1;
			const silence = new Float32Array(hopSamples);
			while (frames.count < frameTotal) take(silence);
			return {
				frameCount: frames.count,
				durationSeconds: pushedSamples / inputRateHz,
				deviations,
				readSpectrum: (frame, out) => frames.readSpectrum(frame, out),
				levelDb: (frame) => frames.levelDb(frame),
				brightnessDb: (frame) => frames.brightnessDb(frame)
			};
		}
	};
}
