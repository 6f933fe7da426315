export const mostCandidates = 10;
/** Place of "no pitch" among the states. */
const unvoicedState = mostCandidates;
const states = mostCandidates + 1;

/** Costs of a path (after Boersma, Accurate short-term analysis of the fundamental frequency, 1993). */
export interface PathCosts {
	/** What no pitch is worth: candidates below it lose. */
	readonly voicing: number;
	/** For each octave that a candidate lies deeper. */
	readonly octave: number;
	/** For each octave that the pitch jumps. */
	readonly octaveJump: number;
	/** For beginning or ending to have a pitch. */
	readonly change: number;
}

/** Follows the likeliest of the pitches that each moment offers, looking back a few moments. Allocates nothing when it runs. */
export class PitchPath {
	readonly #costs: PathCosts;
	/** log2 of the candidates' frequencies, and what each is worth. Write the moment's own before `step`. */
	readonly octaves = new Float64Array(mostCandidates);
	readonly strengths = new Float64Array(mostCandidates);
	readonly #previousOctaves = new Float64Array(mostCandidates);
	readonly #scores = new Float64Array(states);
	readonly #nextScores = new Float64Array(states);
	/** By moment and state: where the best path to it came from, and its frequency. */
	readonly #origins: Int8Array;
	readonly #frequencies: Float64Array;
	readonly #clarities: Float64Array;
	readonly #depth: number;
	#moment = 0;
	#previousCount = 0;

	/** @param lag moments that are waited for before one is settled */
	constructor(costs: PathCosts, lag: number) {
		this.#costs = costs;
		this.#depth = lag + 1;
		this.#origins = new Int8Array(states * this.#depth);
		this.#frequencies = new Float64Array(states * this.#depth);
		this.#clarities = new Float64Array(states * this.#depth);
	}

	/** Of the moment settled last: null for no pitch. */
	frequencyHz: number | null = null;
	clarity = 0;

	/** @param voicing what no pitch is worth in this moment */
	step(count: number, unvoicedStrength: number): void {
		const { octaveJump, change } = this.#costs;
		const row = (this.#moment % this.#depth) * states;
		const scores = this.#scores;
		const next = this.#nextScores;
		for (let to = 0; to <= count; to++) {
			const state = to === count ? unvoicedState : to;
			const octave = to === count ? 0 : (this.octaves[to] ?? 0);
			let best = (scores[unvoicedState] ?? 0) - (state === unvoicedState ? 0 : change);
			let origin = unvoicedState;
			for (let from = 0; from < this.#previousCount; from++) {
				const cost = state === unvoicedState ? change : octaveJump * Math.abs(octave - (this.#previousOctaves[from] ?? 0));
				const score = (scores[from] ?? 0) - cost;
				if (score > best) {
					best = score;
					origin = from;
				}
			}
			const strength = state === unvoicedState ? unvoicedStrength : (this.strengths[to] ?? 0);
			next[state] = best + strength;
			this.#origins[row + state] = origin;
			this.#frequencies[row + state] = state === unvoicedState ? 0 : 2 ** octave;
			this.#clarities[row + state] = strength;
		}
		const bestState = this.#settle(count);
		// Scores only count against each other.
		const top = next[bestState] ?? 0;
		for (let state = 0; state < states; state++) scores[state] = (next[state] ?? 0) - top;
		for (let i = 0; i < count; i++) this.#previousOctaves[i] = this.octaves[i] ?? 0;
		this.#previousCount = count;
		this.#moment++;
	}

	#settle(count: number): number {
		let best = unvoicedState;
		for (let state = 0; state < count; state++) if ((this.#nextScores[state] ?? 0) > (this.#nextScores[best] ?? 0)) best = state;
		let state = best;
		let moment = this.#moment;
		for (let back = 0; back < this.#depth - 1 && moment > 0; back++, moment--)
			state = this.#origins[(moment % this.#depth) * states + state] ?? unvoicedState;
		const at = (moment % this.#depth) * states + state;
		this.frequencyHz = state === unvoicedState ? null : (this.#frequencies[at] ?? null);
		this.clarity = state === unvoicedState ? 0 : (this.#clarities[at] ?? 0);
		return best;
	}
}
