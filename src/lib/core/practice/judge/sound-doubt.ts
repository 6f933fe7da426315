import type { AlignedNote } from '../align/align.ts';
import type { LineNote } from '../align/line.ts';
import type { NoteVerdict } from '../judgement/verdict.ts';
import type { HeardNote } from './heard-take.ts';
import type { PlacedVerdict, VerdictInput } from './to-verdicts.ts';

/**
 * Thresholds for what a transcription leaves open, chosen on made music (see docs/practice.md).
 */
export const doubts = {
	/** A faint note or attack is looked for this far from where it is due, seconds. */
	windowSeconds: 0.12,
	/** From here on a note that was only faintly heard was played. */
	played: 0.25,
	/** From here on it is not said that it was missed. */
	unsure: 0.1,
	/** A string that sounds this strongly without an attack may have been struck. */
	sustain: 0.45,
	/** An extra note must be this certain to be blamed. */
	extra: 0.7,
	/** A ghost begins with the note whose overtone it is, seconds. */
	ghostSeconds: 0.09
} as const;

/** Overtones that a transcription takes for notes, semitones above the note; and the octave below. */
const overtones: ReadonlySet<number> = new Set([-12, 12, 19, 24, 28, 31, 36]);

/** Says what sound leaves open: who is not sure does not blame. */
export class SoundDoubt {
	readonly #input: VerdictInput;

	constructor(input: VerdictInput) {
		this.#input = input;
	}

	/** A note that was not heard: listened for again. */
	ofMissed(verdict: NoteVerdict, { dueSeconds }: AlignedNote, { pitchMidi }: LineNote): NoteVerdict {
		const { heard, context, soundsHigherBy, relisten } = this.#input;
		const sounding = pitchMidi + soundsHigherBy;
		const from = dueSeconds - doubts.windowSeconds;
		const to = dueSeconds + doubts.windowSeconds;
		let evidence = 0;
		for (const note of between(heard.faint, from, to))
			if (note.pitchMidi === sounding) evidence = Math.max(evidence, note.confidence);
		const again = relisten?.(sounding, from + context.latencySeconds, to + context.latencySeconds);
		if (evidence >= doubts.played) return { ...verdict, kind: 'right', playedMidi: pitchMidi, confidence: evidence };
		const isOpen =
			evidence >= doubts.unsure || (again !== undefined && (again.attack >= doubts.unsure || again.sustain >= doubts.sustain));
		return isOpen ? { ...verdict, kind: 'unsure', confidence: 0.5 } : verdict;
	}

	/** A note that nobody wrote: blamed only when it is certain and no ghost of one that was right. */
	ofExtra(verdict: NoteVerdict, take: HeardNote, places: readonly PlacedVerdict[]): NoteVerdict | null {
		if (take.confidence < doubts.extra) return null;
		const isGhost = places.some(({ verdict: { takeSeconds, playedMidi } }) => {
			if (playedMidi === undefined || verdict.playedMidi === undefined) return false;
			if (Math.abs(takeSeconds - take.onsetSeconds) > doubts.ghostSeconds) return false;
			return overtones.has(verdict.playedMidi - playedMidi);
		});
		return isGhost ? null : verdict;
	}
}

function between(notes: readonly HeardNote[], from: number, to: number): readonly HeardNote[] {
	let low = 0;
	for (let high = notes.length; low < high;) {
		const middle = (low + high) >> 1;
		if ((notes[middle]?.onsetSeconds ?? Infinity) < from) low = middle + 1;
		else high = middle;
	}
	let end = low;
	while ((notes[end]?.onsetSeconds ?? Infinity) <= to) end++;
	return notes.slice(low, end);
}
