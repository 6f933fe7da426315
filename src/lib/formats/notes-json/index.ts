import type { TableNote } from '../notes-csv/index.ts';

/** A note with its bend, where it has one. */
export interface JsonNote extends TableNote {
	/** Cents from the tempered pitch, one value every `bendStepSeconds` from the onset. */
	readonly bendCents?: readonly number[] | undefined;
}

export interface NotesJsonSong {
	readonly title: string;
	readonly artist: string;
	readonly durationSeconds: number;
	/** Model and decoder with their versions. */
	readonly algorithm: string;
	readonly bendStepSeconds: number;
}

/**
 * Notes as JSON: `{format: 'woodshed-notes', version: 1, title, artist, durationSeconds, algorithm, bendStepSeconds,
 * notes: [{onset, offset, pitch, velocity, confidence, bendCents?}]}`; onset and offset in seconds, pitch a MIDI number.
 */
export function toNotesJson(song: NotesJsonSong, notes: readonly JsonNote[]): string {
	const document = {
		format: 'woodshed-notes',
		version: 1,
		...song,
		notes: notes.map(({ onsetSeconds, offsetSeconds, pitchMidi, velocity, confidence, bendCents }) => ({
			onset: rounded(onsetSeconds),
			offset: rounded(offsetSeconds),
			pitch: pitchMidi,
			velocity,
			confidence: rounded(confidence),
			...(bendCents === undefined ? {} : { bendCents })
		}))
	};
	return `${JSON.stringify(document, null, '\t')}\n`;
}

function rounded(value: number): number {
	return Math.round(value * 1e5) / 1e5;
}
