import { countLeading } from '../../core/order/index.ts';
import type { Start } from './ends.ts';
import { noteBins } from './matrices.ts';
import type { Segment } from './segments.ts';
import type { StartLimits } from './starts.ts';

/** States of the path: the bins, then silence. */
const silence = noteBins;
const stateCount = noteBins + 1;
/** Activation at which sounding and silence are equally likely. */
const evenActivation = 0.3;
/** What one frame may add or take, so that no frame decides alone. */
const mostPerFrame = 0.5;
/** Price of falling silent. */
const fallSilent = 0.5;
const mostForOnset = 6;

/** Gain of one frame of sounding, by activation byte. */
const gainOf = Float32Array.from({ length: 256 }, (_, byte) =>
	Math.max(-mostPerFrame, Math.min(mostPerFrame, 0.5 * Math.log((byte / 255 + 0.02) / (evenActivation + 0.02))))
);

/**
 * One voice: the best path through pitches and silence (Viterbi), where beginnings found elsewhere make entering a pitch
 * cheap and everything else makes it dear. Takes the segments in order; memory is a bit more than 88 bytes a frame.
 */
export class VoicePath {
	readonly #limits: StartLimits;
	readonly #unmarkedEntry: number;
	readonly #starts: readonly Start[];
	/** For each frame: did each bin's path enter here? */
	readonly #entered: Uint8Array[] = [];
	/** For each frame: the best state of the frame before. */
	readonly #origins: number[] = [];
	#scores = new Float64Array(stateCount).fill(-Infinity);
	#next = new Float64Array(stateCount);
	#firstStart = 0;

	/**
	 * @param starts beginnings believed in, sorted by frame
	 * @param unmarkedEntry price, as log-odds, of changing pitch where nothing seems to begin: low for voices that glide
	 */
	constructor(starts: readonly Start[], limits: StartLimits, unmarkedEntry: number) {
		this.#unmarkedEntry = unmarkedEntry;
		this.#starts = starts;
		this.#limits = limits;
		this.#scores[silence] = 0;
	}

	advance(segment: Segment): void {
		const entry = new Float64Array(noteBins);
		const { lowestBin, highestBin, thresholdLogit, isOpen } = this.#limits;
		for (let row = segment.from; row < segment.to; row++) {
			const frame = segment.firstFrame + row;
			entry.fill(-this.#unmarkedEntry);
			for (let start = this.#starts[this.#firstStart]; start?.frame === frame; start = this.#starts[++this.#firstStart]) {
				entry[start.bin] = Math.min(mostForOnset, start.logit - thresholdLogit);
			}
			let origin = silence;
			for (let state = lowestBin; state <= highestBin; state++) {
				if ((this.#scores[state] ?? -Infinity) > (this.#scores[origin] ?? -Infinity)) origin = state;
			}
			const best = this.#scores[origin] ?? 0;
			const entered = new Uint8Array(stateCount);
			this.#next.fill(-Infinity);
			const canSound = isOpen(frame);
			for (let bin = lowestBin; bin <= highestBin && canSound; bin++) {
				const gain = gainOf[segment.matrices.notes[row * noteBins + bin] ?? 0] ?? 0;
				const stay = this.#scores[bin] ?? -Infinity;
				const enter = best + (entry[bin] ?? 0);
				if (enter > stay) entered[bin] = 1;
				this.#next[bin] = Math.max(stay, enter) + gain;
			}
			const stay = this.#scores[silence] ?? -Infinity;
			if (best - fallSilent > stay || !canSound) entered[silence] = 1;
			this.#next[silence] = Math.max(stay, origin === silence ? stay : best - (canSound ? fallSilent : 0));
			this.#entered.push(entered);
			this.#origins.push(origin);
			[this.#scores, this.#next] = [this.#next, this.#scores];
		}
	}

	/** The notes of the best path, sorted; each must have ended where the path leaves it. */
	finish(): Start[] {
		const starts: Start[] = [];
		let state = 0;
		this.#scores.forEach((score, i) => {
			if (score > (this.#scores[state] ?? -Infinity)) state = i;
		});
		let latestEndFrame = this.#origins.length;
		for (let frame = this.#origins.length - 1; frame >= 0; frame--) {
			if (this.#entered[frame]?.[state] !== 1) continue;
			if (state !== silence) starts.push({ frame, bin: state, logit: this.#logitAt(frame, state), latestEndFrame });
			state = this.#origins[frame] ?? silence;
			latestEndFrame = frame;
		}
		return starts.reverse();
	}

	#logitAt(frame: number, bin: number): number {
		let at = countLeading(this.#starts.length, (index) => (this.#starts[index]?.frame ?? Infinity) < frame);
		for (; this.#starts[at]?.frame === frame; at++) {
			const start = this.#starts[at];
			if (start?.bin === bin) return start.logit;
		}
		return this.#limits.thresholdLogit;
	}
}
