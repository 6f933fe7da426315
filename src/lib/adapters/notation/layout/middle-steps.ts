import type { Clef } from '$core/score/index.ts';

/** Step (C4 is 28) of the middle line. */
export const middleSteps: Readonly<Record<Clef, number>> = {
	treble: 34,
	treble8vb: 27,
	bass: 22,
	bass8vb: 15,
	alto: 28,
	tenor: 26,
	percussion: 34,
	tab: 34
};
