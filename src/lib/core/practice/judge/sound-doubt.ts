import type { AlignedNote } from '../align/align.ts';
import type { Line, LineNote } from '../align/line.ts';
import type { NoteVerdict } from '../judgement/verdict.ts';
import type { TakeContext } from '../take/take-context.ts';
import type { Relisten } from '../take/take-note.ts';
import type { HeardNote } from './heard-take.ts';

/** Thresholds for what a transcription leaves open, chosen on made music only (see docs/practice.md). */
const doubts = {
	/** Listens again this far around where a note is due, seconds. */
	windowSeconds: 0.1,
	/** What speaks for a note beside its attack: that it sounds afterwards, did not before, and could hide in another's overtones. */
	after: 1.65,
	before: -0.4,
	hidden: 0.6,
	/** Less evidence than this, and the note was missed; more than the other, and what was struck beside it was no substitute. */
	missed: 0.55,
	there: 1.8,
	/** A note must be this certain to be blamed; one that may be a ghost, more so. */
	blamed: 0.78,
	ghost: 0.97,
	/** Where the right note surely is missing, less will do. */
	inPlace: 0.5,
	/** A ghost begins with the note whose overtone it is, seconds. */
	ghostSeconds: 0.08,
	/** A string that was struck rings on this long after its written end, seconds: what is heard of it there is no new note. */
	ringSeconds: 0.6,
	/** The model hears the octave of tones lower than this rather than the tones themselves. */
	lowMidi: 41
} as const;

/** Overtones that a transcription takes for notes, semitones above the note that sounds. */
const overtones = [12, 19, 24, 28, 31, 36] as const;

export interface DoubtInput {
	readonly line: Line;
	readonly context: TakeContext;
	readonly soundsHigherBy: number;
	readonly relisten: Relisten | undefined;
}

/** A note that was found, in the key of the line. */
export interface Sounding {
	readonly seconds: number;
	readonly endSeconds: number;
	readonly pitchMidi: number;
}

/** Says what sound leaves open: who is not sure does not blame. */
export class SoundDoubt {
	readonly #input: DoubtInput;
	readonly #sounding: readonly Sounding[];
	readonly #longestSeconds: number;

	/** @param sounding the notes that were found right, by onset */
	constructor(input: DoubtInput, sounding: readonly Sounding[]) {
		this.#input = input;
		this.#sounding = sounding;
		this.#longestSeconds = sounding.reduce((most, { seconds, endSeconds }) => Math.max(most, endSeconds - seconds), 0);
	}

	/** A note that was not heard: listened for again. */
	ofMissed(verdict: NoteVerdict, { dueSeconds }: AlignedNote, note: LineNote): NoteVerdict {
		return this.#evidence(dueSeconds, note) < doubts.missed ? verdict : { ...verdict, kind: 'unsure', confidence: 0.5 };
	}

	/** Whether another note was played in place of an expected one, rather than beside it or not at all. */
	isWrong(take: HeardNote, pitchMidi: number, { dueSeconds }: AlignedNote, note: LineNote): boolean {
		const isLowOctave = pitchMidi - note.pitchMidi === 12 && note.pitchMidi < doubts.lowMidi;
		if (isLowOctave) return false;
		const evidence = this.#evidence(dueSeconds, note);
		const isInItsPlace = evidence < doubts.missed && take.confidence >= doubts.inPlace;
		return (
			evidence < doubts.there && (isInItsPlace ? !this.#isOvertone(take.onsetSeconds, pitchMidi) : this.isBlamed(take, pitchMidi))
		);
	}

	/** Whether a note that nobody wrote was surely played: certain, and no ghost or echo of one that sounds. */
	isBlamed(take: HeardNote, pitchMidi: number): boolean {
		return take.confidence >= (this.#isGhost(take.onsetSeconds, pitchMidi) ? doubts.ghost : doubts.blamed);
	}

	/** How much speaks for a note that the decoder did not find; 0 to about 3. Without sound to listen to, only what may hide it. */
	#evidence(dueSeconds: number, note: LineNote): number {
		const { context, soundsHigherBy, relisten } = this.#input;
		const hidden = this.#isHidden(note) ? doubts.hidden : 0;
		if (relisten === undefined) return hidden;
		const pitchMidi = note.pitchMidi + soundsHigherBy;
		const at = dueSeconds + context.latencySeconds;
		const { attack } = relisten(pitchMidi, at - doubts.windowSeconds, at + doubts.windowSeconds);
		const after = relisten(pitchMidi, at + 0.02, at + 0.2).sustain;
		const before = relisten(pitchMidi, at - 0.25, at - 0.12).sustain;
		return attack + doubts.after * after + doubts.before * before + hidden;
	}

	/** Whether an overtone of another note of the chord is the same pitch. */
	#isHidden({ group, pitchMidi }: LineNote): boolean {
		const { line } = this.#input;
		const { first = 0, count = 0 } = line.groups[group] ?? {};
		return line.notes
			.slice(first, first + count)
			.some((other) => overtones.some((above) => pitchMidi - other.pitchMidi === above));
	}

	#isGhost(seconds: number, pitchMidi: number): boolean {
		return this.#isOvertone(seconds, pitchMidi) || this.#isEcho(seconds, pitchMidi);
	}

	/** Begins with a note whose overtone it is, or an octave below one. */
	#isOvertone(seconds: number, pitchMidi: number): boolean {
		return this.#hasSounding(seconds - doubts.ghostSeconds, seconds + doubts.ghostSeconds, (other) => {
			const above = pitchMidi - other.pitchMidi;
			return above === -12 || overtones.some((overtone) => above === overtone);
		});
	}

	/** Still rings from before. */
	#isEcho(seconds: number, pitchMidi: number): boolean {
		const from = seconds - this.#longestSeconds - doubts.ringSeconds;
		return this.#hasSounding(
			from,
			seconds + doubts.ghostSeconds,
			(other) => other.pitchMidi === pitchMidi && seconds <= other.endSeconds + doubts.ringSeconds
		);
	}

	#hasSounding(from: number, to: number, fits: (other: Sounding) => boolean): boolean {
		for (let at = firstFrom(this.#sounding, from); ; at++) {
			const other = this.#sounding[at];
			if (other === undefined || other.seconds > to) return false;
			if (fits(other)) return true;
		}
	}
}

function firstFrom(sounding: readonly Sounding[], seconds: number): number {
	let low = 0;
	for (let high = sounding.length; low < high;) {
		const middle = (low + high) >> 1;
		if ((sounding[middle]?.seconds ?? Infinity) < seconds) low = middle + 1;
		else high = middle;
	}
	return low;
}
