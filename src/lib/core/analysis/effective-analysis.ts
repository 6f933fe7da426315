import type { Bar, BeatGrid } from '../time/index.ts';
import type { Chord, MusicalKey } from '../harmony/chord.ts';
import type { HeardKey, Rhythm } from './analysis.ts';

/** A fact as it counts now: what was heard, or what the user said instead. */
export interface Judged<Value> {
	readonly value: Value;
	/** 0 to 1; 1 for what the user said; null where nothing was measured that it could rest on. */
	readonly confidence: number | null;
	/** The user said so. */
	readonly isYours: boolean;
	/** What was heard, null when nothing was. */
	readonly heard: Value | null;
	/** The next best reading of what was heard; none when the user has spoken. */
	readonly runnerUp?: { readonly value: Value; readonly confidence: number | null };
}

export interface EffectiveChord {
	readonly startSeconds: number;
	readonly endSeconds: number;
	/** Null: no chord. */
	readonly chord: Chord | null;
	readonly confidence: number;
	readonly isYours: boolean;
	readonly runnerUp?: { readonly chord: Chord | null; readonly confidence: number } | undefined;
}

export interface EffectiveSection {
	readonly startSeconds: number;
	readonly endSeconds: number;
	readonly label: string;
	/** What the user calls it, such as `Chorus`. */
	readonly name?: string;
	readonly confidence: number;
}

/** An analysis with the user's corrections laid over it: what every room shows and plays. */
export interface EffectiveAnalysis {
	readonly durationSeconds: number;
	/** Cents from A4 = 440 Hz. */
	readonly tuning: Judged<number> | null;
	readonly key: Judged<MusicalKey> | null;
	/** Beats a minute. */
	readonly tempo: Judged<number> | null;
	/** Beats in a bar. */
	readonly meter: (Judged<number> & { readonly division: 2 | 3 }) | null;
	/** Where bar 1 begins, seconds. */
	readonly firstDownbeat: Judged<number> | null;
	readonly grid: BeatGrid;
	readonly bars: readonly Bar[];
	/** 0 to 1: how sure the beats are. */
	readonly beatsConfidence: number;
	readonly areBeatsYours: boolean;
	/** Edits of beats that are no longer there, such as after another analysis. */
	readonly lostBeatEdits: number;
	readonly steadiness: Rhythm['steadiness'];
	/** Spans covering the song, or none. */
	readonly keySpans: readonly (HeardKey & { readonly startSeconds: number; readonly endSeconds: number })[];
	/** Ascending, none over another. */
	readonly chords: readonly EffectiveChord[];
	readonly sections: readonly EffectiveSection[];
}
