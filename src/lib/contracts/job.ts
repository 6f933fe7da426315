import { z } from 'zod';
import { transcribeSettingsSchema } from './transcription.ts';
import { faultSchema } from './workers/outcome.ts';

/** What a job works on; enough to start it again after a reload. */
export const jobInputSchema = z.discriminatedUnion('kind', [
	z.object({
		kind: z.literal('import'),
		fileName: z.string(),
		/** Set once the original is in the store: from there on a restart needs no file. */
		kept: z.object({ sha256: z.string(), sizeBytes: z.number(), originalPath: z.string() }).optional(),
		isDemo: z.boolean(),
		/** Bring it in even when the library has the same bytes. */
		allowDuplicate: z.boolean()
	}),
	z.object({ kind: z.literal('transcribe'), songId: z.string(), settings: transcribeSettingsSchema }),
	z.object({ kind: z.literal('analyse'), songId: z.string() }),
	z.object({ kind: z.literal('prepare'), songId: z.string() }),
	z.object({ kind: z.literal('backup') }),
	z.object({ kind: z.literal('restore'), fileName: z.string(), mode: z.enum(['merge', 'replace']) })
]);
export type JobInput = z.infer<typeof jobInputSchema>;

export const jobRecordSchema = z.object({
	schemaVersion: z.literal(1),
	id: z.string(),
	title: z.string(),
	input: jobInputSchema,
	state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
	createdAtMs: z.number(),
	finishedAtMs: z.number().optional(),
	/** The song it made or changed. */
	songId: z.string().optional(),
	fault: faultSchema.optional()
});
export type JobRecord = z.infer<typeof jobRecordSchema>;
