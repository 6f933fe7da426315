/** A note as it leaves in a table. */
export interface TableNote {
	readonly onsetSeconds: number;
	readonly offsetSeconds: number;
	readonly pitchMidi: number;
	/** 1 to 127 */
	readonly velocity: number;
	/** 0 to 1 */
	readonly confidence: number;
}

const names = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B'] as const;

/**
 * Notes as CSV (RFC 4180, UTF-8, CRLF): `onset_s,offset_s,pitch_midi,note,velocity,confidence`, seconds to a tenth of a
 * millisecond, note names with sharps and C4 as middle C.
 */
export function toNotesCsv(notes: readonly TableNote[]): string {
	const rows = notes.map(({ onsetSeconds, offsetSeconds, pitchMidi, velocity, confidence }) =>
		[onsetSeconds.toFixed(4), offsetSeconds.toFixed(4), pitchMidi, noteName(pitchMidi), velocity, confidence.toFixed(3)].join(',')
	);
	return ['onset_s,offset_s,pitch_midi,note,velocity,confidence', ...rows, ''].join('\r\n');
}

function noteName(pitchMidi: number): string {
	return `${names[((pitchMidi % 12) + 12) % 12] ?? ''}${Math.floor(pitchMidi / 12) - 1}`;
}
