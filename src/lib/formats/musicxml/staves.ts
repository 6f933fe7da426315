import type { Clef, Part, ScoreNote } from '$core/score/index.ts';
import { clamp } from './part-list.ts';
import { toPitchMidi, toSpelling } from './pitches.ts';
import { childNumber, childrenOf, childText, toNumber, type XmlElement } from './xml.ts';
import type { ReadNote, ReadPart } from './part-reader.ts';

export function toClef(element: XmlElement): Clef {
	const sign = childText(element, 'sign').toUpperCase();
	const octave = childNumber(element, 'clef-octave-change') ?? 0;
	if (sign === 'TAB') return 'tab';
	if (sign === 'PERCUSSION') return 'percussion';
	if (sign === 'F') return octave < 0 ? 'bass8vb' : 'bass';
	if (sign === 'C') return childNumber(element, 'line') === 4 ? 'tenor' : 'alto';
	return octave < 0 ? 'treble8vb' : 'treble';
}

/** Strings of the part, gathered from any of its staves. Line 1 is the lowest. */
export interface StaffDetails {
	capoFret: number;
	lines: number;
	readonly tuning: Map<number, number>;
}

export function readStaffDetails(details: XmlElement, into: StaffDetails): void {
	const tunings = childrenOf(details, 'staff-tuning');
	if (tunings.length > 0) into.lines = clamp(Math.round(childNumber(details, 'staff-lines') ?? tunings.length), 12, 1);
	for (const tuning of tunings) {
		const line = toNumber(tuning.attributes['line']);
		const pitch = toSpelling(tuning, 'tuning-step', 'tuning-alter', 'tuning-octave');
		if (line !== undefined && pitch !== null) into.tuning.set(Math.round(line), toPitchMidi(pitch));
	}
	const capo = childNumber(details, 'capo');
	if (capo !== undefined) into.capoFret = clamp(Math.round(capo), 24);
}

/**
 * A tab staff below a plain one shows the same notes once more: they are one note with a string and a fret, and the tab staff is
 * left out. Where it shows anything else, both stay.
 */
export function mergeTabStaff(part: ReadPart): ReadPart {
	const tabStaff = part.staves.findIndex(({ clef }) => clef === 'tab');
	if (tabStaff < 1 || part.staves.length !== 2) return part;
	const plain = new Map<string, ReadNote[]>();
	const keyOf = ({ tick, ticks, pitchMidi }: ScoreNote): string => `${tick} ${ticks} ${pitchMidi}`;
	for (const note of part.notes) if (note.staff !== tabStaff) plain.set(keyOf(note), [...(plain.get(keyOf(note)) ?? []), note]);
	const twins = new Map<string, ReadNote>();
	for (const note of part.notes) {
		if (note.staff !== tabStaff) continue;
		const twin = plain.get(keyOf(note))?.shift();
		if (twin === undefined) return part;
		twins.set(twin.id, note);
	}
	const notes = part.notes
		.filter(({ staff }) => staff !== tabStaff)
		.map((note) => {
			const { string, fret, technique } = twins.get(note.id) ?? note;
			return {
				...note,
				...(string === undefined || fret === undefined ? {} : { string, fret }),
				...(technique === undefined ? {} : { technique: { ...technique, ...note.technique } })
			};
		});
	const kept = new Set(notes.map(({ id }) => id));
	return {
		...part,
		staves: part.staves.filter((_, staff) => staff !== tabStaff),
		notes,
		slurs: part.slurs.filter(({ fromNoteId, toNoteId }) => kept.has(fromNoteId) && kept.has(toNoteId)),
		clefChanges: part.clefChanges.filter(({ staff }) => staff !== tabStaff),
		ottavas: part.ottavas.filter(({ staff }) => staff !== tabStaff)
	};
}

/** Numbers for voices that a file names: on each staff those that live there first, in the order of their names, then visitors. */
export function numberVoices(part: ReadPart): { readonly part: Part; readonly beyondFourth: number } {
	const homes = new Map<string, number[]>();
	for (const { voiceName, staff } of part.notes) {
		const counts = homes.get(voiceName) ?? part.staves.map(() => 0);
		counts[staff] = (counts[staff] ?? 0) + 1;
		homes.set(voiceName, counts);
	}
	const orders = part.staves.map((_, staff) =>
		[...homes]
			.filter(([, counts]) => (counts[staff] ?? 0) > 0)
			.map(([name, counts]) => ({ name, isGuest: (counts[staff] ?? 0) < Math.max(...counts) }))
			.sort((a, b) => Number(a.isGuest) - Number(b.isGuest) || a.name.localeCompare(b.name, 'en', { numeric: true }))
			.map(({ name }) => name)
	);
	let beyondFourth = 0;
	const notes = part.notes.map(({ voiceName, ...note }): ScoreNote => {
		const voice = orders[note.staff]?.indexOf(voiceName) ?? 0;
		if (voice > 3) beyondFourth++;
		return { ...note, voice: clamp(voice, 3) };
	});
	return { part: { ...part, notes }, beyondFourth };
}
