import type { Fretboard } from '../../score/score.ts';
import { chordFingerings, type ChordFingering, type Stroke } from './chord-fingerings.ts';
import type { FingeredNote, FingerNote, FingerOptions } from './finger-note.ts';
import { bestPath, type Strike } from './hand-path.ts';
import { toLeadHome } from './lead-line.ts';
import { toNeck, type Neck } from './neck.ts';
import { octavesThatFit } from './octaves.ts';
import { thinChord } from './thin-chord.ts';
import { weights as houseWeights, type Weights } from './weights.ts';

/**
 * A string and a fret for every note, or why it has none: the way through all chords and hand positions that costs a hand least
 * (Viterbi over at most a few dozen states a chord, so time grows with the number of notes alone). Nothing that comes out is
 * unplayable: what a hand cannot strike is left out with a reason, what it cannot hold is let go (`isCutShort`).
 * @param notes in any order
 * @returns one entry a note, in the order given
 */
export function finger(
	notes: readonly FingerNote[],
	fretboard: Fretboard,
	options: FingerOptions = {},
	weights: Weights = houseWeights
): FingeredNote[] {
	return fingerOn(notes, toNeckFor(notes, fretboard, options), weights).fingered;
}

/** The neck for a part: where it is at home is settled by all of its notes, unless the user says where to play. */
export function toNeckFor(notes: readonly FingerNote[], fretboard: Fretboard, options: FingerOptions): Neck {
	const neck = toNeck(fretboard, options);
	return { ...neck, lead: neck.nearFret === null ? toLeadHome(toChords(notes), neck) : null };
}

/** As `finger`, with what the way costs. */
export function fingerOn(
	notes: readonly FingerNote[],
	neck: Neck,
	weights: Weights = houseWeights
): { readonly fingered: FingeredNote[]; readonly cost: number } {
	const waysOf = remembered((strokes) => chordFingerings(strokes, neck, weights));
	const known = new Map<FingerNote, FingeredNote>();
	const strikes: Strike[] = [];
	for (const chord of toChords(notes)) {
		const { played, ways, unplayed } = thinChord(chord, neck, weights, waysOf);
		for (const { note, reason } of unplayed) known.set(note, toUnplayed(note, reason, played, neck, waysOf));
		if (played.length > 0) strikes.push({ notes: played, ways });
	}
	const path = bestPath(strikes, neck, weights);
	for (const { note, string, fret, isCutShort } of path.notes)
		known.set(note, { noteId: note.id, isPlayed: true, string: string + 1, fret, isCutShort });
	return { fingered: notes.flatMap((note) => known.get(note) ?? []), cost: path.cost };
}

/** Notes struck together, ascending in pitch; in order of time. */
function toChords(notes: readonly FingerNote[]): FingerNote[][] {
	const sorted = [...notes].sort((a, b) => a.onsetTick - b.onsetTick || a.pitchMidi - b.pitchMidi);
	const chords: FingerNote[][] = [];
	for (const note of sorted) {
		const last = chords.at(-1);
		if (last?.[0]?.onsetTick === note.onsetTick) last.push(note);
		else chords.push([note]);
	}
	return chords;
}

function toUnplayed(
	note: FingerNote,
	reason: Extract<FingeredNote, { isPlayed: false }>['reason'],
	played: readonly FingerNote[],
	neck: Neck,
	waysOf: (strokes: readonly Stroke[]) => readonly ChordFingering[]
): FingeredNote {
	const octaves = octavesThatFit(note, played, neck, waysOf);
	return { noteId: note.id, isPlayed: false, reason, ...(octaves === null ? {} : { octaves }) };
}

/** Music repeats its chords: each is worked out once. */
function remembered(
	waysOf: (strokes: readonly Stroke[]) => readonly ChordFingering[]
): (strokes: readonly Stroke[]) => readonly ChordFingering[] {
	const known = new Map<string, readonly ChordFingering[]>();
	return (strokes) => {
		const key = strokes.map(({ pitchMidi, lockedString }) => `${pitchMidi}/${lockedString ?? ''}`).join();
		const ways = known.get(key) ?? waysOf(strokes);
		known.set(key, ways);
		return ways;
	};
}
