import { toCandidates } from './candidates.ts';
import { featureCount, FeatureReader } from './fitted/features.ts';
import { noteBins } from './matrices.ts';
import type { Network } from './fitted/network.ts';
import type { Segment } from './segments.ts';

/** Every place in a recording where a note may begin, sorted by frame, with the log-odds that one does. */
export interface ScoredStarts {
	readonly frames: Int32Array;
	readonly bins: Uint8Array;
	readonly logits: Float32Array;
}

/** Gathers the candidates of segment after segment. */
export class StartCollector {
	readonly #network: Network;
	readonly #frames: number[] = [];
	readonly #bins: number[] = [];
	readonly #logits: number[] = [];

	constructor(network: Network) {
		this.#network = network;
	}

	/** @returns those of this segment */
	add(segment: Segment): ScoredStarts {
		const first = this.#frames.length;
		const reader = new FeatureReader(segment.matrices);
		const row = new Float32Array(featureCount);
		for (const candidate of toCandidates(segment.matrices, segment.from, segment.to)) {
			reader.read(candidate, row, 0);
			this.#frames.push(candidate.frame + segment.firstFrame);
			this.#bins.push(candidate.bin);
			this.#logits.push(this.#network.logit(row, 0));
		}
		return this.#since(first);
	}

	/** All so far. */
	toScoredStarts(): ScoredStarts {
		return this.#since(0);
	}

	#since(first: number): ScoredStarts {
		return {
			frames: Int32Array.from(this.#frames.slice(first)),
			bins: Uint8Array.from(this.#bins.slice(first)),
			logits: Float32Array.from(this.#logits.slice(first))
		};
	}
}

export interface StartLimits {
	readonly lowestBin: number;
	readonly highestBin: number;
	readonly thresholdLogit: number;
	/** Whether a frame of the recording may hold a beginning at all. */
	readonly isOpen: (frame: number) => boolean;
}

/** Two beginnings of one pitch closer than this are one: nothing is played again within 70 ms. */
const repeatFrames = 6;

/**
 * Those that are notes, sorted by frame: the likeliest first, each silencing its double of the same pitch. A lower
 * threshold only ever adds to them.
 */
export function toStarts(scored: ScoredStarts, limits: StartLimits): { frame: number; bin: number; logit: number }[] {
	const { frames, bins, logits } = scored;
	const eligible: number[] = [];
	for (let i = 0; i < frames.length; i++) {
		const bin = bins[i] ?? 0;
		if (bin < limits.lowestBin || bin > limits.highestBin) continue;
		if ((logits[i] ?? -Infinity) >= limits.thresholdLogit && limits.isOpen(frames[i] ?? 0)) eligible.push(i);
	}
	eligible.sort((a, b) => (logits[b] ?? 0) - (logits[a] ?? 0) || a - b);
	const taken = new Set<number>();
	const kept: number[] = [];
	for (const i of eligible) {
		const place = (frames[i] ?? 0) * noteBins + (bins[i] ?? 0);
		let isDouble = false;
		for (let away = 1 - repeatFrames; away < repeatFrames && !isDouble; away++) isDouble = taken.has(place + away * noteBins);
		if (isDouble) continue;
		taken.add(place);
		kept.push(i);
	}
	kept.sort((a, b) => a - b);
	return kept.map((i) => ({ frame: frames[i] ?? 0, bin: bins[i] ?? 0, logit: logits[i] ?? 0 }));
}
