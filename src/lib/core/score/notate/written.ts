import type { Clef, Meter, ScoreNote, Spelling, WrittenKey } from '../score.ts';
import type { DrumSign } from './drum-map.ts';
import type { TupletRatio } from './divide.ts';
import type { WrittenValue } from './values.ts';

/** A note head. */
export interface WrittenNote {
	readonly note: ScoreNote;
	/** As it is read: of a transposing part, not as it sounds. */
	readonly spelling: Spelling;
	/** Of a drum, whose spelling is its place on the staff. */
	readonly drum?: DrumSign;
	/** The sign to print, as the semitones it stands for; null for none. */
	readonly accidental: number | null;
	/** Held over from the head before. */
	readonly isTiedBack: boolean;
	/** Held into the next head. */
	readonly isTiedOn: boolean;
}

/** What one stem, or one rest, stands for. */
export interface WrittenEvent {
	/** From the beginning of the score. */
	readonly tick: number;
	/** How much of the bar it takes; a tuplet's are shorter than its value. */
	readonly ticks: number;
	readonly value: WrittenValue;
	/** From low to high; none in a rest. */
	readonly notes: readonly WrittenNote[];
	/** Grace notes before it, each with its chord. */
	readonly graces: readonly (readonly WrittenNote[])[];
	/** Index into the tuplets of the voice. */
	readonly tuplet: number | null;
	/** Events of a voice with the same number share a beam. */
	readonly beam: number | null;
	/** A rest that fills its bar, of any length: a whole one in the middle. */
	readonly isBarRest: boolean;
}

export interface WrittenVoice {
	readonly voice: number;
	/** Without gaps from the beginning of the bar to its end. */
	readonly events: readonly WrittenEvent[];
	readonly tuplets: readonly TupletRatio[];
}

/** One bar of one staff as it is written. */
export interface WrittenBar {
	readonly index: number;
	readonly startTick: number;
	readonly ticks: number;
	readonly meter: Meter;
	/** As it is read: of a transposing part, not as it sounds. */
	readonly key: WrittenKey;
	/** At its beginning. */
	readonly clef: Clef;
	/** At least one. */
	readonly voices: readonly WrittenVoice[];
}
