import type { Fretboard } from '../../score/score.ts';
import { fingerOn, toNeckFor } from './finger.ts';
import type { FingeredNote, FingerNote, FingerOptions } from './finger-note.ts';
import { placesOf } from './neck.ts';

/** Another string for a note: choosing it locks the note to it. */
export interface Alternative {
	readonly string: number;
	readonly fret: number;
	/** The notes around it as they would then lie, where they change. */
	readonly changes: readonly FingeredNote[];
}

/** How far a choice is felt, notes to each side. */
const reachNotes = 24;

/**
 * The other strings that a note can be played on, the easiest first, each with what it would change around it. A string that would
 * cost the chord a note it has now is not among them.
 * @param fingered as `finger` answered for the same notes
 */
export function alternativesFor(
	noteId: string,
	notes: readonly FingerNote[],
	fingered: readonly FingeredNote[],
	fretboard: Fretboard,
	options: FingerOptions = {}
): Alternative[] {
	const sorted = [...notes].sort((a, b) => a.onsetTick - b.onsetTick);
	const at = sorted.findIndex(({ id }) => id === noteId);
	const note = sorted[at];
	if (note === undefined) return [];
	const neck = toNeckFor(notes, fretboard, options);
	const near = wholeChords(sorted, Math.max(0, at - reachNotes), Math.min(sorted.length, at + reachNotes + 1));
	const now = new Map(fingered.map((each) => [each.noteId, each]));
	const own = now.get(noteId);
	const playedNow = near.filter(({ id }) => now.get(id)?.isPlayed === true).length;
	return placesOf(neck, note.pitchMidi)
		.filter(({ string }) => own?.isPlayed !== true || string + 1 !== own.string)
		.flatMap(({ string, fret }) => {
			const asked = near.map((each) => (each === note ? { ...note, lockedString: string + 1 } : each));
			const { fingered: then, cost } = fingerOn(asked, neck);
			if (then.filter(({ isPlayed }) => isPlayed).length < playedNow) return [];
			const chosen = then.find((each) => each.noteId === noteId);
			if (chosen?.isPlayed !== true) return [];
			const changes = then.filter((each) => each.noteId !== noteId && isElsewhere(each, now.get(each.noteId)));
			return [{ string: string + 1, fret, changes, cost }];
		})
		.sort((a, b) => a.cost - b.cost)
		.map(({ string, fret, changes }) => ({ string, fret, changes }));
}

/** A chord is judged whole: the range grows to the ends of those that it would cut. */
function wholeChords(sorted: readonly FingerNote[], from: number, to: number): readonly FingerNote[] {
	while (from > 0 && sorted[from - 1]?.onsetTick === sorted[from]?.onsetTick) from--;
	while (to < sorted.length && sorted[to - 1]?.onsetTick === sorted[to]?.onsetTick) to++;
	return sorted.slice(from, to);
}

function isElsewhere(then: FingeredNote, now: FingeredNote | undefined): boolean {
	if (!then.isPlayed || now?.isPlayed !== true) return then.isPlayed !== (now?.isPlayed === true);
	return then.string !== now.string;
}
