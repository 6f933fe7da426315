import type { AlignedNote } from '../../align/align.ts';
import type { LineNote } from '../../align/line.ts';
import type { NoteVerdict } from '../../judgement/verdict.ts';
import type { HeardNote } from '../heard-take.ts';
import { struckWeights } from './struck-weights.ts';
import { Witness, type WitnessInput } from './witness.ts';

/** Thresholds for what a transcription leaves open, chosen on made music only (see docs/practice.md). Odds are natural logarithms. */
const doubts = {
	/** With lower odds that it was struck a note was missed; with higher ones, what was struck beside it was no substitute. */
	missedOdds: -0.8,
	thereOdds: 1,
	/** A note that was found is doubted up to this confidence, and with lower odds than these it was not struck after all. */
	foundConfidence: 0.9,
	foundOdds: -0.6,
	/** With lower odds a note that nobody wrote was not played, where partials can be looked at. */
	blamedOdds: 0.2,
	/** Where the right note surely is missing, this confidence will do. */
	inPlace: 0.7,
	/** The model hears the octave of tones lower than this rather than the tones themselves. */
	lowMidi: 41
} as const;
/** A note must be this certain to be blamed; one that may be a ghost, more so. */
const certain = { blamed: 0.78, ghost: 0.97 } as const;

/** Says what sound leaves open: who is not sure does not blame. */
export class SoundDoubt {
	readonly #witness: Witness;
	readonly #soundsHigherBy: number;

	constructor(input: WitnessInput) {
		this.#witness = new Witness(input);
		this.#soundsHigherBy = input.soundsHigherBy;
	}

	/** A note that was not heard: listened for again. */
	ofMissed(verdict: NoteVerdict, aligned: AlignedNote, note: LineNote): NoteVerdict {
		return this.#struckOdds(aligned, note) < doubts.missedOdds ? verdict : { ...verdict, kind: 'unsure', confidence: 0.5 };
	}

	/** Whether a note that was found at the right pitch is nothing but an echo or an overtone. */
	isImagined(take: HeardNote, aligned: AlignedNote, note: LineNote): boolean {
		if (this.#witness.hears !== 'partials' || take.confidence > doubts.foundConfidence) return false;
		return this.#struckOdds(aligned, note, take) < doubts.foundOdds;
	}

	/** Whether another note was played in place of an expected one, rather than beside it or not at all. */
	isWrong(take: HeardNote, aligned: AlignedNote, note: LineNote): boolean {
		const pitchMidi = take.pitchMidi - this.#soundsHigherBy;
		const isLowOctave = pitchMidi - note.pitchMidi === 12 && note.pitchMidi < doubts.lowMidi;
		if (isLowOctave) return false;
		const odds = this.#struckOdds(aligned, note);
		const isInItsPlace = odds < doubts.missedOdds && take.confidence >= doubts.inPlace;
		const isPlayed = this.#witness.hears === 'partials' ? this.#hasPartials(take) : this.#isCertain(take);
		return odds < doubts.thereOdds && (isPlayed || (isInItsPlace && !this.#witness.isOvertone(take.onsetSeconds, pitchMidi)));
	}

	/** Whether a note that nobody wrote was surely played: to the transcription and, where they can be looked at, by its partials. */
	isBlamed(take: HeardNote): boolean {
		return this.#isCertain(take) && (this.#witness.hears !== 'partials' || this.#hasPartials(take));
	}

	#isCertain(take: HeardNote): boolean {
		const isGhost = this.#witness.isGhost(take.onsetSeconds, take.pitchMidi - this.#soundsHigherBy);
		return take.confidence >= (isGhost ? certain.ghost : certain.blamed);
	}

	#hasPartials(take: HeardNote): boolean {
		return odds(struckWeights.extra.partials, this.#witness.ofExtra(take)) >= doubts.blamedOdds;
	}

	/** Odds that an expected note was struck. Without sound to listen to, only what may hide it speaks for it. */
	#struckOdds(aligned: AlignedNote, note: LineNote, take?: HeardNote): number {
		const { hears } = this.#witness;
		if (hears === 'nothing') return this.#witness.isHidden(note) ? (doubts.missedOdds + doubts.thereOdds) / 2 : -Infinity;
		return odds(struckWeights.due[hears], this.#witness.ofDue(aligned, note, take));
	}
}

function odds(
	{ bias, weights }: { readonly bias: number; readonly weights: readonly number[] },
	features: readonly number[]
): number {
	return features.reduce((sum, value, at) => sum + value * (weights[at] ?? 0), bias);
}
