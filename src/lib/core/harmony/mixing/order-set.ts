import { toTransition, type Mixable } from './follow.ts';

/** How energy should run through a set. */
export const energyArcs = ['rise', 'peak', 'wave', 'level', 'fall'] as const;
export type EnergyArc = (typeof energyArcs)[number];

/** Up to so many songs every order is weighed; beyond, orders are improved until nothing helps. */
const mostExact = 12;
const weights = { transition: 1, arc: 0.9 } as const;

/**
 * Puts songs in an order where each mixes out of the one before and energy runs as asked: the order with the best sum of
 * transition scores less the distance of each song's energy from the arc. Exact up to 12 songs (Held and Karp, 1962,
 * over subsets); beyond that a greedy order improved by reversing stretches (2-opt: Croes, 1958) and moving single songs
 * (Or, 1976), which is not always the very best. The same songs always give the same order.
 * @param firstId a song that must open the set
 */
export function orderSet<T extends Mixable>(songs: readonly T[], arc: EnergyArc, firstId: string | null = null): readonly T[] {
	const byId = [...songs].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
	const first = byId.findIndex((song) => song.id === firstId);
	if (first > 0) byId.unshift(...byId.splice(first, 1));
	const gains = toGains(byId, arc);
	const order = byId.length <= mostExact ? exactOrder(gains, first !== -1) : improvedOrder(gains, first !== -1);
	return order.map((index) => byId[index]).filter((song) => song !== undefined);
}

/** The sum that `orderSet` makes as large as it can, a song on average; for comparing orders. */
export function setScore(songs: readonly Mixable[], arc: EnergyArc): number {
	if (songs.length === 0) return 0;
	const gains = toGains(songs, arc);
	return (
		total(
			gains,
			Uint16Array.from(songs, (_, index) => index)
		) / songs.length
	);
}

interface Gains {
	readonly count: number;
	/** Row: the song before; column: the song after. */
	readonly transitions: Float64Array;
	/** Row: song; column: place in the set. */
	readonly places: Float64Array;
}

function toGains(songs: readonly Mixable[], arc: EnergyArc): Gains {
	const count = songs.length;
	const transitions = new Float64Array(count * count);
	const places = new Float64Array(count * count);
	const target = toTargets(songs, arc);
	songs.forEach((song, row) => {
		songs.forEach((other, column) => {
			if (row !== column) transitions[row * count + column] = weights.transition * toTransition(song, other).score;
		});
		for (let place = 0; place < count; place++) {
			const distance = song.energy === null ? 0 : Math.abs(song.energy - (target[place] ?? 0));
			places[row * count + place] = -weights.arc * distance;
		}
	});
	return { count, transitions, places };
}

/** The energy wanted at each place: the energies there are, dealt out in the shape of the arc. */
function toTargets(songs: readonly Mixable[], arc: EnergyArc): Float64Array {
	const known = songs.flatMap(({ energy }) => (energy === null ? [] : [energy])).sort((a, b) => a - b);
	const count = songs.length;
	const quantile = (share: number): number => {
		const place = share * (known.length - 1);
		const low = known[Math.floor(place)] ?? 0.5;
		return low + (place - Math.floor(place)) * ((known[Math.ceil(place)] ?? low) - low);
	};
	return Float64Array.from({ length: count }, (_, index) => quantile(arcShare(arc, count === 1 ? 0.5 : index / (count - 1))));
}

/** The share of the way from the calmest song to the most driving, at a place from 0 to 1 of the set. */
function arcShare(arc: EnergyArc, at: number): number {
	if (arc === 'rise') return at;
	if (arc === 'fall') return 1 - at;
	if (arc === 'peak') return at < 2 / 3 ? 1.5 * at : 1 - 2 * (at - 2 / 3);
	if (arc === 'wave') return 0.5 - 0.5 * Math.cos(4 * Math.PI * at);
	return 0.5;
}

