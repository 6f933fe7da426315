/**
 * Prices of the search for where a player is, in units of one note played right. They say what is likelier than what, not how
 * good a take is. Chosen on made music (see docs/practice.md).
 */
export const prices = {
	/** A note that belongs nowhere, when it is certain that it was played. */
	extra: 1,
	/** A note of another pitch where one was due. */
	wrongPitch: 0.25,
	/** A note that was passed over. */
	skippedNote: 0.6,
	/** A note of a chord that was begun and left. */
	leftNote: 0.3,
	/** One that comes after the next chord has begun. */
	lateMember: 0.3,
	/** Going elsewhere. */
	jump: 8,
	/** Where to: the beginning of a bar, a beat, between; the line's own first note takes nothing. */
	entry: [0, 1, 2.2],
	/** For each doubling of the distance in bars. */
	distance: 0.4,
	/** Who stops first, does so to go back: a jump after a silence is this much cheaper. */
	afterSilence: 4,
	/** Round a loop from its end to its beginning. */
	round: 4,
	/** The most that being off the tempo takes: anyone may stop, nobody can be there before time. */
	tooLate: 3,
	tooSoon: 4
} as const;

/** Groups that can be passed over without a jump. */
export const reach = 8;
/** Places kept in mind at a time. */
export const beamWidth = 200;
/** Places so much worse than the best one are forgotten. */
export const beamDepth = 14;
/** Landing places of jumps looked at for each note: before, after, and at the beginning of the line. */
export const landings = { before: 40, after: 16, first: 16 } as const;

/** What it costs to come `deviationSeconds` off where the tempo has it, after `stepSeconds` from the last chord. */
export function tempoPrice(deviationSeconds: number, stepSeconds: number): number {
	const off = Math.abs(deviationSeconds) / (0.06 + 0.2 * Math.max(0, stepSeconds));
	return Math.min(deviationSeconds > 0 ? prices.tooLate : prices.tooSoon, off < 1 ? 0.5 * off * off : off - 0.5);
}
