import { averagePitches } from './beat-measures.ts';
import { onsetBands, onsetRateHz, pitchBins, pitchRateHz, type RhythmFeatures } from '../hearing/features.ts';
import { strengthOfByte, toMovingMeans } from '../salience.ts';

/** Half the stretches within which an onset is compared with the strongest, frames. */
const reaches = [35, 100] as const;
/** Stretches before and after a frame whose harmony is compared, seconds. */
const spansSeconds = [0.35, 0.8, 1.8] as const;
const meanReach = 3 * onsetRateHz;
const quietMean = 0.004;
const levelSpan = 12;

export const frameWidth = onsetBands * (2 + reaches.length) + 2 * spansSeconds.length + 3;

/** What a frame looks like to the network that says how likely it is to be a beat. */
export class FrameView {
	readonly #frameCount: number;
	readonly #levels: Uint8Array;
	/** By band: logarithm of the strength against its mean; strongest within each reach. */
	readonly #strengths: readonly Float32Array[];
	readonly #tops: readonly (readonly Float32Array[])[];
	/** pitchFrameCount x 2 for each span. */
	readonly #changes: readonly Float32Array[];
	readonly #row = new Float32Array(frameWidth);

	constructor(features: RhythmFeatures) {
		const { frameCount, onsets } = features;
		this.#frameCount = frameCount;
		this.#levels = features.levels;
		this.#strengths = Array.from({ length: onsetBands }, (_, band) => {
			const raw = new Float32Array(frameCount);
			for (let t = 0; t < frameCount; t++) raw[t] = strengthOfByte[onsets[t * onsetBands + band] ?? 0] ?? 0;
			const means = toMovingMeans(raw, meanReach);
			for (let t = 0; t < frameCount; t++) raw[t] = Math.log1p((raw[t] ?? 0) / ((means[t] ?? 0) + quietMean));
			return raw;
		});
		this.#tops = reaches.map((reach) => this.#strengths.map((strengths) => toMovingTops(strengths, reach)));
		this.#changes = spansSeconds.map((span) => toChanges(features, span));
	}

	/** `frameWidth` numbers, valid until the next call. */
	at(frame: number): Float32Array {
		const row = this.#row;
		let to = 0;
		for (const strengths of this.#strengths) {
			const here = Math.max(strengths[frame - 1] ?? 0, strengths[frame] ?? 0, strengths[frame + 1] ?? 0);
			row[to++] = strengths[frame] ?? 0;
			row[to++] = here;
		}
		for (const tops of this.#tops)
			for (const [band, top] of tops.entries()) {
				const strengths = this.#strengths[band];
				row[to++] = (strengths?.[frame] ?? 0) - (top[frame] ?? 0);
			}
		// The network sees an onset a frame late, and so the change of harmony.
		const pitchFrame = Math.round((frame / onsetRateHz - 0.01) * pitchRateHz);
		for (const changes of this.#changes) {
			row[to++] = changes[2 * pitchFrame] ?? 0;
			row[to++] = changes[2 * pitchFrame + 1] ?? 0;
		}
		row[to++] = this.#levelChange(frame, 4);
		row[to++] = this.#levelChange(frame, levelSpan);
		row[to] = this.#levelChange(frame, 4 * levelSpan);
		return row;
	}

	/** Rise of the mean level from before to after, in tens of decibels. */
	#levelChange(frame: number, span: number): number {
		let rise = 0;
		for (let offset = 1; offset <= span; offset++) {
			const after = this.#levels[Math.min(this.#frameCount - 1, frame + offset)] ?? 0;
			rise += after - (this.#levels[Math.max(0, frame - offset)] ?? 0);
		}
		return Math.max(-2, Math.min(2, rise / (20 * span)));
	}
}

/** Largest of `values` from `reach` before to `reach` after each, in linear time (Lemire, 2006). */
function toMovingTops(values: Float32Array, reach: number): Float32Array {
	const tops = new Float32Array(values.length);
	const queue = new Int32Array(values.length + 1);
	let head = 0;
	let tail = 0;
	for (let t = 0; t < values.length + reach; t++) {
		const value = values[t];
		if (value !== undefined) {
			while (tail > head && (values[queue[tail - 1] ?? 0] ?? 0) <= value) tail--;
			queue[tail++] = t;
		}
		const centre = t - reach;
		if (centre < 0) continue;
		while ((queue[head] ?? 0) < centre - reach) head++;
		tops[centre] = values[queue[head] ?? 0] ?? 0;
	}
	return tops;
}

function toChanges(features: RhythmFeatures, spanSeconds: number): Float32Array {
	const count = features.pitchFrameCount;
	const changes = new Float32Array(2 * count);
	const before = new Float32Array(pitchBins);
	const after = new Float32Array(pitchBins);
	for (let t = 0; t < count; t++) {
		const at = t / pitchRateHz;
		averagePitches(features, at - spanSeconds, at, before);
		averagePitches(features, at, at + spanSeconds, after);
		for (const half of [0, 1]) {
			let product = 0;
			let one = 0;
			let other = 0;
			for (let bin = 12 * half; bin < 12 * half + 12; bin++) {
				const a = before[bin] ?? 0;
				const b = after[bin] ?? 0;
				product += a * b;
				one += a * a;
				other += b * b;
			}
			changes[2 * t + half] = one < 1e-4 || other < 1e-4 ? 0 : 1 - product / Math.sqrt(one * other);
		}
	}
	return changes;
}
