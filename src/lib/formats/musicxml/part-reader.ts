import type { Clef, Fretboard, Part, Score, ScoreNote } from '$core/score/index.ts';
import { checkCount, emptyPart, scoreLimits, type IdMaker, type LossCounter } from '../score-draft/index.ts';
import { readBarline, readJumps, toKey, type BarReader } from './bar-marks.ts';
import type { ScoreMarks } from './directions.ts';
import { toDynamicMark, usualVelocity, velocityAfter } from './dynamics.ts';
import { toChord } from './harmony.ts';
import { MeasureCursor } from './measure-length.ts';
import { toArticulations, toLyrics, toPosition, toTechnique } from './notations.ts';
import { clamp, type ListedPart } from './part-list.ts';
import { noTransposition, toPitchMidi, toSpelling, toTransposition, transposeKey, transposeSpelling } from './pitches.ts';
import { SpanReader } from './spans.ts';
import { readStaffDetails, toClef, type StaffDetails } from './staves.ts';
import { Ties } from './ties.ts';
import { child, childNumber, childrenOf, childText, toNumber, type XmlElement } from './xml.ts';

const mostStaves = 8;

/** A note as it was read: its voice still has the file's name. */
export interface ReadNote extends ScoreNote {
	readonly voiceName: string;
}

export interface ReadPart extends Omit<Part, 'notes'> {
	readonly notes: ReadNote[];
}

/** Reads one part, measure by measure. */
export class PartReader {
	readonly #listed: ListedPart;
	readonly #bars: BarReader;
	readonly #starts: readonly number[];
	readonly #marks: ScoreMarks;
	readonly #chords: Score['chords'];
	readonly #nextId: IdMaker;
	readonly #losses: LossCounter;
	readonly #cursor = new MeasureCursor();
	readonly #spans: SpanReader;
	readonly #ties = new Ties();
	readonly #notes: ReadNote[] = [];
	readonly #dynamics: Part['dynamics'] = [];
	readonly #clefs: Part['clefChanges'] = [];
	readonly #firstClefs: (Clef | undefined)[] = [];
	readonly #details: StaffDetails = { capoFret: 0, tuning: new Map(), lines: 6 };
	#staves = 1;
	#transposition = noTransposition;
	#velocity = usualVelocity;

	constructor(
		listed: ListedPart,
		bars: BarReader,
		starts: readonly number[],
		marks: ScoreMarks,
		chords: Score['chords'],
		nextId: IdMaker,
		losses: LossCounter
	) {
		this.#listed = listed;
		this.#bars = bars;
		this.#starts = starts;
		this.#marks = marks;
		this.#chords = chords;
		this.#nextId = nextId;
		this.#losses = losses;
		this.#spans = new SpanReader(nextId);
	}

	read(measures: readonly XmlElement[]): ReadPart {
		measures.forEach(({ children }, index) => {
			this.#cursor.begin();
			for (const element of children) this.#readElement(element, index);
		});
		const isDrums = this.#listed.isDrums || this.#firstClefs[0] === 'percussion';
		const fretboard = this.#fretboard();
		return {
			...emptyPart(this.#nextId('p'), this.#listed.name),
			programme: this.#listed.programme,
			isDrums,
			staves: Array.from({ length: this.#staves }, (_, staff) => ({
				clef: this.#firstClefs[staff] ?? (staff === 1 ? 'bass' : 'treble')
			})),
			transposeSemitones: clamp(this.#transposition.semitones, 36, -36),
			...(fretboard === undefined ? {} : { fretboard }),
			notes: this.#notes,
			slurs: this.#spans.slurs,
			dynamics: this.#dynamics,
			hairpins: this.#spans.hairpins,
			pedals: this.#spans.pedals,
			ottavas: this.#spans.ottavas,
			clefChanges: this.#clefs
		};
	}

	#readElement(element: XmlElement, index: number): void {
		const ticks = this.#cursor.pass(element);
		const start = this.#starts[index] ?? 0;
		const at = (tick: number): number => start + Math.max(0, Math.round(tick));
		const offset = this.#cursor.toTicks(childNumber(element, 'offset') ?? 0);
		const bar = this.#bars.bar(index);
		if (element.name === 'note') this.#readNote(element, at(this.#cursor.noteTick), Math.round(ticks));
		else if (element.name === 'attributes') this.#readAttributes(element, index, at(this.#cursor.tick));
		else if (element.name === 'direction') this.#readDirection(element, index, at(this.#cursor.tick + offset));
		else if (element.name === 'harmony') this.#readHarmony(element, at(this.#cursor.tick + offset));
		else if (element.name === 'barline') readBarline(element, bar);
		else if (element.name === 'sound') {
			this.#marks.read(element, at(this.#cursor.tick + offset));
			readJumps(element, bar);
		}
	}

