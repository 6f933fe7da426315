import { mostCandidates, PitchPath, type PathCosts } from './pitch-path.ts';
import { SquareDifference } from './square-difference.ts';

export interface PitchTrackerOptions {
	readonly sampleRateHz: number;
	/** 40 Hz is below a bass's lowest E. */
	readonly lowestHz?: number;
	readonly highestHz?: number;
	/** Seconds between moments. */
	readonly hopSeconds?: number;
	/** What is looked at for pitches below and above `splitHz`: some three periods of the lowest. */
	readonly longSeconds?: number;
	readonly shortSeconds?: number;
	readonly splitHz?: number;
	/** Moments that are waited for before one is settled. */
	readonly lag?: number;
	readonly costs?: PathCosts;
}

/** What was heard around one moment. Read it during the call only: it is written over. */
export interface PitchMoment {
	/** The middle of what was looked at: samples since the tracker began. */
	atSample: number;
	/** 0 for no clear pitch. */
	frequencyHz: number;
	/** 0 to 1. */
	clarity: number;
	/** Mean power of the window, linear. */
	power: number;
}

export const usualCosts: PathCosts = { voicing: 0.33, octave: 0.075, octaveJump: 0.25, change: 0.15 };
/** Below -66 dBFS there is nothing to follow. */
const leastPower = 2.5e-7;
/** Weaker peaks are no candidates. */
const leastStrength = 0.3;

/**
 * Pitch of a single voice as it comes in: peaks of the normalised square difference are candidates, and the likeliest path
 * through them keeps to its octave. Allocates nothing after it is made.
 */
export class PitchTracker {
	readonly hopFrames: number;
	readonly #costs: PathCosts;
	readonly #long: SquareDifference;
	readonly #short: SquareDifference;
	readonly #path: PitchPath;
	readonly #ring: Float32Array;
	readonly #rate: number;
	readonly #leastLag: number;
	readonly #lag: number;
	readonly #splitLag: number;
	#peaks = 0;
	readonly #moment: PitchMoment = { atSample: 0, frequencyHz: 0, clarity: 0, power: 0 };
	readonly #peakLags = new Float64Array(64);
	readonly #peakValues = new Float64Array(64);
	#written = 0;
	#untilHop: number;

	constructor(options: PitchTrackerOptions) {
		const { sampleRateHz, lowestHz = 40, highestHz = 2000, hopSeconds = 0.0116, lag = 1 } = options;
		const { longSeconds = 0.05, shortSeconds = 0.035, splitHz = 90 } = options;
		this.#costs = options.costs ?? usualCosts;
		this.#rate = sampleRateHz;
		this.#lag = lag;
		this.hopFrames = Math.round(hopSeconds * sampleRateHz);
		const windowFrames = Math.round(longSeconds * sampleRateHz);
		this.#leastLag = Math.max(2, Math.floor(sampleRateHz / highestHz) - 1);
		this.#splitLag = Math.round(sampleRateHz / splitHz);
		this.#long = new SquareDifference(windowFrames, Math.min(windowFrames - 2, Math.ceil(sampleRateHz / lowestHz) + 2));
		this.#short = new SquareDifference(Math.round(shortSeconds * sampleRateHz), this.#splitLag + 2);
		this.#path = new PitchPath(this.#costs, lag);
		this.#ring = new Float32Array(2 ** Math.ceil(Math.log2(windowFrames + 1)));
		this.#untilHop = windowFrames;
	}

	/** Hears samples `from` up to `to`; calls back for each moment that is settled. */
	push(samples: Float32Array, from: number, to: number, onMoment: (moment: PitchMoment) => void): void {
		const mask = this.#ring.length - 1;
		for (let i = from; i < to; i++) {
			this.#ring[this.#written++ & mask] = samples[i] ?? 0;
			if (--this.#untilHop > 0) continue;
			this.#untilHop = this.hopFrames;
			this.#look();
			onMoment(this.#moment);
		}
	}

	#look(): void {
		this.#long.update(this.#ring, this.#written);
		this.#short.update(this.#ring, this.#written);
		const moment = this.#moment;
		moment.power = this.#short.power;
		const count = Math.max(this.#short.power, this.#long.power) < leastPower ? 0 : this.#findCandidates();
		this.#path.step(count, this.#costs.voicing);
		moment.frequencyHz = this.#path.frequencyHz ?? 0;
		moment.clarity = this.#path.clarity;
		const window = moment.frequencyHz > 0 && moment.frequencyHz * this.#splitLag < this.#rate ? this.#long : this.#short;
		moment.atSample = this.#written - window.windowFrames / 2 - this.#lag * this.hopFrames;
	}

	/** The strongest peaks of both windows, each in its range. */
	#findCandidates(): number {
		this.#peaks = 0;
		this.#findPeaks(this.#short.values, this.#leastLag, this.#splitLag);
		this.#findPeaks(this.#long.values, this.#splitLag, this.#long.mostLag);
		const heights = this.#peakValues;
		let count = 0;
		for (; count < Math.min(this.#peaks, mostCandidates); count++) {
			let best = -1;
			let bestWorth = -Infinity;
			for (let i = 0; i < this.#peaks; i++) {
				const worth = this.#worth(i);
				if ((heights[i] ?? 0) > 0 && worth > bestWorth) {
					best = i;
					bestWorth = worth;
				}
			}
			if (best < 0) break;
			this.#path.octaves[count] = Math.log2(this.#rate / (this.#peakLags[best] ?? 1));
			this.#path.strengths[count] = bestWorth;
			heights[best] = 0;
		}
		return count;
	}

	/** Peaks from `least` up to `most`, beyond the slope that falls from lag 0. */
	#findPeaks(values: Float64Array, least: number, most: number): void {
		let lag = 1;
		while (lag < most && (values[lag] ?? 0) > 0) lag++;
		for (lag = Math.max(lag, least); lag < most && this.#peaks < this.#peakLags.length; lag++) {
			const here = values[lag] ?? 0;
			const before = values[lag - 1] ?? 0;
			const after = values[lag + 1] ?? 0;
			if (here < leastStrength || here < before || here <= after) continue;
			const bend = before - 2 * here + after;
			const shift = bend < 0 ? (0.5 * (before - after)) / bend : 0;
			this.#peakLags[this.#peaks] = lag + shift;
			this.#peakValues[this.#peaks++] = Math.min(1, here - 0.25 * (before - after) * shift);
		}
	}

	#worth(peak: number): number {
		const lag = this.#peakLags[peak] ?? 1;
		return (this.#peakValues[peak] ?? 0) - this.#costs.octave * Math.log2(lag / this.#leastLag);
	}
}
