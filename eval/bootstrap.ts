export interface Interval {
	readonly mean: number;
	/** The 2.5th and 97.5th percentiles of the mean over resampled items. */
	readonly low: number;
	readonly high: number;
}

/** A small, fast generator (mulberry32), so that intervals are the same on every run. */
export function seededRandom(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
}

/** Mean with a 95% bootstrap interval over items; null for no values. */
export function toInterval(values: readonly number[], seed = 1, rounds = 2000): Interval | null {
	if (values.length === 0) return null;
	const random = seededRandom(seed);
	const means = new Float64Array(rounds);
	for (let round = 0; round < rounds; round++) {
		let sum = 0;
		for (let i = 0; i < values.length; i++) sum += values[Math.floor(random() * values.length)] ?? 0;
		means[round] = sum / values.length;
	}
	means.sort();
	const at = (share: number): number => means[Math.min(rounds - 1, Math.round(share * (rounds - 1)))] ?? 0;
	return { mean: values.reduce((sum, value) => sum + value, 0) / values.length, low: at(0.025), high: at(0.975) };
}
