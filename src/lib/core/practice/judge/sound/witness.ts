import { countLeading } from '../../../order/index.ts';
import type { AlignedNote, Alignment } from '../../align/align.ts';
import { median } from '../../align/clock.ts';
import type { Line, LineNote } from '../../align/line.ts';
import type { TakeContext } from '../../take/take-context.ts';
import type { ListenToPartials, Relisten } from '../../take/take-note.ts';
import { heardNote, type HeardNote, type HeardTake } from '../heard-take.ts';
import { StrikeEvidence, type Tone } from './strike-evidence.ts';

/** Overtones that a transcription takes for notes, semitones above the note that sounds. */
const overtones = [12, 19, 24, 28, 31, 36] as const;
/** A ghost begins with the note whose overtone it is, seconds. */
const ghostSeconds = 0.08;
/** A string that was struck rings on this long after its written end, seconds: what is heard of it there is no new note. */
const ringSeconds = 0.6;
/** Listens again this far around where a note is due, seconds. */
const windowSeconds = 0.1;
/** What its overtones look like is learned from a note that was heard this surely. */
const sureConfidence = 0.7;

export interface WitnessInput {
	readonly line: Line;
	readonly alignment: Alignment;
	readonly heard: HeardTake;
	readonly context: TakeContext;
	readonly soundsHigherBy: number;
	readonly relisten: Relisten | undefined;
	readonly partials: ListenToPartials | undefined;
}

/** A note that was found, in the key of the line. */
interface Sounding {
	readonly seconds: number;
	readonly endSeconds: number;
	readonly pitchMidi: number;
}

/** What speaks for and against a note having been struck, as numbers that chances are made of. */
export class Witness {
	readonly #input: WitnessInput;
	/** Right notes by onset. */
	readonly #sounding: readonly Sounding[];
	readonly #longestSeconds: number;
	/** When the chords of each run were struck, by the run's notes. */
	readonly #struck: ReadonlyMap<AlignedNote, number>;
	readonly #strikes: StrikeEvidence | null;

	constructor(input: WitnessInput) {
		this.#input = input;
		this.#sounding = toSounding(input);
		this.#longestSeconds = this.#sounding.reduce((most, { seconds, endSeconds }) => Math.max(most, endSeconds - seconds), 0);
		this.#struck = toStruck(input);
		this.#strikes = input.partials === undefined ? null : new StrikeEvidence(input.partials, this.#tones());
	}

