export type Random = () => number;

export function oneOf<T>(random: Random, from: readonly T[]): T {
	const chosen = from[Math.floor(random() * from.length)];
	if (chosen === undefined) throw new RangeError('Nothing to choose from.');
	return chosen;
}

/** By weights that need not add up to one. */
export function byWeight<T>(random: Random, from: readonly (readonly [T, number])[]): T {
	let left = random() * from.reduce((sum, [, weight]) => sum + weight, 0);
	for (const [value, weight] of from) {
		left -= weight;
		if (left <= 0) return value;
	}
	return oneOf(
		random,
		from.map(([value]) => value)
	);
}

export const between = (random: Random, low: number, high: number): number => low + random() * (high - low);
export const gaussian = (random: Random): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
