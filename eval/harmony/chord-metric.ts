import { encodeChord, qualityBits, type EncodedChord } from './chord-labels.ts';

export interface LabelledSpan {
	readonly start: number;
	readonly end: number;
	readonly label: string;
}

/** 1 or 0 where the reference can be compared, null where it is left out. */
export type Comparison = (reference: EncodedChord, estimate: EncodedChord) => number | null;

const untilFifth = 0b1111_1111;
const triads = [qualityBits('maj'), qualityBits('min')].map((bits) => bits & untilFifth);
const sevenths = ['maj', 'min', 'maj7', '7', 'min7'].map(qualityBits);

/** Roots and the eight semitones from the root to the fifth and one above, for major, minor and no chord. */
export const compareMajMin: Comparison = (reference, estimate) => {
	const isNone = reference.root < 0 && reference.semitones === 0;
	if (!isNone && (reference.root < 0 || !triads.includes(reference.semitones & untilFifth))) return null;
	return reference.root === estimate.root && (reference.semitones & untilFifth) === (estimate.semitones & untilFifth) ? 1 : 0;
};

/** Roots and all semitones, for major, minor, their sevenths and no chord. */
export const compareSevenths: Comparison = (reference, estimate) => {
	const isNone = reference.root < 0 && reference.semitones === 0;
	if (!isNone && (reference.root < 0 || !sevenths.includes(reference.semitones))) return null;
	return reference.root === estimate.root && reference.semitones === estimate.semitones ? 1 : 0;
};

/**
 * Weighted chord symbol recall as `mir_eval.chord` has it: the estimate is cut to the reference's extent and filled with N,
 * durations weigh, what cannot be compared is left out.
 * @returns null when nothing can be compared; mir_eval says 0 there
 */
export function toRecall(
	reference: readonly LabelledSpan[],
	estimate: readonly LabelledSpan[],
	compare: Comparison
): number | null {
	const encodedReference = reference.map((span) => ({ ...span, chord: encodeChord(span.label) }));
	const encodedEstimate = estimate.map((span) => ({ ...span, chord: encodeChord(span.label) }));
	const none = encodeChord('N');
	let total = 0;
	let right = 0;
	let first = 0;
	for (const { start, end, chord } of encodedReference) {
		if (end <= start || compare(chord, none) === null) continue;
		total += end - start;
		let covered = start;
		while (first < encodedEstimate.length && (encodedEstimate[first]?.end ?? 0) <= start) first++;
		for (let i = first; i < encodedEstimate.length; i++) {
			const span = encodedEstimate[i];
			if (span === undefined || span.start >= end) break;
			const from = Math.max(start, span.start, covered);
			const to = Math.min(end, span.end);
			if (to <= from) continue;
			right += (from - covered) * (compare(chord, none) ?? 0) + (to - from) * (compare(chord, span.chord) ?? 0);
			covered = to;
		}
		right += (end - covered) * (compare(chord, none) ?? 0);
	}
	return total > 0 ? right / total : null;
}
