import {
	Accidental,
	Articulation,
	Beam,
	Dot,
	GhostNote,
	GraceNote,
	GraceNoteGroup,
	Ornament,
	StaveNote,
	Stem,
	Tuplet,
	Voice,
	type StemmableNote
} from 'vexflow/core';
import type { Clef } from '$core/score/index.ts';
import { staffStep } from '$core/pitch/index.ts';
import {
	valueTypes,
	type DrumHead,
	type ValueType,
	type WrittenBar,
	type WrittenEvent,
	type WrittenNote,
	type WrittenVoice
} from '$core/score/notate/index.ts';
import { restSteps } from '../layout/rest-steps.ts';
import { middleSteps } from '../layout/middle-steps.ts';
import { stemsUp } from '../layout/stems.ts';

/** An event with what the library draws for it. */
export interface StaffEvent {
	readonly event: WrittenEvent;
	/** In the order of the keys of `note`: from low to high on the staff. */
	readonly heads: readonly WrittenNote[];
	/** Null for a bar rest, whose place `ghost` keeps. */
	readonly note: StaveNote | null;
	readonly ghost: GhostNote | null;
	readonly graces: readonly { readonly note: GraceNote; readonly heads: readonly WrittenNote[] }[];
	readonly isStemUp: boolean;
	/** Where its ties bend. */
	readonly tiesUp: boolean;
}

export interface StaffVoice {
	readonly voice: Voice;
	readonly events: readonly StaffEvent[];
	readonly beams: readonly Beam[];
	readonly tuplets: readonly Tuplet[];
}

const durations: Readonly<Record<ValueType, string>> = {
	whole: 'w',
	half: 'h',
	quarter: 'q',
	eighth: '8',
	'16th': '16',
	'32nd': '32',
	'64th': '64',
	'128th': '128'
};
const signs: Readonly<Record<number, string>> = { [-2]: 'bb', [-1]: 'b', 0: 'n', 1: '#', 2: '##' };
const marks: Readonly<Record<string, string>> = {
	staccato: 'a.',
	tenuto: 'a-',
	accent: 'a>',
	marcato: 'a^',
	fermata: 'a@a'
};
const ornaments: Readonly<Record<string, string>> = { trill: 'tr', mordent: 'mordent', turn: 'turn' };

/** What the library calls a clef; octave clefs are plain ones with a small number. */
export const clefNames: Readonly<
	Record<Clef, { readonly name: string; readonly annotation?: string; readonly octaves: number }>
> = {
	treble: { name: 'treble', octaves: 0 },
	treble8vb: { name: 'treble', annotation: '8vb', octaves: 1 },
	bass: { name: 'bass', octaves: 0 },
	bass8vb: { name: 'bass', annotation: '8vb', octaves: 1 },
	alto: { name: 'alto', octaves: 0 },
	tenor: { name: 'tenor', octaves: 0 },
	percussion: { name: 'percussion', octaves: 0 },
	tab: { name: 'treble', octaves: 0 }
};

const stepKey = (step: number): string => `${'cdefgab'[((step % 7) + 7) % 7] ?? 'c'}/${Math.floor(step / 7)}`;

/** One bar of one staff as the library's voices. */
export function staffVoices(bar: WrittenBar): StaffVoice[] {
	return bar.voices.map((voice) => toVoice(voice, bar));
}

function toVoice(written: WrittenVoice, bar: WrittenBar): StaffVoice {
	const { events, tuplets, voice: number } = written;
	const { clef } = bar;
	const isShared = bar.voices.length > 1;
	const direction = isShared ? (number % 2 === 0 ? Stem.UP : Stem.DOWN) : null;
	const middle = middleSteps[clef] + 7 * clefNames[clef].octaves;
	const restStep = (event: WrittenEvent): number =>
		direction === null ? middle : middle + restSteps(event, written, bar, direction === Stem.UP);
	const sounding = events.map(({ notes, graces }) => notes.length > 0 || graces.length > 0);
	const [from, to] = [sounding.indexOf(true), sounding.lastIndexOf(true)];
	/** A second voice that only comes in for a while does not count its silence out. */
	const isSecond = isShared && written !== bar.voices[0];
	const isSilent = (at: number): boolean => isSecond && events[at]?.tuplet === null && (at < from || at > to);
	const directions =
		direction === null ? stemsUp(events, clef).map((isUp) => (isUp ? Stem.UP : Stem.DOWN)) : events.map(() => direction);
	const made = events.map((event, at) =>
		isSilent(at) ? toSilence(event) : toEvent(event, clef, directions[at] ?? Stem.UP, restStep(event), isShared)
	);
	const tickables = made.map(({ note, ghost }) => note ?? ghost).filter((one) => one !== null);
	const madeTuplets = tuplets.flatMap(({ actual, normal }, index) => {
		const notes = made.flatMap(({ event, note }) => (event.tuplet === index && note !== null ? [note] : []));
		const isBeamed = events.filter(({ tuplet }) => tuplet === index).every(({ beam }) => beam !== null);
		const options = { numNotes: actual, notesOccupied: normal, ratioed: false, bracketed: !isBeamed };
		return notes.length === 0 ? [] : [new Tuplet(notes, options)];
	});
	const beams = beamed(made).map((notes) => new Beam(notes));
	for (const tuplet of madeTuplets) {
		const isDown = tuplet.getNotes().every((note) => note.getStemDirection() === Stem.DOWN);
		tuplet.setTupletLocation(isDown ? Tuplet.LOCATION_BOTTOM : Tuplet.LOCATION_TOP);
	}
	const voice = new Voice({ numBeats: 1, beatValue: 1 }).setMode(Voice.Mode.SOFT);
	voice.addTickables(tickables);
	const withStems = made.map((one) => ({
		...one,
		isStemUp: one.note?.getStemDirection() !== Stem.DOWN,
		tiesUp: isShared ? number % 2 === 0 : one.note?.getStemDirection() === Stem.DOWN
	}));
	return { voice, events: withStems, beams, tuplets: madeTuplets };
}

