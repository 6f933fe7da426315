import type { ScoreBar } from './score.ts';

/** How a jump is printed, the same in every language of music. */
export const jumpWords: Readonly<Record<NonNullable<ScoreBar['jump']>, string>> = {
	daCapo: 'D.C.',
	daCapoAlFine: 'D.C. al Fine',
	daCapoAlCoda: 'D.C. al Coda',
	dalSegno: 'D.S.',
	dalSegnoAlFine: 'D.S. al Fine',
	dalSegnoAlCoda: 'D.S. al Coda'
};
