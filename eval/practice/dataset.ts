import { z } from 'zod';
import { fromNotes, type ExpectedPiece } from '../../src/lib/core/practice/index.ts';
import { readKnownRecordings, recordingSchema } from '../manifest.ts';
import { toInstrumentGroup } from '../notes/groups.ts';

const rowSchema = recordingSchema.extend({
	kind: z.string().default(''),
	score: z.string().optional(),
	match: z.string().optional(),
	duration: z.number().optional()
});
const truthSchema = z.object({
	notes: z
		.array(z.object({ onset: z.number(), offset: z.number(), pitch: z.number(), velocity: z.number().optional() }))
		.default([]),
	beats: z.array(z.number()).default([]),
	downbeats: z.array(z.number()).default([])
});

/** A performance by a person, as a song to be practised. */
export interface PracticeItem {
	readonly id: string;
	readonly group: 'piano' | 'guitar';
	/** General MIDI programme of its guitar; 0 for a piano. */
	readonly programme: number;
	readonly durationSeconds: number;
	readonly piece: ExpectedPiece;
}

/**
 * The performances by people, on piano and guitar, whose notes and beats are known and that no score comes with: those are
 * takes themselves.
 * @throws {Error} naming the file, when one cannot be read
 */
export function readPracticeItems(folder: string): PracticeItem[] {
	return readKnownRecordings(folder, rowSchema, truthSchema).flatMap(({ row, truth }) => {
		const group = toInstrumentGroup(row.instrument);
		const isByPerson = /human/.test(row.kind) && row.score === undefined;
		if (!isByPerson || (group !== 'piano' && group !== 'guitar') || truth.notes.length === 0 || truth.beats.length < 8) return [];
		const durationSeconds = row.duration ?? truth.notes.reduce((end, { offset }) => Math.max(end, offset), 0);
		const downbeats = truth.downbeats
			.map((seconds) => truth.beats.findIndex((beat) => Math.abs(beat - seconds) < 0.02))
			.filter((at) => at >= 0);
		const notes = truth.notes.map(({ onset, offset, pitch, velocity }, at) => ({
			id: `${at}`,
			onsetSeconds: onset,
			offsetSeconds: offset,
			pitchMidi: Math.round(pitch),
			...(velocity === undefined ? {} : { velocity })
		}));
		return [
			{
				id: row.id,
				group,
				programme: group === 'piano' ? 0 : /nylon/.test(row.instrument) ? 24 : 25,
				durationSeconds,
				piece: fromNotes(notes, { beatsSeconds: truth.beats, downbeats }, durationSeconds)
			}
		];
	});
}