	#readAttributes(attributes: XmlElement, index: number, tick: number): void {
		const bar = this.#bars.bar(index);
		this.#staves = clamp(Math.round(childNumber(attributes, 'staves') ?? this.#staves), mostStaves, 1);
		const transpose = child(attributes, 'transpose');
		if (transpose !== undefined) this.#transposition = toTransposition(transpose);
		for (const element of childrenOf(attributes, 'key')) {
			const key = toKey(element);
			if (key === null) continue;
			const sounding = transposeKey(key, this.#transposition);
			if (this.#cursor.tick === 0) bar.key ??= sounding;
			else if (bar.nextKey === undefined || sounding.fifths !== bar.nextKey.fifths) {
				if (this.#cursor.tick < bar.ticks) this.#losses.add('keys inside a bar');
				bar.nextKey = sounding;
			}
		}
		for (const element of childrenOf(attributes, 'clef')) this.#readClef(element, tick);
		for (const details of childrenOf(attributes, 'staff-details')) readStaffDetails(details, this.#details);
	}

	#readClef(element: XmlElement, tick: number): void {
		const staff = this.#staffOf(element.attributes['number']);
		const clef = toClef(element);
		if (this.#firstClefs[staff] === undefined) this.#firstClefs[staff] = clef;
		else if (tick > 0) this.#clefs.push({ id: this.#nextId('k'), tick, staff, clef });
	}

	#readDirection(direction: XmlElement, index: number, tick: number): void {
		this.#marks.read(direction, tick);
		readJumps(direction, this.#bars.bar(index));
		const staff = this.#staffOf(childText(direction, 'staff'));
		for (const type of childrenOf(direction, 'direction-type')) {
			for (const mark of type.children) {
				if (mark.name === 'wedge' || mark.name === 'pedal' || mark.name === 'octave-shift') this.#spans.read(mark, tick, staff);
				if (mark.name !== 'dynamics') continue;
				const dynamic = mark.children.map(({ name }) => toDynamicMark(name)).find((name) => name !== undefined);
				if (dynamic === undefined) continue;
				this.#dynamics.push({ id: this.#nextId('d'), tick, mark: dynamic });
				this.#velocity = velocityAfter(dynamic, this.#velocity);
			}
		}
		const loudness = toNumber(child(direction, 'sound')?.attributes['dynamics']);
		if (loudness !== undefined) this.#velocity = toVelocity(loudness);
	}

	#readHarmony(harmony: XmlElement, tick: number): void {
		const read = toChord(harmony, this.#transposition.semitones);
		if (read !== undefined && !this.#chords.some((chord) => chord.tick === tick))
			this.#chords.push({ id: this.#nextId('c'), tick, ...read });
	}

	#readNote(element: XmlElement, tick: number, ticks: number): void {
		if (child(element, 'rest') !== undefined) return;
		// Small notes are often written as cues, and sound: they stay, as plain ones.
		if (child(element, 'cue') !== undefined) this.#losses.add('cue notes');
		const pitch = this.#toPitch(element);
		if (pitch === null) return this.#losses.add('notes out of range');
		const grace = child(element, 'grace');
		const ties = childrenOf(element, 'tie').map(({ attributes }) => attributes['type']);
		const staff = this.#staffOf(childText(element, 'staff'));
		const voiceName = childText(element, 'voice') || '1';
		const notations = childrenOf(element, 'notations');
		const length = grace === undefined ? Math.max(1, ticks) : 0;
		const goesOn = ties.includes('start');
		const tied =
			ties.includes('stop') && grace === undefined
				? this.#ties.extend(pitch.pitchMidi, staff, voiceName, tick, length, goesOn)
				: undefined;
		if (tied !== undefined) return this.#spans.readSlurs(notations, tied.id);
		const articulations = toArticulations(element);
		const isFretted = this.#firstClefs.includes('tab') || this.#details.tuning.size > 0;
		const technique = toTechnique(element, isFretted);
		const lyrics = toLyrics(element);
		const loudness = toNumber(element.attributes['dynamics']);
		const note: ReadNote = {
			id: this.#nextId('n'),
			tick,
			ticks: length,
			...pitch,
			staff,
			voice: 0,
			voiceName,
			velocity: loudness === undefined ? this.#velocity : toVelocity(loudness),
			...(grace === undefined ? {} : { grace: grace.attributes['slash'] === 'yes' ? 'slashed' : 'plain' }),
			...(articulations.length > 0 ? { articulations } : {}),
			...toPosition(element),
			...(technique === undefined ? {} : { technique }),
			...(lyrics.length > 0 ? { lyrics } : {})
		};
		this.#notes.push(note);
		checkCount(this.#notes.length, scoreLimits.maxNotes, 'notes');
		if (goesOn && grace === undefined) this.#ties.open(note);
		this.#spans.readSlurs(notations, note.id);
	}

	#toPitch(element: XmlElement): Pick<ScoreNote, 'pitchMidi' | 'spelling'> | null {
		const pitch = child(element, 'pitch');
		const unpitched = child(element, 'unpitched');
		if (unpitched !== undefined) {
			const sound = this.#listed.unpitched.get(child(element, 'instrument')?.attributes['id'] ?? '');
			const shown = toSpelling(unpitched, 'display-step', '', 'display-octave');
			const pitchMidi = sound ?? (shown === null ? 38 : toPitchMidi(shown));
			return pitchMidi < 0 || pitchMidi > 127 ? null : { pitchMidi };
		}
		const written = pitch === undefined ? null : toSpelling(pitch, 'step', 'alter', 'octave');
		if (written === null) return null;
		const pitchMidi = toPitchMidi(written) + this.#transposition.semitones;
		if (pitchMidi < 0 || pitchMidi > 127) return null;
		const spelling = Math.abs(written.alter) > 2 ? undefined : transposeSpelling(written, this.#transposition);
		return { pitchMidi, ...(spelling === undefined ? {} : { spelling }) };
	}

	#staffOf(text: string | undefined): number {
		const staff = Math.round(toNumber(text) ?? 1) - 1;
		return clamp(staff, this.#staves - 1);
	}

	#fretboard(): Fretboard | undefined {
		const { tuning, capoFret, lines } = this.#details;
		const openMidi = Array.from({ length: lines }, (_, i) => tuning.get(lines - i));
		const sound = openMidi.flatMap((midi) => (midi === undefined ? [] : [midi]));
		if (sound.length === 0 || sound.length !== lines) return undefined;
		return { openMidi: sound.map((midi) => clamp(midi, 127)), capoFret, fretCount: 24 };
	}
}

/** MusicXML counts loudness in percent of 90. */
function toVelocity(percent: number): number {
	return clamp(Math.round(percent * 0.9), 127, 1);
}
