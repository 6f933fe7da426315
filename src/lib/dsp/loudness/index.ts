import { kWeighting, type Biquad } from './k-weighting.ts';
import { TruePeakMeter } from './true-peak.ts';

export interface Loudness {
	/** EBU R128, LUFS; null where everything lies below the gate. */
	readonly integratedLufs: number | null;
	/** dBTP; -200 for digital silence. */
	readonly truePeakDbtp: number;
	/** EBU Tech 3342, LU; null for less than three seconds of sound. */
	readonly loudnessRangeLu: number | null;
	/** Momentary loudness every 100 ms, of the 400 ms before, LUFS; -Infinity for silence. */
	readonly momentaryLufs: Float32Array;
}

export interface LoudnessMeter {
	/** @param planes one or two arrays, `frames` or more finite samples each */
	push(planes: readonly Float32Array[], frames: number): void;
	finish(): Loudness;
}

const stepSeconds = 0.1;
const stepsPerMomentary = 4;
const stepsPerShortTerm = 30;
const absoluteGateLufs = -70;
const relativeGateLu = -10;
const rangeGateLu = -20;

/**
 * Loudness after ITU-R BS.1770-4 and EBU R128 of a stream, one or two channels. A mono recording is taken for what both
 * speakers play, as players do, and so reads 3 LU more than one speaker alone would. Keeps eight bytes for each 100 ms.
 */
export function createLoudnessMeter(sampleRateHz: number): LoudnessMeter {
	const stepFrames = Math.round(stepSeconds * sampleRateHz);
	const channels: Channel[] = [];
	const steps = new GrowingList();
	let filled = 0;
	let isMono = true;

	return {
		push(planes, frames) {
			isMono = planes.length === 1;
			while (channels.length < planes.length) channels.push(new Channel(sampleRateHz));
			for (let at = 0; at < frames;) {
				const count = Math.min(frames - at, stepFrames - filled);
				for (let channel = 0; channel < planes.length; channel++) {
					const plane = planes[channel];
					if (plane) channels[channel]?.push(plane, at, count);
				}
				filled += count;
				at += count;
				if (filled < stepFrames) continue;
				let power = 0;
				for (const channel of channels) power += channel.takeEnergy() / stepFrames;
				steps.add(isMono ? 2 * power : power);
				filled = 0;
			}
			for (let channel = 0; channel < planes.length; channel++) {
				const plane = planes[channel];
				if (plane) channels[channel]?.peak.push(plane, frames);
			}
		},
		finish() {
			for (const { peak } of channels) peak.finish();
			const powers = steps.toArray();
			const peak = Math.max(0, ...channels.map((channel) => channel.peak.peak));
			const momentary = means(powers, stepsPerMomentary);
			return {
				integratedLufs: integrated(momentary),
				truePeakDbtp: peak > 0 ? Math.max(-200, 20 * Math.log10(peak)) : -200,
				loudnessRangeLu: loudnessRange(means(powers, stepsPerShortTerm)),
				momentaryLufs: Float32Array.from(momentary, toLufs)
			};
		}
	};
}

/** Filters one channel and adds up its energy. */
class Channel {
	readonly peak = new TruePeakMeter();
	readonly #shelf: Biquad;
	readonly #highPass: Biquad;
	/** Two delays of each section. */
	readonly #state = new Float64Array(4);
	#energy = 0;

	constructor(sampleRateHz: number) {
		[this.#shelf, this.#highPass] = kWeighting(sampleRateHz);
	}

	push(samples: Float32Array, from: number, count: number): void {
		const { b0, b1, b2, a1, a2 } = this.#shelf;
		const { a1: c1, a2: c2 } = this.#highPass;
		const state = this.#state;
		let [s1 = 0, s2 = 0, t1 = 0, t2 = 0] = state;
		let energy = 0;
		for (let i = from; i < from + count; i++) {
			const x = samples[i] ?? 0;
			const y = b0 * x + s1;
			s1 = b1 * x - a1 * y + s2;
			s2 = b2 * x - a2 * y;
			const z = y + t1;
			t1 = -2 * y - c1 * z + t2;
			t2 = y - c2 * z;
			energy += z * z;
		}
		state[0] = s1;
		state[1] = s2;
		state[2] = t1;
		state[3] = t2;
		this.#energy += energy;
	}

	takeEnergy(): number {
		const energy = this.#energy;
		this.#energy = 0;
		return energy;
	}
}

class GrowingList {
	#values = new Float64Array(1024);
	#count = 0;

	add(value: number): void {
		if (this.#count === this.#values.length) {
			const grown = new Float64Array(2 * this.#count);
			grown.set(this.#values);
			this.#values = grown;
		}
		this.#values[this.#count++] = value;
	}

	toArray(): Float64Array {
		return this.#values.subarray(0, this.#count);
	}
}

/** Means over `length` values, one from each on. */
function means(values: Float64Array, length: number): Float64Array {
	const count = Math.max(0, values.length - length + 1);
	const result = new Float64Array(count);
	for (let i = 0; i < count; i++) {
		let sum = 0;
		for (let j = 0; j < length; j++) sum += values[i + j] ?? 0;
		result[i] = sum / length;
	}
	return result;
}

function toLufs(power: number): number {
	return power > 0 ? -0.691 + 10 * Math.log10(power) : -Infinity;
}

/** The mean power of the values above both gates, as loudness. */
function integrated(powers: Float64Array): number | null {
	const ungated = powers.filter((power) => toLufs(power) > absoluteGateLufs);
	const gateLufs = toLufs(mean(ungated)) + relativeGateLu;
	const kept = ungated.filter((power) => toLufs(power) > gateLufs);
	return kept.length === 0 ? null : toLufs(mean(kept));
}

function loudnessRange(powers: Float64Array): number | null {
	const ungated = powers.filter((power) => toLufs(power) > absoluteGateLufs);
	const gateLufs = toLufs(mean(ungated)) + rangeGateLu;
	const sorted = ungated.filter((power) => toLufs(power) > gateLufs).sort();
	if (sorted.length === 0) return null;
	const at = (share: number): number => toLufs(sorted[Math.round(share * (sorted.length - 1))] ?? 0);
	return at(0.95) - at(0.1);
}

function mean(values: Float64Array): number {
	let sum = 0;
	for (const value of values) sum += value;
	return values.length === 0 ? 0 : sum / values.length;
}
