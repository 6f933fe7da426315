import type { Alignment, Played } from '../align/align.ts';
import type { Line } from '../align/line.ts';
import type { HeardTake } from './heard-take.ts';

/** An alignment this good needs no other key. */
const goodFit = 0.6;
/** Another key must fit this well, and by so much better. */
const otherKey = { leastFit: 0.5, gain: 0.2 };
/** Of the keys that the pitches speak for, this many are tried. */
const tried = 4;
const mostSemitones = 24;

/**
 * Aligns a take in the key it sounds in: one that is transposed, or an octave away, is found in its own key.
 * @returns the alignment, and how much higher the take sounds than was meant, semitones
 */
export function alignInItsKey(
	line: Line,
	heard: HeardTake,
	alignNotes: (played: Played) => Alignment
): { alignment: Alignment; soundsHigherBy: number } {
	const own = alignNotes(heard);
	const notes = heard.sure;
	let best = { alignment: own, soundsHigherBy: 0 };
	if (own.fit >= goodFit || notes.length < 6) return best;
	for (const semitones of likelyShifts(line, notes)) {
		const moved = (own: HeardTake['sure']): HeardTake['sure'] =>
			own.map((note) => ({ ...note, pitchMidi: note.pitchMidi - semitones }));
		const alignment = alignNotes({ sure: moved(notes), faint: moved(heard.faint) });
		if (alignment.fit >= Math.max(otherKey.leastFit, own.fit + otherKey.gain) && alignment.fit > best.alignment.fit)
			best = { alignment, soundsHigherBy: semitones };
	}
	return best;
}

/** Shifts by which the pitches played lie best on those expected. */
function likelyShifts(line: Line, notes: HeardTake['sure']): number[] {
	const count = (pitches: readonly { readonly pitchMidi: number }[]): Float64Array => {
		const counts = new Float64Array(128);
		for (const { pitchMidi } of pitches) counts[pitchMidi] = (counts[pitchMidi] ?? 0) + 1 / pitches.length;
		return counts;
	};
	const expected = count(line.notes);
	const played = count(notes);
	const shifts: { semitones: number; common: number }[] = [];
	for (let semitones = -mostSemitones; semitones <= mostSemitones; semitones++) {
		if (semitones === 0) continue;
		let common = 0;
		for (let pitch = 0; pitch < 128; pitch++) common += Math.min(expected[pitch] ?? 0, played[pitch + semitones] ?? 0);
		shifts.push({ semitones, common });
	}
	return shifts
		.sort((a, b) => b.common - a.common || Math.abs(a.semitones) - Math.abs(b.semitones))
		.slice(0, tried)
		.map(({ semitones }) => semitones);
}