function exactOrder({ count, transitions, places }: Gains, isFirstFixed: boolean): readonly number[] {
	if (count === 0) return [];
	const sets = 1 << count;
	const best = new Float64Array(sets * count).fill(-Infinity);
	const before = new Int8Array(sets * count).fill(-1);
	for (let song = 0; song < (isFirstFixed ? 1 : count); song++) best[(1 << song) * count + song] = places[song * count] ?? 0;
	for (let set = 1; set < sets; set++) {
		const place = bitCount(set);
		for (let last = 0; last < count; last++) {
			const sum = best[set * count + last] ?? -Infinity;
			if (sum === -Infinity) continue;
			for (let next = 0; next < count; next++) {
				if (set & (1 << next)) continue;
				const grown = (set | (1 << next)) * count + next;
				const score = sum + (transitions[last * count + next] ?? 0) + (places[next * count + place] ?? 0);
				if (score > (best[grown] ?? -Infinity)) {
					best[grown] = score;
					before[grown] = last;
				}
			}
		}
	}
	let set = sets - 1;
	let last = 0;
	for (let song = 1; song < count; song++) {
		if ((best[set * count + song] ?? -Infinity) > (best[set * count + last] ?? -Infinity)) last = song;
	}
	const order: number[] = [];
	while (last !== -1) {
		order.unshift(last);
		const previous = before[set * count + last] ?? -1;
		set &= ~(1 << last);
		last = previous;
	}
	return order;
}

function bitCount(set: number): number {
	let count = 0;
	for (let rest = set; rest !== 0; rest &= rest - 1) count++;
	return count;
}

function improvedOrder(gains: Gains, isFirstFixed: boolean): readonly number[] {
	const { count } = gains;
	const order = greedyOrder(gains, isFirstFixed);
	const trial = new Uint16Array(count);
	let score = total(gains, order);
	const from = isFirstFixed ? 1 : 0;
	// A long set may keep finding crumbs; so many rounds are far beyond where they matter.
	for (let round = 0; round < 30; round++) {
		const before = score;
		for (let start = from; start < count - 1; start++) {
			for (let end = start + 1; end < Math.min(count, start + reach(count)); end++) {
				for (const change of [reversed, movedOn, movedBack]) {
					change(order, start, end, trial);
					const changed = total(gains, trial, start, end) - total(gains, order, start, end);
					if (changed > 1e-9) {
						order.set(trial);
						score += changed;
					}
				}
			}
		}
		if (score - before < 1e-9) break;
	}
	return [...order];
}

/** How far apart two places are tried, so that a set of 2,000 is ordered in seconds. */
function reach(count: number): number {
	return count <= 200 ? count : 60;
}

function greedyOrder({ count, transitions, places }: Gains, isFirstFixed: boolean): Uint16Array {
	const order = new Uint16Array(count);
	const used = new Uint8Array(count);
	for (let place = 0; place < count; place++) {
		const last = place === 0 ? -1 : (order[place - 1] ?? 0);
		let best = -1;
		let bestScore = -Infinity;
		for (let song = 0; song < count; song++) {
			if (used[song] === 1) continue;
			const score = (places[song * count + place] ?? 0) + (last === -1 ? 0 : (transitions[last * count + song] ?? 0));
			if (score > bestScore) [best, bestScore] = [song, score];
		}
		if (place === 0 && isFirstFixed) best = 0;
		order[place] = best;
		used[best] = 1;
	}
	return order;
}

/** The sum over places `start` to `end`, with the transitions into the first and out of the last of them. */
function total({ count, transitions, places }: Gains, order: Uint16Array, start = 0, end = count - 1): number {
	let sum = 0;
	for (let place = start; place <= Math.min(end + 1, count - 1); place++) {
		const song = order[place] ?? 0;
		if (place > 0) sum += transitions[(order[place - 1] ?? 0) * count + song] ?? 0;
		if (place <= end) sum += places[song * count + place] ?? 0;
	}
	return sum;
}

function reversed(order: Uint16Array, start: number, end: number, into: Uint16Array): void {
	into.set(order);
	for (let place = start; place <= end; place++) into[place] = order[start + end - place] ?? 0;
}

/** The song at `start` goes to `end`. */
function movedOn(order: Uint16Array, start: number, end: number, into: Uint16Array): void {
	into.set(order);
	for (let place = start; place < end; place++) into[place] = order[place + 1] ?? 0;
	into[end] = order[start] ?? 0;
}

/** The song at `end` goes to `start`. */
function movedBack(order: Uint16Array, start: number, end: number, into: Uint16Array): void {
	into.set(order);
	for (let place = start; place < end; place++) into[place + 1] = order[place] ?? 0;
	into[start] = order[end] ?? 0;
}
