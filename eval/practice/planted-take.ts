import type { ExpectedPiece, TakeContext, TakeNote } from '../../src/lib/core/practice/index.ts';

/** The kinds of errors that are planted in takes. */
export const plantedKinds = ['wrong', 'missed', 'extra', 'early', 'late'] as const;
export type PlantedKind = (typeof plantedKinds)[number];

export interface PlantedError {
	readonly kind: PlantedKind;
	/** The expected note; absent for an extra one. */
	readonly expectedId?: string;
	/** 1 on going back over it. */
	readonly attempt: number;
	/** When it sounds, seconds of the take. */
	readonly seconds: number;
	/** What sounds; absent for a missed note. */
	readonly pitchMidi?: number;
}

/** What happens to the course of the music in a take. */
export const courses = ['straight', 'drift', 'lateStart', 'restart', 'skip'] as const;
export type Course = (typeof courses)[number];

/** A take of which everything is known. */
export interface PlantedTake {
	readonly id: string;
	/** The recording it was made from, and its instrument group. */
	readonly itemId: string;
	readonly group: string;
	readonly course: Course;
	readonly piece: ExpectedPiece;
	readonly context: TakeContext;
	readonly notes: readonly TakeNote[];
	/** Empty in a clean take. */
	readonly errors: readonly PlantedError[];
	/** Notes of bars left out: they are neither found errors nor false ones. */
	readonly leftOut: ReadonlySet<string>;
	/** Change of the tempo from beginning to end, a share of it; 0 but in a drift. */
	readonly driftShare: number;
}

/** A note on its way from the page to the take. */
export interface Performed {
	readonly expectedId: string;
	readonly attempt: number;
	onsetSeconds: number;
	offsetSeconds: number;
	pitchMidi: number;
	readonly velocity: number;
}
