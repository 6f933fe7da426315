import { pitchName } from './pitch-name.ts';

export interface TableNote {
	readonly onsetSeconds: number;
	readonly offsetSeconds: number;
	readonly pitchMidi: number;
	readonly velocity: number;
	readonly confidence: number;
	readonly bendCents?: readonly number[] | undefined;
}

/**
 * The columns, in order: when the note begins and ends in seconds from the start of the recording (six decimals), its MIDI
 * number and name (C4 is middle C), velocity 1 to 127, the transcriber's confidence 0 to 1 (three decimals), and its bend: cents
 * off the tempered pitch in equal steps from the onset, with spaces between, empty when steady.
 */
export const noteColumns = [
	'onset_seconds',
	'offset_seconds',
	'pitch_midi',
	'pitch_name',
	'velocity',
	'confidence',
	'bend_cents'
] as const;

/** Notes as comma-separated values (RFC 4180: lines end in CR LF), sorted by onset, then pitch; the header alone when none. */
export function toNotesCsv(notes: readonly TableNote[]): string {
	const rows = [...notes]
		.sort((a, b) => a.onsetSeconds - b.onsetSeconds || a.pitchMidi - b.pitchMidi)
		.map((note) => [
			note.onsetSeconds.toFixed(6),
			note.offsetSeconds.toFixed(6),
			note.pitchMidi,
			pitchName(note.pitchMidi),
			note.velocity,
			note.confidence.toFixed(3),
			(note.bendCents ?? []).join(' ')
		]);
	return [noteColumns, ...rows].map((row) => `${row.join(',')}\r\n`).join('');
}
