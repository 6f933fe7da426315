import { z } from 'zod';

/** Heavy parts that are fetched after the first paint and kept for offline: models, runtimes, sounds. */
export const engineEntrySchema = z.object({
	id: z.string(),
	/** Shown in Settings. */
	name: z.string(),
	/** Same-origin path, with the content's hash in it. */
	url: z.string().startsWith('/engines/'),
	bytes: z.number().int().positive(),
	sha256: z.string().regex(/^[0-9a-f]{64}$/),
	version: z.string(),
	licence: z.string(),
	/** Without these the main job does not work offline. */
	essential: z.boolean()
});
export type EngineEntry = z.infer<typeof engineEntrySchema>;

/** Written by `scripts/engines/build.ts` to `static/engines/registry.json`. */
export const engineRegistrySchema = z.object({ schemaVersion: z.literal(1), engines: z.array(engineEntrySchema) });
export type EngineRegistry = z.infer<typeof engineRegistrySchema>;

export const registryUrl = '/engines/registry.json';

export type EngineId = 'basic-pitch' | 'onnxruntime-wasm' | 'grand-piano' | 'gm-sounds' | 'demo';
