import { z } from 'zod';
import { faultSchema } from './errors.ts';
import { transcribeSettingsSchema } from './transcription.ts';

/** What a job works on; enough to start it again after a reload. */
export const jobInputSchema = z.discriminatedUnion('kind', [
	z.object({
		kind: z.literal('import'),
		fileName: z.string(),
		originalPath: z.string().optional(),
		sha256: z.string().optional(),
		sizeBytes: z.number(),
		isDemo: z.boolean(),
		copyOf: z.string().optional()
	}),
	z.object({ kind: z.literal('transcribe'), songId: z.string(), settings: transcribeSettingsSchema }),
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
