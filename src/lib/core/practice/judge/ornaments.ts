import type { AlignedRun } from '../align/align.ts';
import type { Line } from '../align/line.ts';
import type { TakeNote } from '../take/take-note.ts';

/** The notes of a trill, mordent or turn lie this near to the written one, semitones and seconds before it. */
const near = { semitones: 2, beforeSeconds: 0.2, afterSeconds: 0.05 };

/** Whether a note that is not written belongs to an ornament that is. */
export function isOrnamental(take: TakeNote, run: AlignedRun, line: Line): boolean {
	return run.notes.some(({ line: at, dueSeconds, slope }) => {
		const note = line.notes[at];
		if (note?.expected.isOrnament !== true || Math.abs(take.pitchMidi - note.pitchMidi) > near.semitones) return false;
		const endSeconds = dueSeconds + (note.endSeconds - note.seconds) * slope;
		return take.onsetSeconds >= dueSeconds - near.beforeSeconds && take.onsetSeconds <= endSeconds + near.afterSeconds;
	});
}
