import type { Similarity } from './similarity.ts';

/** A loop of chords is this long, in units; its units are unlike each other and yet of one passage. */
const passageUnits = 4;
/** Harmonies less alike than this are others. */
const leastAlike = 0.7;

/**
 * How alike the passages are in which any two units lie, 0 to 1, whatever the place in their loop: by which units of the
 * whole recording each passage comes back at. A section of chords that change every unit is then alike within itself, as a
 * stripe of the self-similarity is made a block of it. `count` squared.
 */
export function toPassages({ count, harmony }: Similarity): Float32Array {
	const returns = toReturns(count, harmony);
	const sizes = Float64Array.from({ length: count }, (_, a) => {
		let square = 0;
		for (let b = 0; b < count; b++) square += (returns[a * count + b] ?? 0) ** 2;
		return Math.sqrt(square);
	});
	const out = new Float32Array(count * count);
	for (let a = 0; a < count; a++) {
		for (let b = 0; b <= a; b++) {
			let product = 0;
			for (let other = 0; other < count; other++)
				product += (returns[a * count + other] ?? 0) * (returns[b * count + other] ?? 0);
			out[a * count + b] = out[b * count + a] = product / Math.max(1e-9, (sizes[a] ?? 0) * (sizes[b] ?? 0));
		}
	}
	return out;
}

/** For each unit, how well the passage that it begins or ends comes back around each other unit, in any place of the loop. */
function toReturns(count: number, harmony: Float32Array): Float32Array {
	const length = Math.min(passageUnits, count);
	const along = new Float32Array(count * count);
	const run = (a: number, b: number, step: number): number => {
		let sum = 0;
		for (let i = 0; i < length; i++) {
			const x = a + i * step;
			const y = b + i * step;
			if (x < 0 || y < 0 || x >= count || y >= count) return 0;
			sum += harmony[x * count + y] ?? 0;
		}
		return Math.max(0, sum / length - leastAlike) / (1 - leastAlike);
	};
	for (let a = 0; a < count; a++) for (let b = 0; b < count; b++) along[a * count + b] = Math.max(run(a, b, 1), run(a, b, -1));
	const out = new Float32Array(count * count);
	for (let a = 0; a < count; a++) {
		for (let b = 0; b < count; b++) {
			let most = 0;
			for (let near = Math.max(0, b - length + 1); near < Math.min(count, b + length); near++)
				// That a unit is like itself says nothing of its neighbours.
				if (near !== a || b === a) most = Math.max(most, along[a * count + near] ?? 0);
			out[a * count + b] = most;
		}
	}
	return out;
}
