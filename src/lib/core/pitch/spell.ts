import type { ScoreNote, Spelling, WrittenKey } from '../score/index.ts';
import { fifthsOf, spellAt } from './line-of-fifths.ts';

type Spellable = Pick<ScoreNote, 'tick' | 'pitchMidi' | 'voice' | 'spelling'>;

/** Fifths that one step of each rule is worth; made by hand on scales, cadences and secondary dominants, not on recordings. */
const leadsOn = 3;
const leadingTone = 2;
const doubleAccidental = 2;
const besideChord = 0.35;

/**
 * Spells notes as a reader of the key expects them: the scale as the signature has it, a chromatic note with a sharp where it
 * leads up and with a flat where it leads down, else nearest on the line of fifths to the key and to what sounds with it.
 * @param notes by tick; those of one staff and part
 * @param keyAt the written key at a tick
 * @returns a spelling for each note; the note's own where it has one
 */
export function spellNotes(notes: readonly Spellable[], keyAt: (tick: number) => WrittenKey): Spelling[] {
	const nextTick = nextTicks(notes);
	const atTick = new Map<number, Spellable[]>();
	for (const note of notes) {
		const together = atTick.get(note.tick);
		if (together === undefined) atTick.set(note.tick, [note]);
		else together.push(note);
	}
	return notes.map((note) => {
		if (note.spelling !== undefined) return note.spelling;
		const following = (atTick.get(nextTick.get(voiceTick(note)) ?? -1) ?? []).filter(({ voice }) => voice === note.voice);
		return spellOne(note, keyAt(note.tick), atTick.get(note.tick) ?? [], following);
	});
}

const voiceTick = ({ voice, tick }: Spellable): string => `${voice}:${tick}`;

/** For each voice and tick, when that voice goes on. */
function nextTicks(notes: readonly Spellable[]): Map<string, number> {
	const next = new Map<string, number>();
	const last = new Map<number, number>();
	for (const { voice, tick } of notes) {
		const before = last.get(voice);
		if (before !== undefined && before !== tick) next.set(`${voice}:${before}`, tick);
		last.set(voice, tick);
	}
	return next;
}

function spellOne(note: Spellable, key: WrittenKey, together: readonly Spellable[], following: readonly Spellable[]): Spelling {
	const leadsUp = following.some(({ pitchMidi }) => pitchMidi === note.pitchMidi + 1);
	const leadsDown = following.some(({ pitchMidi }) => pitchMidi === note.pitchMidi - 1);
	const direction = leadsUp === leadsDown ? 0 : leadsUp ? 1 : -1;
	const centre = key.fifths + (key.mode === 'minor' ? 3 : 2);
	const firm = together
		.filter((other) => other !== note)
		.map((other) => (other.spelling === undefined ? diatonicFifths(other.pitchMidi, key) : fifthsOf(other.spelling)))
		.filter((fifths) => fifths !== null);
	const scaleFifths = diatonicFifths(note.pitchMidi, key);
	let best: { readonly spelling: Spelling; readonly cost: number } | null = null;
	for (const fifths of placesOf(note.pitchMidi)) {
		const spelling = spellAt(note.pitchMidi, fifths);
		if (spelling === null) continue;
		const degree = fifths - key.fifths;
		let cost = Math.abs(fifths - centre);
		if (fifths === scaleFifths) cost -= 100;
		else if (key.mode === 'minor' && (degree === 6 || degree === 8)) cost -= leadingTone;
		if (Math.abs(spelling.alter) === 2) cost += doubleAccidental;
		cost -= direction * Math.sign(fifths - centre) * leadsOn;
		for (const other of firm) cost += besideChord * Math.abs(fifths - other);
		if (best === null || cost < best.cost) best = { spelling, cost };
	}
	if (best === null) throw new RangeError(`No spelling for the MIDI number ${note.pitchMidi}.`);
	return best.spelling;
}

/** Where the scale of the signature has the pitch class; null for a chromatic one. */
function diatonicFifths(pitchMidi: number, { fifths }: WrittenKey): number | null {
	return placesOf(pitchMidi).find((place) => place >= fifths - 1 && place <= fifths + 5) ?? null;
}

/** Every place on the line of fifths, from F double flat to B double sharp, that a pitch class has; flats first. */
function placesOf(pitchMidi: number): number[] {
	const first = (((7 * pitchMidi) % 12) + 12) % 12;
	return [first - 24, first - 12, first, first + 12].filter((place) => place >= -15 && place <= 19);
}
