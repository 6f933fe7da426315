import type { Chord, ChordQuality } from '../../../core/harmony/chord.ts';
import { chordIntervals } from '../../../core/harmony/chord-tones.ts';

/** Qualities that are told apart by ear; a richer chord is heard as the nearest of them. */
export const heardQualities = ['maj', 'min', '7', 'maj7', 'min7', 'dim', 'aug', 'sus4', 'sus2', 'hdim7', 'dim7', '5'] as const;
export const qualityCount = heardQualities.length;
/** States of the decoder: `12 q + root`, and the last for no chord. */
export const stateCount = 12 * qualityCount + 1;
export const noChord = stateCount - 1;

export const toRoot = (state: number): number => state % 12;
export const toQuality = (state: number): ChordQuality => heardQualities[Math.floor(state / 12)] ?? 'maj';
export const toChord = (state: number): Chord | null =>
	state === noChord ? null : { root: toRoot(state), quality: toQuality(state) };
export const toIntervals = (state: number): readonly number[] => chordIntervals[toQuality(state)];

/** The state of a chord that the decoder can answer. */
export function toState(chord: Chord | null): number {
	const q = chord === null ? -1 : heardQualities.findIndex((quality) => quality === chord.quality);
	return chord === null || q < 0 ? noChord : 12 * q + chord.root;
}
