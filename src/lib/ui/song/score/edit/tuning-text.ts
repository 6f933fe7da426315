import { tunings } from '$core/fretboard/index.ts';

const classes: Readonly<Record<string, number>> = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 };
const names = ['C', 'C♯', 'D', 'E♭', 'E', 'F', 'F♯', 'G', 'A♭', 'A', 'B♭', 'B'] as const;

const tuningNames: Readonly<Record<string, string>> = {
	standard: 'Guitar',
	dropD: 'Guitar, drop D',
	dadgad: 'Guitar, DADGAD',
	openG: 'Guitar, open G',
	openD: 'Guitar, open D',
	halfStepDown: 'Guitar, half a step down',
	wholeStepDown: 'Guitar, a whole step down',
	sevenString: 'Guitar, 7 strings',
	baritone: 'Baritone guitar',
	bass4: 'Bass, 4 strings',
	bass5: 'Bass, 5 strings',
	ukulele: 'Ukulele',
	banjo: 'Banjo, 5 strings',
	mandolin: 'Mandolin'
};

/** What a custom tuning is called among the named ones. */
export const customId = 'custom';

export const tuningOptions: readonly { readonly value: string; readonly label: string; readonly group?: string }[] = [
	...tunings.map(({ id, label }) => ({ value: id, label: `${tuningNames[id] ?? id} (${label})` })),
	{ value: customId, label: 'Your own' }
];

/** Open strings as they are typed, the lowest-numbered last: `E2 A2 D3 G3 B3 E4`; C4 is middle C. */
export const stringsText = (openMidi: readonly number[]): string =>
	openMidi
		.toReversed()
		.map((midi) => `${names[midi % 12] ?? 'C'}${Math.floor(midi / 12) - 1}`)
		.join(' ');

/** Reads what `stringsText` writes, with b and # for the signs; null where a string cannot be read or there are none or more than twelve. */
export function toStrings(text: string): number[] | null {
	const words = text.trim().split(/[\s,]+/);
	const midi = words.map((word) => {
		const match = /^([A-Ga-g])([b#♭♯]?)(-?\d)$/.exec(word);
		if (match === null) return -1;
		const [, letter = 'C', sign = '', octave = '4'] = match;
		const alter = sign === '' ? 0 : sign === '#' || sign === '♯' ? 1 : -1;
		return (classes[letter.toUpperCase()] ?? 0) + alter + 12 * (Number(octave) + 1);
	});
	const isWhole = midi.length <= 12 && midi.every((each) => each >= 0 && each <= 127);
	return isWhole ? midi.toReversed() : null;
}
