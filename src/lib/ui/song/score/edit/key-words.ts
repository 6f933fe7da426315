import type { Interval } from '$core/score/edit/index.ts';
import { barAt, barNumbers, barStarts, beatTicks, type Score, type WrittenKey } from '$core/score/index.ts';
import type { SelectOption } from '../../../kit/inputs/Select.svelte';

/** Tonics of the major keys from seven flats to seven sharps, then of the minor ones. */
const tonics: Readonly<Record<WrittenKey['mode'], readonly string[]>> = {
	major: ['C♭', 'G♭', 'D♭', 'A♭', 'E♭', 'B♭', 'F', 'C', 'G', 'D', 'A', 'E', 'B', 'F♯', 'C♯'],
	minor: ['A♭', 'E♭', 'B♭', 'F', 'C', 'G', 'D', 'A', 'E', 'B', 'F♯', 'C♯', 'G♯', 'D♯', 'A♯']
};

/** `E♭ major`. */
export const keyText = ({ fifths, mode }: WrittenKey): string => `${tonics[mode][fifths + 7] ?? 'C'} ${mode}`;

/** `3 flats`. */
export function signatureText(fifths: number): string {
	if (fifths === 0) return 'no sharps or flats';
	const count = Math.abs(fifths);
	return `${count} ${fifths > 0 ? 'sharp' : 'flat'}${count === 1 ? '' : 's'}`;
}

/** Every key of a mode; values are counts of sharps, below 0 of flats. */
export const keyOptions = (mode: WrittenKey['mode']): SelectOption[] =>
	tonics[mode].map((tonic, at) => ({ value: `${at - 7}`, label: `${tonic} ${mode} (${signatureText(at - 7)})` }));

/** Intervals by their names in a key, the smallest first. */
export const intervals: readonly (Required<Interval> & { readonly name: string })[] = [
	{ name: 'Augmented unison', semitones: 1, letters: 0 },
	{ name: 'Minor second', semitones: 1, letters: 1 },
	{ name: 'Major second', semitones: 2, letters: 1 },
	{ name: 'Minor third', semitones: 3, letters: 2 },
	{ name: 'Major third', semitones: 4, letters: 2 },
	{ name: 'Perfect fourth', semitones: 5, letters: 3 },
	{ name: 'Augmented fourth', semitones: 6, letters: 3 },
	{ name: 'Diminished fifth', semitones: 6, letters: 4 },
	{ name: 'Perfect fifth', semitones: 7, letters: 4 },
	{ name: 'Minor sixth', semitones: 8, letters: 5 },
	{ name: 'Major sixth', semitones: 9, letters: 5 },
	{ name: 'Minor seventh', semitones: 10, letters: 6 },
	{ name: 'Major seventh', semitones: 11, letters: 6 },
	{ name: 'Octave', semitones: 12, letters: 7 }
];

/** `bar 3, beat 2`, by the printed numbers; the beat is left out where the bar begins. */
export function placeText(score: Score, tick: number): string {
	const starts = barStarts(score.bars);
	const at = barAt(starts, tick);
	const bar = score.bars[at];
	const number = barNumbers(score.bars)[at] ?? at + 1;
	const beat = bar === undefined ? 1 : (tick - (starts[at] ?? 0)) / beatTicks(bar.meter) + 1;
	const name = bar?.isPickup === true ? 'the pickup' : `bar ${number}`;
	return beat === 1 ? name : `${name}, beat ${Math.round(beat * 100) / 100}`;
}

/** `bar 3` or `bars 3 to 6`, by the printed numbers. */
export function barsText(score: Score, { fromBar, count }: { readonly fromBar: number; readonly count: number }): string {
	const numbers = barNumbers(score.bars);
	const [first, last] = [numbers[fromBar] ?? fromBar + 1, numbers[fromBar + count - 1] ?? fromBar + count];
	return count === 1 ? `bar ${first}` : `bars ${first} to ${last}`;
}
