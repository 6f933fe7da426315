import { z } from 'zod';
import { mostTakeNotes, takeJudgementSchema, takeNoteSchema } from '$core/practice/index.ts';
import type { TakeRecord as PracticeRecord } from '$core/practice/progress/index.ts';
import type { Readable } from '../library-store.ts';

/** What a take came to, kept with the notes that were heard in it, so that another strictness needs no new listening. */
export const keptJudgementSchema = z.object({
	schemaVersion: z.literal(1),
	/** The take's own id. */
	takeId: z.string().min(1).max(64),
	songId: z.string().min(1).max(64),
	judgedAtMs: z.number().nonnegative(),
	/** What the notes were compared with: a new score or transcription may ask for another judgement. */
	piece: z.object({
		kind: z.enum(['score', 'transcription']),
		/** Of the score or the transcription. */
		id: z.string().max(64),
		revision: z.number().int().nonnegative(),
		/** Of the notes themselves, hexadecimal: they count, not how often the score was changed since. Absent from older judgements. */
		digest: z.string().max(64).optional()
	}),
	/** Seconds of the take, latency still in it. */
	notes: z.array(takeNoteSchema).max(mostTakeNotes),
	judgement: takeJudgementSchema
});
export type KeptJudgement = z.infer<typeof keptJudgementSchema>;

/**
 * Judgements by take, and what the history keeps of a take for good: its record outlives the judgement, the take and the song.
 * Throws `storageFull` and `storageUnavailable`; one bad record never hides the others.
 */
export interface JudgementStore {
	/** Null when there is none, or none that can be read: it can be made anew. */
	judgement(takeId: string): Promise<KeptJudgement | null>;
	/** In one transaction; without a record, as of a take that fits nothing, an earlier one of this take goes. */
	putJudgement(kept: KeptJudgement, record: PracticeRecord | null): Promise<void>;
	/** The judgement only: the history remembers. */
	removeJudgement(takeId: string): Promise<void>;
	/** The whole history of the player, by the time the takes were begun. */
	practiceRecords(): Promise<Readable<PracticeRecord>>;
	/** Of one song. */
	practiceRecordsOf(songId: string): Promise<Readable<PracticeRecord>>;
	/** Called when something was kept or removed, here or in another tab. Answers a disposer. */
	onChange(listener: () => void): () => void;
	close(): void;
}