function beamed(made: readonly StaffEvent[]): StemmableNote[][] {
	const groups = new Map<number, StemmableNote[]>();
	for (const { event, note } of made) {
		if (event.beam === null || note === null) continue;
		const group = groups.get(event.beam);
		if (group === undefined) groups.set(event.beam, [note]);
		else group.push(note);
	}
	return [...groups.values()].filter(({ length }) => length > 1);
}

function toSilence(event: WrittenEvent): StaffEvent {
	const ghost = new GhostNote({ duration: durations[event.value.type], dots: event.value.dots });
	return { event, heads: [], note: null, ghost, graces: [], isStemUp: true, tiesUp: true };
}

function toEvent(event: WrittenEvent, clef: Clef, stemDirection: number, restStep: number, isShared: boolean): StaffEvent {
	const { value, notes, graces } = event;
	const duration = durations[value.type];
	if (event.isBarRest)
		return { event, heads: [], note: null, ghost: new GhostNote({ duration: 'w' }), graces: [], isStemUp: true, tiesUp: true };
	const { name } = clefNames[clef];
	const heads = byStep(notes);
	const note = new StaveNote({
		keys: heads.length === 0 ? [stepKey(restStep)] : heads.map((head) => headKey(head, clef, value.type)),
		duration: heads.length === 0 ? `${duration}r` : duration,
		dots: value.dots,
		clef: name,
		stemDirection
	});
	for (let dot = 0; dot < value.dots; dot++) Dot.buildAndAttach([note], { all: true });
	addSigns(note, heads);
	addMarks(note, heads, isShared);
	const small = graces.map((chord) => toGrace(chord, clef, graces.length > 1 ? '16' : '8'));
	if (small.length > 0) {
		const group = new GraceNoteGroup(
			small.map((grace) => grace.note),
			false
		);
		if (small.length > 1) group.beamNotes();
		note.addModifier(group, 0);
	}
	return { event, heads, note, ghost: null, graces: small, isStemUp: true, tiesUp: true };
}

const byStep = (heads: readonly WrittenNote[]): WrittenNote[] =>
	[...heads].sort((a, b) => staffStep(a.spelling) - staffStep(b.spelling) || a.spelling.alter - b.spelling.alter);

const headKey = ({ spelling, drum }: WrittenNote, clef: Clef, type: ValueType): string =>
	`${spelling.letter.toLowerCase()}/${spelling.octave + clefNames[clef].octaves}${drum === undefined ? '' : drumHead(drum.head, type)}`;

/** The library's name of a head for the values that have it hollow, half hollow and full. */
function drumHead(head: DrumHead, type: ValueType): string {
	if (head === 'normal') return '';
	const fill = type === 'whole' ? 0 : type === 'half' ? 1 : 2;
	return { cross: `/x${fill}`, circled: '/x3', diamond: `/d${fill}`, triangle: `/t${fill}` }[head];
}

function addSigns(note: StaveNote, heads: readonly WrittenNote[]): void {
	for (const [at, { accidental }] of heads.entries())
		if (accidental !== null) note.addModifier(new Accidental(signs[accidental] ?? 'n'), at);
}

/** Beside the head, or outside where two voices share the staff. */
function addMarks(note: StaveNote, heads: readonly WrittenNote[], isShared: boolean): void {
	const wanted = new Set(heads.flatMap(({ note: { articulations = [] }, isTiedBack }) => (isTiedBack ? [] : articulations)));
	for (const mark of wanted) {
		const [sign, ornament] = [marks[mark], ornaments[mark]];
		if (sign !== undefined) {
			const isOutside = (note.getStemDirection() === Stem.UP) === isShared;
			const isAbove = isOutside || mark === 'fermata' || mark === 'marcato';
			note.addModifier(new Articulation(sign).setPosition(isAbove ? 3 : 4), 0);
		}
		if (ornament !== undefined) note.addModifier(new Ornament(ornament), 0);
	}
}

function toGrace(chord: readonly WrittenNote[], clef: Clef, duration: string): StaffEvent['graces'][number] {
	const heads = byStep(chord);
	const note = new GraceNote({
		keys: heads.map((head) => headKey(head, clef, 'eighth')),
		duration,
		slash: heads.some(({ note: { grace } }) => grace === 'slashed'),
		clef: clefNames[clef].name,
		stemDirection: Stem.UP
	});
	addSigns(note, heads);
	return { note, heads };
}

/** Flags or beams of a value: 1 for an eighth. */
export const flagCount = (type: ValueType): number => Math.max(0, valueTypes.indexOf(type) - valueTypes.indexOf('quarter'));
