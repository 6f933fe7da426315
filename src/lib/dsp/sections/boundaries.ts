import { toPassages } from './passages.ts';
import type { Similarity } from './similarity.ts';

export interface Boundary {
	/** The unit that begins here. */
	readonly unit: number;
	/** How much what comes differs from what was, 0 to 1. */
	readonly novelty: number;
}

const leastNovelty = 0.1;
const shortestUnits = 3;

/**
 * Peaks of the novelty along the diagonal of the self-similarity (Foote, 2000): how alike the passages before are
 * among themselves, and those after, against how alike the two sides are.
 * @param reach units looked at on either side
 */
export function toBoundaries(similarity: Similarity, reach: number): Boundary[] {
	const { count, sound } = similarity;
	const passages = toPassages(similarity);
	const novelty = new Float64Array(count + 1);
	for (let at = shortestUnits; at <= count - shortestUnits; at++) {
		const side = Math.min(reach, at, count - at);
		let within = 0;
		let across = 0;
		let weights = 0;
		for (let i = 0; i < side; i++) {
			for (let j = 0; j < side; j++) {
				const weight = Math.exp(-(((i + 0.5) ** 2 + (j + 0.5) ** 2) * 1.5) / reach ** 2);
				const alike = (a: number, b: number): number => 0.5 * (passages[a * count + b] ?? 0) + 0.5 * (sound[a * count + b] ?? 0);
				const before = i === j ? 0.5 : alike(at - 1 - i, at - 1 - j);
				const after = i === j ? 0.5 : alike(at + i, at + j);
				if (i !== j) {
					within += (weight * (before + after)) / 2;
					across += weight * alike(at - 1 - i, at + j);
					weights += weight;
				}
			}
		}
		novelty[at] = weights > 0 ? Math.max(0, (within - across) / weights) : 0;
	}
	const peaks: Boundary[] = [];
	const order = Array.from({ length: count + 1 }, (_, unit) => unit).sort((a, b) => (novelty[b] ?? 0) - (novelty[a] ?? 0));
	const apart = Math.max(shortestUnits, Math.floor(reach / 2));
	for (const unit of order) {
		const height = novelty[unit] ?? 0;
		if (height < leastNovelty) break;
		if (height < (novelty[unit - 1] ?? 0) || height < (novelty[unit + 1] ?? 0)) continue;
		if (peaks.some((peak) => Math.abs(peak.unit - unit) < apart)) continue;
		peaks.push({ unit, novelty: Math.min(1, height) });
	}
	return peaks.sort((a, b) => a.unit - b.unit);
}
