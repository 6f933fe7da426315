import { chordFingerings, type ChordFingering, type Stroke } from './chord-fingerings.ts';
import type { FingerNote, UnplayedReason } from './finger-note.ts';
import { fretOn, placesOf, type Neck } from './neck.ts';
import type { Weights } from './weights.ts';

/** What of a chord is played and in which ways, and what is not and why. */
export interface ThinnedChord {
	readonly played: readonly FingerNote[];
	/** At least one where anything is played. */
	readonly ways: readonly ChordFingering[];
	readonly unplayed: readonly { readonly note: FingerNote; readonly reason: UnplayedReason }[];
}

const certain = 0.5;
/** How many ways to leave out as many notes are tried before one more is left out. */
const mostSubsets = 15;

const toStroke = ({ pitchMidi, lockedString }: FingerNote): Stroke => ({
	pitchMidi,
	lockedString: lockedString === undefined ? null : lockedString - 1
});

/**
 * The most of a chord that a hand can play. What goes first: doubled tones, the unsure, inner voices; what stays: what the user
 * locked, then the melody and the bass. `notes` ascend in pitch.
 */
export function thinChord(
	notes: readonly FingerNote[],
	neck: Neck,
	weights: Weights,
	waysOf: (strokes: readonly Stroke[]) => readonly ChordFingering[] = (strokes) => chordFingerings(strokes, neck, weights)
): ThinnedChord {
	const unplayed: { note: FingerNote; reason: UnplayedReason }[] = [];
	const taken = new Set<number>();
	let left = notes.filter((note) => {
		const reason = faultAlone(note, neck, taken);
		if (reason !== null) unplayed.push({ note, reason });
		else if (note.lockedString !== undefined) taken.add(note.lockedString);
		return reason === null;
	});
	if (left.length > neck.openMidi.length) {
		const pitches = new Set(left.flatMap(({ pitchMidi, lockedString }) => (lockedString === undefined ? [] : [pitchMidi])));
		left = left.filter((note) => {
			const isFirst = note.lockedString !== undefined || !pitches.has(note.pitchMidi);
			pitches.add(note.pitchMidi);
			if (!isFirst) unplayed.push({ note, reason: 'doubled' });
			return isFirst;
		});
	}
	while (left.length > neck.openMidi.length) {
		const drop = byDispensability(left)[0];
		if (drop === undefined) break;
		unplayed.push({ note: drop, reason: reasonFor(drop, left, 'noString') });
		left = left.filter((note) => note !== drop);
	}
	for (let drops = 0; drops < left.length; drops++) {
		for (const gone of subsets(byDispensability(left), drops, mostSubsets)) {
			const played = left.filter((note) => !gone.includes(note));
			const ways = waysOf(played.map(toStroke));
			if (ways.length === 0) continue;
			for (const note of gone) unplayed.push({ note, reason: reasonFor(note, left, 'outOfReach') });
			return { played, ways, unplayed };
		}
	}
	return { played: [], ways: [], unplayed };
}

/** What hinders a note whatever else sounds. */
function faultAlone(note: FingerNote, neck: Neck, takenStrings: ReadonlySet<number>): UnplayedReason | null {
	if (note.lockedString !== undefined) {
		if (fretOn(neck, note.lockedString - 1, note.pitchMidi) === null) return 'notOnString';
		return takenStrings.has(note.lockedString) ? 'stringTaken' : null;
	}
	if (placesOf(neck, note.pitchMidi).length > 0) return null;
	return note.pitchMidi < Math.min(...neck.openMidi) + neck.lowestFret ? 'below' : 'above';
}

/** The first to go first. */
function byDispensability(notes: readonly FingerNote[]): FingerNote[] {
	const lowest = notes[0]?.pitchMidi;
	const highest = notes.at(-1)?.pitchMidi;
	const classes = classCounts(notes);
	const worth = (note: FingerNote): number =>
		(note.lockedString === undefined ? 0 : 100) +
		(note.pitchMidi === highest ? 10 : 0) +
		(note.pitchMidi === lowest ? 8 : 0) +
		(isDoubled(note, classes) ? 0 : 3) +
		2 * (note.confidence ?? 1);
	return [...notes].sort((a, b) => worth(a) - worth(b));
}

/** How often each pitch class sounds. */
function classCounts(notes: readonly FingerNote[]): readonly number[] {
	const counts = new Array<number>(12).fill(0);
	for (const { pitchMidi } of notes) counts[pitchMidi % 12] = (counts[pitchMidi % 12] ?? 0) + 1;
	return counts;
}

const isDoubled = ({ pitchMidi }: FingerNote, classes: readonly number[]): boolean => (classes[pitchMidi % 12] ?? 0) > 1;

function reasonFor(note: FingerNote, notes: readonly FingerNote[], otherwise: UnplayedReason): UnplayedReason {
	if (isDoubled(note, classCounts(notes))) return 'doubled';
	return (note.confidence ?? 1) < certain ? 'uncertain' : otherwise;
}

/** Ways to choose `count` of a list, those of its beginning first, `most` of them. */
function* subsets<Each>(list: readonly Each[], count: number, most: number): Generator<readonly Each[]> {
	const chosen = Array.from({ length: count }, (_, at) => at);
	for (let given = 0; given < most; given++) {
		yield chosen.flatMap((at) => list[at] ?? []);
		// The earliest choice that can move on without meeting the next moves; those before it begin again.
		let at = 0;
		while (at < count && (chosen[at] ?? 0) + 1 >= (at + 1 < count ? (chosen[at + 1] ?? 0) : list.length)) at++;
		if (at >= count) return;
		chosen[at] = (chosen[at] ?? 0) + 1;
		for (let before = 0; before < at; before++) chosen[before] = before;
	}
}
