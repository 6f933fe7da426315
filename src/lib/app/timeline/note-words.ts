import type { NoteEvidence } from '$contracts/transcription.ts';

const letters: readonly string[] = ['C', 'C♯', 'D', 'E♭', 'E', 'F', 'F♯', 'G', 'A♭', 'A', 'B♭', 'B'];
const spoken: readonly string[] = ['C', 'C sharp ', 'D', 'E flat ', 'E', 'F', 'F sharp ', 'G', 'A flat ', 'A', 'B flat ', 'B'];

/** `C4` for 60; black keys by the names they go by most often when no key is known. */
export function pitchText(pitchMidi: number): string {
	return `${letters[((pitchMidi % 12) + 12) % 12] ?? ''}${Math.floor(pitchMidi / 12) - 1}`;
}

function pitchWords(pitchMidi: number): string {
	return `${spoken[((pitchMidi % 12) + 12) % 12] ?? ''}${Math.floor(pitchMidi / 12) - 1}`;
}

/** How sure a note is, in the three grades that the roll draws differently. */
export type Certainty = 'certain' | 'likely' | 'doubtful';

const certainFrom = 0.65;
const likelyFrom = 0.4;

export function certaintyOf(confidence: number): Certainty {
	return confidence >= certainFrom ? 'certain' : confidence >= likelyFrom ? 'likely' : 'doubtful';
}

/** `certain 92%` */
export function certaintyText(confidence: number): string {
	return `${certaintyOf(confidence)} ${Math.round(confidence * 100)}%`;
}

/** The bend furthest from the tempered pitch, cents with its sign; 0 when the note is steady. */
export function widestBendCents(note: Pick<NoteEvidence, 'bendCents'>): number {
	let widest = 0;
	for (const cents of note.bendCents ?? []) if (Math.abs(cents) > Math.abs(widest)) widest = cents;
	return widest;
}

/** What a screen reader says of a note: `C4, 1.20 s, certain 92%`, then length and bend. */
export function noteWords(note: NoteEvidence): string {
	const length = (note.offsetSeconds - note.onsetSeconds).toFixed(2);
	const bend = widestBendCents(note);
	const bendWords = bend === 0 ? '' : `, bends ${Math.abs(bend)} cents ${bend > 0 ? 'up' : 'down'}`;
	return `${pitchWords(note.pitchMidi)}, ${note.onsetSeconds.toFixed(2)} s, ${certaintyText(note.confidence)}, ${length} s long${bendWords}`;
}
