import { Network } from '../notes/fitted/network.ts';
import { beatMeasures, toContext } from './readings/downbeat-context.ts';
import { downbeatTable } from './readings/weights.ts';

const meters = [2, 3, 4, 5, 6, 7] as const;
const meterPriors = [0.12, 0.16, 0.6, 0.03, 0.06, 0.03] as const;
/**
 * What a bar must be worth to be begun. Two like bars of two are what four is for: the third of four beats has to look like
 * a first one, not merely like one that might be.
 */
const barCosts = [0.3, 0, 0, 0, 0, 0] as const;
/** Chance that the meter changes, or a bar is cut short, at a barline. */
const changeChance = 0.002;

export interface Bars {
	/** Indices of the first beats of bars. */
	readonly downbeats: number[];
	readonly beatsPerBar: number;
	readonly confidence: number;
	readonly runnerUp: { readonly beatsPerBar: number; readonly confidence: number } | undefined;
}

/** Neighbouring beats are judged by much the same evidence; it counts once. */
const independence = 0.6;

const network = new Network(downbeatTable);

/** Log of how much more likely the evidence is for the first beat of a bar than for any other. */
export function toDownbeatOdds(measures: Float32Array): Float32Array {
	return Float32Array.from({ length: measures.length / beatMeasures }, (_, beat) =>
		Math.max(-4, Math.min(4, independence * network.logit(toContext(measures, beat), 0)))
	);
}

/**
 * Meter and bars together: the state is a meter and a place in its bar, each beat says how likely it is to begin one, and
 * the meter changes rarely (Viterbi). A meter's chance is what the best reading in it alone is worth, with its prior.
 */
export function findBars(odds: Float32Array): Bars {
	const alone = meters.map((meter, index) => toMeterWorth(odds, meter, barCosts[index] ?? 0) + Math.log(meterPriors[index] ?? 1));
	const highest = Math.max(...alone);
	// Neighbouring bars repeat each other: their evidence is not as much as it looks.
	const soft = alone.map((worth) => Math.exp((worth - highest) / Math.max(2, Math.sqrt(odds.length) / 2)));
	const total = soft.reduce((sum, value) => sum + value, 0);
	const ranked = meters
		.map((beatsPerBar, index) => ({ beatsPerBar, confidence: (soft[index] ?? 0) / total }))
		.sort((a, b) => b.confidence - a.confidence);
	const [best, second] = ranked;
	const { downbeats, beatsPerBar } = toPath(odds);
	const chosen = ranked.find((rank) => rank.beatsPerBar === beatsPerBar) ?? best;
	const other = chosen === best ? second : best;
	return {
		downbeats,
		beatsPerBar,
		confidence: chosen?.confidence ?? 0,
		runnerUp: other !== undefined && other.confidence >= 0.02 ? other : undefined
	};
}

function toMeterWorth(odds: Float32Array, meter: number, barCost: number): number {
	const sums = new Float64Array(meter);
	for (let i = 0; i < odds.length; i++) sums[i % meter] = (sums[i % meter] ?? 0) + (odds[i] ?? 0) - barCost;
	return Math.max(...sums);
}

function toPath(odds: Float32Array): { downbeats: number[]; beatsPerBar: number } {
	const offsets = meters.map((_, index) => meters.slice(0, index).reduce((sum, meter) => sum + meter, 0));
	const states = meters.reduce((sum, meter) => sum + meter, 0);
	const count = odds.length;
	let scores = new Float64Array(states);
	let next = new Float64Array(states);
	const origins = new Uint8Array(count * states);
	for (const [index, meter] of meters.entries())
		scores.fill(Math.log((meterPriors[index] ?? 1) / meter), offsets[index] ?? 0, (offsets[index] ?? 0) + meter);
	const stay = Math.log(1 - changeChance);
	for (let i = 0; i < count; i++) {
		let best = -Infinity;
		let bestState = 0;
		if (i > 0)
			for (let state = 0; state < states; state++)
				if ((scores[state] ?? 0) > best) {
					best = scores[state] ?? 0;
					bestState = state;
				}
		for (const [index, meter] of meters.entries()) {
			const offset = offsets[index] ?? 0;
			for (let place = 0; place < meter; place++) {
				const from = offset + ((place + meter - 1) % meter);
				let score = i === 0 ? (scores[offset + place] ?? 0) : (scores[from] ?? 0) + stay;
				let origin = from;
				if (place === 0) {
					const changed = best + Math.log(changeChance * (meterPriors[index] ?? 1));
					if (i > 0 && changed > score) {
						score = changed;
						origin = bestState;
					}
					score += (odds[i] ?? 0) - (barCosts[index] ?? 0);
				}
				next[offset + place] = score;
				origins[i * states + offset + place] = origin;
			}
		}
		[scores, next] = [next, scores];
	}
	let state = scores.indexOf(Math.max(...scores));
	const beatsIn = new Map<number, number>();
	const downbeats: number[] = [];
	for (let i = count - 1; i >= 0; i--) {
		const index = offsets.findLastIndex((offset) => offset <= state);
		const meter = meters[index] ?? 4;
		beatsIn.set(meter, (beatsIn.get(meter) ?? 0) + 1);
		if (state === offsets[index]) downbeats.push(i);
		state = origins[i * states + state] ?? 0;
	}
	const [beatsPerBar] = [...beatsIn].reduce((a, b) => (b[1] > a[1] ? b : a));
	return { downbeats: downbeats.reverse(), beatsPerBar };
}
