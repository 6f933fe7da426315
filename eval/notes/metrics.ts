/** A note as truth files and predictions give it: seconds, and a MIDI number that may be fractional. */
export interface ScoredNote {
	readonly onset: number;
	readonly offset: number;
	readonly pitch: number;
}

export interface Scores {
	readonly precision: number;
	readonly recall: number;
	readonly f: number;
}

export interface Tolerances {
	readonly onsetSeconds: number;
	readonly pitchSemitones: number;
	/** Null leaves offsets out; else an offset may be off by the larger of the two. */
	readonly offset: { readonly seconds: number; readonly ratioOfDuration: number } | null;
}

export const onsetTolerances: Tolerances = { onsetSeconds: 0.05, pitchSemitones: 0.5, offset: null };
export const onsetOffsetTolerances: Tolerances = { ...onsetTolerances, offset: { seconds: 0.05, ratioOfDuration: 0.2 } };

/** mir_eval compares distances rounded to a tenth of a millisecond, so that 0.05 s apart is still a hit. */
function isWithin(distance: number, tolerance: number): boolean {
	return Math.round(Math.abs(distance) * 1e4) / 1e4 <= tolerance;
}

function canMatch(reference: ScoredNote, estimate: ScoredNote, tolerances: Tolerances): boolean {
	if (!isWithin(reference.onset - estimate.onset, tolerances.onsetSeconds)) return false;
	if (Math.abs(reference.pitch - estimate.pitch) > tolerances.pitchSemitones) return false;
	if (tolerances.offset === null) return true;
	const allowed = Math.max(tolerances.offset.seconds, tolerances.offset.ratioOfDuration * (reference.offset - reference.onset));
	return isWithin(reference.offset - estimate.offset, allowed);
}

/**
 * The largest one-to-one matching between two lists of notes (augmenting paths over the bipartite graph of allowed
 * pairs), as `mir_eval.transcription.match_notes` finds it.
 * @returns for each reference note the index of its estimate, or -1
 */
export function matchNotes(
	references: readonly ScoredNote[],
	estimates: readonly ScoredNote[],
	tolerances: Tolerances
): Int32Array<ArrayBuffer> {
	const byOnset = estimates.map((note, index) => ({ note, index })).sort((a, b) => a.note.onset - b.note.onset);
	const candidates = references.map((reference) => {
		const first = firstAtOrAfter(byOnset, reference.onset - tolerances.onsetSeconds - 1e-3);
		const allowed: number[] = [];
		for (let i = first; i < byOnset.length; i++) {
			const entry = byOnset[i];
			if (entry === undefined || entry.note.onset > reference.onset + tolerances.onsetSeconds + 1e-3) break;
			if (canMatch(reference, entry.note, tolerances)) allowed.push(entry.index);
		}
		return allowed;
	});
	const referenceOf = new Int32Array(estimates.length).fill(-1);
	const estimateOf = new Int32Array(references.length).fill(-1);
	const visited = new Int32Array(estimates.length).fill(-1);
	const augment = (reference: number, round: number): boolean => {
		for (const estimate of candidates[reference] ?? []) {
			if (visited[estimate] === round) continue;
			visited[estimate] = round;
			const holder = referenceOf[estimate] ?? -1;
			if (holder === -1 || augment(holder, round)) {
				referenceOf[estimate] = reference;
				estimateOf[reference] = estimate;
				return true;
			}
		}
		return false;
	};
	for (let reference = 0; reference < references.length; reference++) augment(reference, reference);
	return estimateOf;
}

function firstAtOrAfter(sorted: readonly { readonly note: ScoredNote }[], onset: number): number {
	let low = 0;
	let high = sorted.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((sorted[middle]?.note.onset ?? Infinity) < onset) low = middle + 1;
		else high = middle;
	}
	return low;
}

/** Precision, recall and F; all 0 when either list is empty, as mir_eval has it. */
export function toScores(references: readonly ScoredNote[], estimates: readonly ScoredNote[], tolerances: Tolerances): Scores {
	if (references.length === 0 || estimates.length === 0) return { precision: 0, recall: 0, f: 0 };
	const hits = matchNotes(references, estimates, tolerances).filter((estimate) => estimate >= 0).length;
	const precision = hits / estimates.length;
	const recall = hits / references.length;
	return { precision, recall, f: hits === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}
