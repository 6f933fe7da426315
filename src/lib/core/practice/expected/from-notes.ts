import { barIndexAt, beatPositionAt, toBars, type BeatGrid } from '../../time/index.ts';
import { toChordGroups } from './chord-groups.ts';
import { sureConfidence } from './from-score.ts';
import type { ExpectedBar, ExpectedNote, ExpectedPiece } from './expected-note.ts';

/** Hands strike a chord within this time, seconds: half of the shortest notes that are common. */
const chordSeconds = 0.035;
/** Where no bars are known, the music is cut into stretches of this length, seconds, so that there is something to point to. */
const barlessSeconds = 4;

export interface HeardNote {
	readonly id: string;
	readonly onsetSeconds: number;
	readonly offsetSeconds: number;
	readonly pitchMidi: number;
	readonly velocity?: number;
	/** How sure the transcription is of it, 0 to 1; 1 when absent. */
	readonly confidence?: number;
}

/**
 * What a transcription asks to be played: the recording's own notes in its own time.
 * @param durationSeconds of the recording
 * @param fifths of its key, sharps or flats below 0; null when not known
 */
export function fromNotes(
	heard: readonly HeardNote[],
	grid: BeatGrid,
	durationSeconds: number,
	fifths: number | null = null
): ExpectedPiece {
	const notes = [...heard].sort((a, b) => a.onsetSeconds - b.onsetSeconds || a.pitchMidi - b.pitchMidi);
	const groups = toChordGroups(notes, chordSeconds);
	const tracked = toBars(grid, durationSeconds);
	const lastSeconds = Math.max(durationSeconds, ...notes.slice(-1).map(({ onsetSeconds }) => onsetSeconds));
	const bars: ExpectedBar[] =
		tracked.length > 0
			? tracked.map(({ number, startSeconds, endSeconds, beatCount }, scoreBar) => ({
					scoreBar,
					number,
					startSeconds,
					endSeconds,
					beats: beatCount,
					fifths
				}))
			: Array.from({ length: Math.max(1, Math.ceil(lastSeconds / barlessSeconds)) }, (_, at) => ({
					scoreBar: at,
					number: at + 1,
					startSeconds: at * barlessSeconds,
					endSeconds: (at + 1) * barlessSeconds,
					beats: 4,
					fifths
				}));
	const placeOf = (bar: number, seconds: number): number => {
		const { startSeconds = 0 } = bars[bar] ?? {};
		return tracked.length > 0
			? beatPositionAt(grid, seconds) - beatPositionAt(grid, startSeconds)
			: ((seconds - startSeconds) * 4) / barlessSeconds;
	};
	return {
		bars,
		parts: [{ name: '', staves: 1 }],
		notes: notes.map((note, at): ExpectedNote => {
			const bar =
				tracked.length > 0
					? barIndexAt(tracked, note.onsetSeconds + chordSeconds)
					: Math.min(bars.length - 1, Math.max(0, Math.floor(note.onsetSeconds / barlessSeconds)));
			const beat = placeOf(bar, note.onsetSeconds);
			return {
				id: note.id,
				noteId: note.id,
				onsetSeconds: note.onsetSeconds,
				offsetSeconds: note.offsetSeconds,
				pitchMidi: note.pitchMidi,
				...(note.velocity === undefined ? {} : { velocity: note.velocity }),
				bar,
				beat,
				beats: placeOf(bar, note.offsetSeconds) - beat,
				group: groups[at] ?? 0,
				part: 0,
				staff: 0,
				voice: 0,
				isTied: note.offsetSeconds > (bars[bar]?.endSeconds ?? Infinity),
				isGrace: false,
				isOrnament: false,
				isDoubtful: (note.confidence ?? 1) < sureConfidence
			};
		})
	};
}
