export interface JsonNote {
	readonly onsetSeconds: number;
	readonly offsetSeconds: number;
	readonly pitchMidi: number;
	readonly velocity: number;
	readonly confidence: number;
	readonly bendCents?: readonly number[] | undefined;
}

/** What the file says beside the notes. */
export interface JsonNotesAbout {
	readonly title: string;
	readonly artist: string;
	readonly durationSeconds: number;
	/** Transcriber and version. */
	readonly algorithm: string;
	/** Seconds between two values of a note's bend. */
	readonly bendStepSeconds: number;
}

/**
 * Notes as JSON: `{format: 'woodshed-notes', version: 1, title, artist, durationSeconds, algorithm, bendStepSeconds, notes}`, each note
 * `{onsetSeconds, offsetSeconds, pitchMidi, velocity, confidence, bendCents?}`, sorted by onset, then pitch, one on a line.
 */
export function toNotesJson(notes: readonly JsonNote[], about: JsonNotesAbout): string {
	const lines = [...notes]
		.sort((a, b) => a.onsetSeconds - b.onsetSeconds || a.pitchMidi - b.pitchMidi)
		.map(({ onsetSeconds, offsetSeconds, pitchMidi, velocity, confidence, bendCents }) =>
			JSON.stringify({ onsetSeconds, offsetSeconds, pitchMidi, velocity, confidence, bendCents })
		);
	const { title, artist, durationSeconds, algorithm, bendStepSeconds } = about;
	const head = JSON.stringify({
		format: 'woodshed-notes',
		version: 1,
		title,
		artist,
		durationSeconds,
		algorithm,
		bendStepSeconds
	});
	const body = lines.length === 0 ? '' : `\n${lines.join(',\n')}\n`;
	return `${head.slice(0, -1)},"notes":[${body}]}\n`;
}
