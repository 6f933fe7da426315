import type { Start } from './ends.ts';
import { noteBins } from './matrices.ts';
import type { Segment } from './segments.ts';
import type { ScoredStarts, StartLimits } from './starts.ts';

/** States of the path: the bins, then silence. */
const silence = noteBins;
const stateCount = noteBins + 1;
/** Activation at which sounding and silence are equally likely. */
const evenActivation = 0.3;
/** What one frame may add or take, so that no frame decides alone. */
const mostPerFrame = 0.6;
/** Price of changing pitch where nothing seems to begin, as in a glide; and of falling silent. */
const unmarkedEntry = 5;
const fallSilent = 0.5;
const mostForOnset = 4;

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
	readonly #scored: ScoredStarts;
	/** For each frame: did each bin's path enter here? */
	readonly #entered: Uint8Array[] = [];
	/** For each frame: the best state of the frame before. */
	readonly #origins: number[] = [];
	#scores = new Float64Array(stateCount).fill(-Infinity);
	#next = new Float64Array(stateCount);
	#firstStart = 0;

	constructor(scored: ScoredStarts, limits: StartLimits) {
		this.#scored = scored;
		this.#limits = limits;
		this.#scores[silence] = 0;
	}

	advance(segment: Segment): void {
		const entry = new Float64Array(noteBins);
		const { lowestBin, highestBin, thresholdLogit, isOpen } = this.#limits;
		const { frames, bins, logits } = this.#scored;
		for (let row = segment.from; row < segment.to; row++) {
			const frame = segment.firstFrame + row;
			entry.fill(-unmarkedEntry);
			for (; frames[this.#firstStart] === frame; this.#firstStart++) {
				const surplus = (logits[this.#firstStart] ?? 0) - thresholdLogit;
				entry[bins[this.#firstStart] ?? 0] = Math.max(-unmarkedEntry, Math.min(mostForOnset, surplus));
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
		const { frames, bins, logits } = this.#scored;
		let low = 0;
		let high = frames.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((frames[middle] ?? Infinity) < frame) low = middle + 1;
			else high = middle;
		}
		for (; frames[low] === frame; low++) if (bins[low] === bin) return logits[low] ?? 0;
		return this.#limits.thresholdLogit;
	}
}
