/** How close two beats are to count as the same, seconds (MIREX; mir_eval's default). */
const windowSeconds = 0.07;
/** Share of an interval by which phase and period may be off in the continuity measures. */
const continuityTolerance = 0.175;
const octaves = [1, 2, 3, 1 / 2, 1 / 3] as const;

/**
 * F of beats within 70 ms, each matched at most once, as `mir_eval.beat.f_measure`: 0 where either side is empty.
 * Both ascending, seconds. In one dimension the earliest free match is also a largest matching.
 */
export function toBeatF(reference: readonly number[], estimate: readonly number[]): number {
	if (reference.length === 0 || estimate.length === 0) return 0;
	let matches = 0;
	for (let i = 0, j = 0; i < reference.length && j < estimate.length;) {
		const difference = (estimate[j] ?? 0) - (reference[i] ?? 0);
		if (Math.abs(difference) <= windowSeconds) {
			matches++;
			i++;
			j++;
		} else if (difference < 0) j++;
		else i++;
	}
	return (2 * matches) / (reference.length + estimate.length);
}

export interface Continuity {
	/** Share of beats right at the written level, in runs or not. */
	readonly cmlt: number;
	/** The same, with double, half and offbeat levels allowed. */
	readonly amlt: number;
}

/** As `mir_eval.beat.continuity`, totals only; 0 where either side has fewer than two beats. */
export function toContinuity(reference: readonly number[], estimate: readonly number[]): Continuity {
	if (reference.length < 2 || estimate.length < 2) return { cmlt: 0, amlt: 0 };
	const doubled = reference.flatMap((beat, i) => {
		const next = reference[i + 1];
		return next === undefined ? [beat] : [beat, (beat + next) / 2];
	});
	const isOdd = (_: number, i: number): boolean => i % 2 === 1;
	const isEven = (_: number, i: number): boolean => i % 2 === 0;
	const variations = [reference, doubled, doubled.filter(isOdd), reference.filter(isEven), reference.filter(isOdd)];
	const totals = variations.map((beats) => toTotalContinuity(beats, estimate));
	return { cmlt: totals[0] ?? 0, amlt: Math.max(...totals) };
}

function toTotalContinuity(reference: readonly number[], estimate: readonly number[]): number {
	if (reference.length < 2) return 0;
	const isUsed = new Uint8Array(reference.length);
	let right = 0;
	for (let m = 0, nearest = 0; m < estimate.length; m++) {
		const beat = estimate[m] ?? 0;
		const distanceTo = (i: number): number => Math.abs(beat - (reference[i] ?? Infinity));
		while (nearest + 1 < reference.length && distanceTo(nearest + 1) < distanceTo(nearest)) nearest++;
		if (isUsed[nearest] === 1) continue;
		// The first of either has nothing before it: look forward instead.
		const isFirst = m === 0 || nearest === 0;
		const referenceInterval = toInterval(reference, nearest, isFirst);
		const estimateInterval = toInterval(estimate, m, isFirst);
		const phase = distanceTo(nearest) / referenceInterval;
		const period = Math.abs(1 - estimateInterval / referenceInterval);
		if (phase < continuityTolerance && period < continuityTolerance) {
			isUsed[nearest] = 1;
			right++;
		}
	}
	return right / Math.max(reference.length, estimate.length);
}

function toInterval(beats: readonly number[], at: number, isForward: boolean): number {
	const from = isForward && at + 1 < beats.length ? at : at - 1;
	return (beats[from + 1] ?? 0) - (beats[from] ?? 0);
}

export interface TempoAccuracy {
	/** 1 within 4%, else 0. */
	readonly accuracy1: number;
	/** The same with 2, 3, 1/2 and 1/3 of it allowed. */
	readonly accuracy2: number;
}

/** Gouyon et al. (2006). @param estimateBpm null for no tempo, which is never right */
export function toTempoAccuracy(referenceBpm: number, estimateBpm: number | null): TempoAccuracy {
	if (estimateBpm === null) return { accuracy1: 0, accuracy2: 0 };
	const fits = (factor: number): boolean => Math.abs(estimateBpm - factor * referenceBpm) <= 0.04 * factor * referenceBpm;
	return { accuracy1: fits(1) ? 1 : 0, accuracy2: octaves.some(fits) ? 1 : 0 };
}
