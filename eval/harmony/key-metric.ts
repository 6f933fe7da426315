import type { MusicalKey } from '../../src/lib/core/harmony/chord.ts';

/**
 * MIREX's weights as `mir_eval.key` has them: 1 for the key, .5 for the one a fifth above in the same mode, .3 for the
 * relative, .2 for the parallel; 0 for no answer.
 */
export function toKeyScore(reference: MusicalKey, estimate: MusicalKey | null): number {
	if (estimate === null) return 0;
	const steps = (estimate.tonic - reference.tonic + 12) % 12;
	if (estimate.mode === reference.mode) return steps === 0 ? 1 : steps === 7 ? 0.5 : 0;
	if (steps === 0) return 0.2;
	return steps === (reference.mode === 'major' ? 9 : 3) ? 0.3 : 0;
}

/** Reads "Eb minor", "C# major"; null for anything else. */
export function fromKeyText(text: string): MusicalKey | null {
	const match = /^([A-G])([b#]*) (major|minor)$/.exec(text);
	if (match === null) return null;
	const natural = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 }[match[1] ?? ''] ?? 0;
	const shift = [...(match[2] ?? '')].reduce((sum, sign) => sum + (sign === '#' ? 1 : -1), 0);
	return { tonic: (natural + shift + 24) % 12, mode: match[3] === 'minor' ? 'minor' : 'major' };
}
