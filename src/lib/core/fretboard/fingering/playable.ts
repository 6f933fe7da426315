import type { Fretboard } from '../../score/score.ts';
import type { FingeredNote, FingerNote, PlayedNote } from './finger-note.ts';

/** What is wrong with a fingering, and where. */
export interface FingeringFault {
	readonly noteId: string;
	readonly fault: 'wrongPitch' | 'noSuchString' | 'noSuchFret' | 'stringStruckTwice' | 'unholdable' | 'lockBroken' | 'lost';
}

interface Placed {
	readonly note: FingerNote;
	readonly played: PlayedNote;
}

/**
 * Judges a fingering by the rules alone, whoever made it. At every stroke a left hand must be able to hold all that is struck
 * and all that still sounds (that was not cut short): one note a string; four fingers, none beyond the fret of a later one; the
 * forefinger across any strings of which none between sounds lower, another finger across neighbours; four frets in all, five
 * where the lowest is above the 7th of the neck. Empty when there is no fault.
 */
export function fingeringFaults(
	notes: readonly FingerNote[],
	fingered: readonly FingeredNote[],
	fretboard: Fretboard
): FingeringFault[] {
	const faults: FingeringFault[] = [];
	const placed: Placed[] = [];
	for (const [at, note] of notes.entries()) {
		const entry = fingered[at];
		if (entry?.noteId !== note.id) faults.push({ noteId: note.id, fault: 'lost' });
		else if (entry.isPlayed) {
			placed.push({ note, played: entry });
			const fault = faultOfPlace(note, entry, fretboard);
			if (fault !== null) faults.push({ noteId: note.id, fault });
		}
	}
	placed.sort((a, b) => a.note.onsetTick - b.note.onsetTick);
	let sounding: Placed[] = [];
	for (let at = 0; at < placed.length;) {
		const tick = placed[at]?.note.onsetTick ?? 0;
		const struck: Placed[] = [];
		for (let each = placed[at]; each?.note.onsetTick === tick; each = placed[++at]) struck.push(each);
		const strings = struck.map(({ played }) => played.string);
		for (const [index, each] of struck.entries())
			if (strings.indexOf(each.played.string) !== index) faults.push({ noteId: each.note.id, fault: 'stringStruckTwice' });
		// A note that is cut short may go at any later stroke, so that nothing is asked of it after its own.
		sounding = sounding.filter(({ note, played }) => note.endTick > tick && !played.isCutShort);
		for (const { note, played } of sounding)
			if (strings.includes(played.string)) faults.push({ noteId: note.id, fault: 'stringStruckTwice' });
		sounding.push(...struck);
		if (
			!canHold(
				sounding.map(({ played }) => played),
				fretboard.capoFret
			)
		)
			faults.push(...struck.map(({ note }): FingeringFault => ({ noteId: note.id, fault: 'unholdable' })));
	}
	return faults;
}

function faultOfPlace(note: FingerNote, { string, fret }: PlayedNote, board: Fretboard): FingeringFault['fault'] | null {
	const open = board.openMidi[string - 1];
	if (open === undefined) return 'noSuchString';
	if (fret < 0 || fret + board.capoFret > Math.max(board.fretCount, board.capoFret)) return 'noSuchFret';
	if (fret > 0 && board.droneStrings?.includes(string) === true) return 'noSuchFret';
	if (open + board.capoFret + fret !== note.pitchMidi) return 'wrongPitch';
	return note.lockedString !== undefined && note.lockedString !== string ? 'lockBroken' : null;
}

/** Tries every way to give the pressed strings to fingers 1 to 4. */
function canHold(sounding: readonly PlayedNote[], capoFret: number): boolean {
	const pressed = sounding.filter(({ fret }) => fret > 0).sort((a, b) => a.fret - b.fret || a.string - b.string);
	const frets = pressed.map(({ fret }) => fret);
	const lowest = Math.min(...frets);
	if (pressed.length > 0 && Math.max(...frets) - lowest > (lowest + capoFret > 7 ? 4 : 3)) return false;
	const fretOf = new Map(sounding.map(({ string, fret }) => [string, fret]));
	const give = (at: number, fingers: readonly (readonly PlayedNote[])[]): boolean => {
		const next = pressed[at];
		if (next === undefined) return true;
		const last = fingers.at(-1);
		// In the order of frets, then of strings: a note goes under the finger before it, or under the next one.
		if (last !== undefined && liesAcross(last, next, fretOf, lowest) && give(at + 1, [...fingers.slice(0, -1), [...last, next]]))
			return true;
		return fingers.length < 4 && give(at + 1, [...fingers, [next]]);
	};
	return give(0, []);
}

function liesAcross(
	under: readonly PlayedNote[],
	next: PlayedNote,
	fretOf: ReadonlyMap<number, number>,
	lowest: number
): boolean {
	const last = under.at(-1);
	if (last?.fret !== next.fret) return false;
	if (next.fret > lowest) return next.string === last.string + 1;
	for (let string = last.string + 1; string < next.string; string++) {
		const between = fretOf.get(string);
		if (between !== undefined && between < next.fret) return false;
	}
	return true;
}
