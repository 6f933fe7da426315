import { tickToSeconds, type Score, type ScoreNote } from '../score/index.ts';
import type { EvidenceNote } from './evidence-note.ts';

/** Names the evidence that a note is of itself, apart from all that was heard. */
export const ownEvidenceId = ({ id }: Pick<ScoreNote, 'id'>): string => `own/${id}`;

/**
 * The notes of a score as if they had been heard just where they stand: what the rhythm of an imported performance is written again from.
 * Grace notes have no time of their own.
 */
export function ownTimes({ parts, tempoMap }: Pick<Score, 'parts' | 'tempoMap'>): EvidenceNote[] {
	return parts.flatMap(({ notes }) =>
		notes
			.filter(({ ticks }) => ticks > 0)
			.map((note) => ({
				id: ownEvidenceId(note),
				onsetSeconds: tickToSeconds(tempoMap, note.tick),
				offsetSeconds: tickToSeconds(tempoMap, note.tick + note.ticks),
				pitchMidi: note.pitchMidi,
				velocity: note.velocity,
				confidence: 1
			}))
	);
}
