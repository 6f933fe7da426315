/** What each thing costs that a hand would rather not do; a move of one fret with a beat's time is the measure. */
export const weights = {
	/** Leaving a position at all, and each fret of the way; times `hurry`. */
	move: 0.6,
	shift: 0.5,
	/** Each string between two strokes. */
	stringStep: 0.25,
	/** Each fret up the neck. */
	high: 0.08,
	/** An open string, and more for each fret that the hand is above `openFrets`. */
	open: -0.1,
	openHigh: 0.35,
	/** The third and the fourth finger alone. */
	ringFinger: 0.05,
	littleFinger: 0.25,
	/** In a chord: each fret of span, each finger, a silent string between sounding ones, a voice on a string that is lower than one below it. */
	span: 0.5,
	finger: 0.15,
	gap: 0.4,
	crossing: 1.5,
	/** A ringing note cut, by how much of it is lost. */
	cut: 1.5,
	/** One finger that jumps from string to string. */
	sameFinger: 0.3,
	/** In a lead: an open string, and each fret that the hand is away from home. */
	leadOpen: 2,
	leadAway: 0.5,
	/** Each fret away from where the user wants to play. */
	near: 1
} as const;

export type Weights = { readonly [name in keyof typeof weights]: number };

/** Frets up to which an open string and a pressed one are played alike. */
export const openFrets = 4;
/** A move with this much time counts once, seconds. */
const unhurriedSeconds = 0.25;

/** How much harder a move is in the time there is, seconds. */
export function hurry(seconds: number): number {
	return Math.sqrt(Math.min(4, Math.max(0.06, unhurriedSeconds / Math.max(seconds, 0.01))));
}
