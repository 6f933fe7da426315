import type { TakeContext } from '../take/take-context.ts';
import type { TakeNote } from '../take/take-note.ts';

/** A note of the take on the line's clock, and where it stands in the take. */
export interface HeardNote extends TakeNote {
	/** Index into the take's notes as they were given. */
	readonly index: number;
}

export interface HeardTake {
	/** By onset: what surely was played. */
	readonly sure: readonly HeardNote[];
	/** By onset: what may have been played, heard faintly. Empty for MIDI. */
	readonly faint: readonly HeardNote[];
}

/** What a transcription is less sure of than this does not help to find the place. */
const sureConfidence = 0.42;
/** A hand that comes in before the count is over, seconds. */
const earlySeconds = 0.25;

/** The notes of a take with latency and count-in taken off. */
export function hearTake(notes: readonly TakeNote[], { latencySeconds, countInSeconds, source }: TakeContext): HeardTake {
	const heard = notes
		.map((note, index): HeardNote => ({
			...note,
			index,
			onsetSeconds: note.onsetSeconds - latencySeconds,
			offsetSeconds: note.offsetSeconds - latencySeconds
		}))
		.filter(({ onsetSeconds }) => Number.isFinite(onsetSeconds) && onsetSeconds >= countInSeconds - earlySeconds)
		.sort((a, b) => a.onsetSeconds - b.onsetSeconds || a.pitchMidi - b.pitchMidi || a.offsetSeconds - b.offsetSeconds);
	if (source === 'midi') return { sure: heard, faint: [] };
	return {
		sure: heard.filter(({ confidence }) => confidence >= sureConfidence),
		faint: heard.filter(({ confidence }) => confidence < sureConfidence)
	};
}

/** A note by its index in an alignment, which counts the faint ones on behind the sure ones. */
export function heardNote({ sure, faint }: HeardTake, index: number): HeardNote | undefined {
	return index < 0 ? undefined : (sure[index] ?? faint[index - sure.length]);
}
