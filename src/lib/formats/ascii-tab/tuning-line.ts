import { tunings } from '$core/fretboard/index.ts';

const letterClasses: Readonly<Record<string, number>> = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 };
const names = ['C', 'C#', 'D', 'Eb', 'E', 'F', 'F#', 'G', 'Ab', 'A', 'Bb', 'B'];

/** "E2 A2 D3 G3 B3 E4": strings from the highest number down, with octaves, so that no tuning is lost. */
export const toTuningLine = (openMidi: readonly number[]): string =>
	openMidi
		.map((midi) => `${names[midi % 12] ?? ''}${Math.floor(midi / 12) - 1}`)
		.reverse()
		.join(' ');

/** What stands before each line; the first string in lower case, as the last one often has its name. */
export const toStringLabels = (openMidi: readonly number[]): string[] =>
	openMidi.map((midi, at) => {
		const name = names[midi % 12] ?? '';
		return at === 0 ? name.toLowerCase() : name;
	});

/** The strings of a line such as "E A D G B E" or "D2 A2 D3 G3 A3 D4", string 1 first; null when it says something else. */
export function fromTuningLine(text: string): number[] | null {
	const words = text.trim().split(/[\s,-]+/);
	if (words.length > 12) return null;
	return fromNames(words.reverse());
}

/** Open strings from their names, string 1 first; octaves that are not given are those of the usual tuning that lies nearest. */
export function fromNames(words: readonly string[]): number[] | null {
	const parsed = words.map((word) => /^([A-Ga-g])([#b♯♭]?)(-?\d)?$/.exec(word.trim()));
	const classes: number[] = [];
	const octaves: (number | null)[] = [];
	for (const match of parsed) {
		const base = letterClasses[(match?.[1] ?? '').toUpperCase()];
		if (match === null || base === undefined) return null;
		const [, , sign = '', octave] = match;
		classes.push(base + (sign === '' ? 0 : '#♯'.includes(sign) ? 1 : -1));
		octaves.push(octave === undefined ? null : Number(octave));
	}
	if (classes.length === 0) return null;
	const reference = usualTuning(classes);
	const open = classes.map((pitchClass, at) => {
		const octave = octaves[at] ?? null;
		if (octave !== null) return 12 * (octave + 1) + pitchClass;
		const near = reference[at] ?? 52;
		return pitchClass + 12 * Math.round((near - pitchClass) / 12);
	});
	return open.every((midi) => midi >= 0 && midi <= 127) ? open : null;
}

/** The tuning with these very pitch classes; some strings of a guitar, in their order; else the first with as many strings. */
function usualTuning(classes: readonly number[]): readonly number[] {
	const sized = tunings.filter(({ openMidi }) => openMidi.length === classes.length);
	const named = sized.find(({ openMidi }) => openMidi.every((midi, at) => (midi - (classes[at] ?? 0)) % 12 === 0));
	return named?.openMidi ?? guitarStrings(classes) ?? (sized[0] ?? tunings[0])?.openMidi ?? [];
}

/** Tabs of a riff often leave out the strings that it does not touch. */
function guitarStrings(classes: readonly number[]): readonly number[] | null {
	const strings = [...(tunings[0]?.openMidi ?? [])];
	const found: number[] = [];
	for (const pitchClass of classes) {
		const at = strings.findIndex((midi) => (midi - pitchClass) % 12 === 0);
		if (at < 0) return null;
		found.push(strings[at] ?? 0);
		strings.splice(0, at + 1);
	}
	return found;
}

/** What a tab without names of its strings is for. */
export const usualForCount = (count: number): readonly number[] | null =>
	tunings.find(({ openMidi }) => openMidi.length === count)?.openMidi ?? null;