	/** Whether a sound can be looked at, and its partials too. */
	get hears(): 'nothing' | 'posteriors' | 'partials' {
		if (this.#input.relisten === undefined) return 'nothing';
		return this.#strikes === null ? 'posteriors' : 'partials';
	}

	/** Of an expected note, and of the note that was taken for it, when there is one at its pitch. */
	ofDue(aligned: AlignedNote, note: LineNote, take: HeardNote | undefined): number[] {
		const seconds = take?.onsetSeconds ?? this.#struck.get(aligned) ?? aligned.dueSeconds;
		return [
			take?.confidence ?? 0,
			take === undefined ? 0 : 1,
			this.isHidden(note) ? 1 : 0,
			this.#isEcho(seconds - 0.1, note.pitchMidi) ? 1 : 0,
			...this.#listen(note.pitchMidi, seconds)
		];
	}

	/** Of a note that belongs to nothing. */
	ofExtra(take: HeardNote): number[] {
		const pitchMidi = take.pitchMidi - this.#input.soundsHigherBy;
		return [
			take.confidence,
			this.isOvertone(take.onsetSeconds, pitchMidi) ? 1 : 0,
			this.#isEcho(take.onsetSeconds, pitchMidi) ? 1 : 0,
			Math.min(1, take.offsetSeconds - take.onsetSeconds),
			...this.#listen(pitchMidi, take.onsetSeconds)
		];
	}

	/** Whether an overtone of another note of the chord is the same pitch. */
	isHidden({ group, pitchMidi }: LineNote): boolean {
		const { line } = this.#input;
		const { first = 0, count = 0 } = line.groups[group] ?? {};
		return line.notes
			.slice(first, first + count)
			.some((other) => overtones.some((above) => pitchMidi - other.pitchMidi === above));
	}

	/** Begins with a note whose overtone it is, or an octave below one. */
	isOvertone(seconds: number, pitchMidi: number): boolean {
		return this.#hasSounding(seconds - ghostSeconds, seconds + ghostSeconds, (other) => {
			const above = pitchMidi - other.pitchMidi;
			return above === -12 || overtones.some((overtone) => above === overtone);
		});
	}

	/** Begins with an overtone's tone, or is heard where a string of its pitch still rings. */
	isGhost(seconds: number, pitchMidi: number): boolean {
		return this.isOvertone(seconds, pitchMidi) || this.#isEcho(seconds, pitchMidi);
	}

	/** What the model and the spectrum hold at a pitch of the line and a moment of the take. */
	#listen(linePitchMidi: number, seconds: number): number[] {
		const { context, soundsHigherBy, relisten } = this.#input;
		if (relisten === undefined) return [];
		const pitchMidi = linePitchMidi + soundsHigherBy;
		const at = seconds + context.latencySeconds;
		const heard = [
			relisten(pitchMidi, at - windowSeconds, at + windowSeconds).attack,
			relisten(pitchMidi, at + 0.02, at + 0.2).sustain,
			relisten(pitchMidi, at - 0.25, at - 0.12).sustain
		];
		if (this.#strikes === null) return heard;
		const { strength, need, own, ownShare, tones } = this.#strikes.of(pitchMidi, at);
		const most = Math.min(1.5, strength);
		return [...heard, most, Math.min(-2, strength), Math.min(8, need), Math.min(1.5, own) * ownShare, ownShare, Math.log(tones)];
	}

	#isEcho(seconds: number, pitchMidi: number): boolean {
		return this.#hasSounding(
			seconds - this.#longestSeconds - ringSeconds,
			seconds + ghostSeconds,
			(other) => other.pitchMidi === pitchMidi && seconds <= other.endSeconds + ringSeconds
		);
	}

	#hasSounding(from: number, to: number, fits: (other: Sounding) => boolean): boolean {
		const first = countLeading(this.#sounding.length, (at) => (this.#sounding[at]?.seconds ?? Infinity) < from);
		for (let at = first; ; at++) {
			const other = this.#sounding[at];
			if (other === undefined || other.seconds > to) return false;
			if (fits(other)) return true;
		}
	}

	/** All that may have been struck, by seconds of the recording. */
	#tones(): Tone[] {
		const { line, alignment, heard, context, soundsHigherBy } = this.#input;
		const tones: Tone[] = [];
		const add = (seconds: number, pitchMidi: number, isSure: boolean): void => {
			tones.push({ seconds: seconds + context.latencySeconds, pitchMidi, isSure });
		};
		for (const { notes, extras } of alignment.runs) {
			for (const aligned of notes) {
				const take = heardNote(heard, aligned.take);
				if (take !== undefined) add(take.onsetSeconds, take.pitchMidi, take.confidence >= sureConfidence);
				if (take !== undefined && aligned.isRightPitch) continue;
				const due = line.notes[aligned.line];
				if (due !== undefined) add(this.#struck.get(aligned) ?? aligned.dueSeconds, due.pitchMidi + soundsHigherBy, false);
			}
			for (const at of extras) {
				const take = heard.sure[at];
				if (take !== undefined) add(take.onsetSeconds, take.pitchMidi, false);
			}
		}
		return tones.sort((a, b) => a.seconds - b.seconds);
	}
}

function toSounding({ line, alignment, heard, soundsHigherBy }: WitnessInput): Sounding[] {
	return alignment.runs
		.flatMap(({ notes }) => notes)
		.flatMap(({ line: at, take: index, isRightPitch, slope }): Sounding[] => {
			const [note, take] = [line.notes[at], heardNote(heard, index)];
			if (note === undefined || take === undefined || !isRightPitch) return [];
			const endSeconds = Math.max(take.offsetSeconds, take.onsetSeconds + (note.endSeconds - note.seconds) * slope);
			return [{ seconds: take.onsetSeconds, endSeconds, pitchMidi: take.pitchMidi - soundsHigherBy }];
		})
		.sort((a, b) => a.seconds - b.seconds);
}

/** The middle of the right notes of each chord: when those that were not found would have been struck. */
function toStruck({ line, alignment, heard }: WitnessInput): Map<AlignedNote, number> {
	const struck = new Map<AlignedNote, number>();
	for (const { notes } of alignment.runs) {
		const byGroup = new Map<number, AlignedNote[]>();
		for (const aligned of notes) {
			const group = line.notes[aligned.line]?.group ?? -1;
			const own = byGroup.get(group);
			if (own === undefined) byGroup.set(group, [aligned]);
			else own.push(aligned);
		}
		for (const chord of byGroup.values()) {
			const off = chord.flatMap(({ take, isRightPitch, dueSeconds }) => {
				const note = heardNote(heard, take);
				return note === undefined || !isRightPitch ? [] : [note.onsetSeconds - dueSeconds];
			});
			if (off.length > 0) for (const aligned of chord) struck.set(aligned, aligned.dueSeconds + median(off));
		}
	}
	return struck;
}
