import { z } from 'zod';
import { channelChoices } from '$core/capture/index.ts';

/** The input as it is remembered between visits. Monitoring is not: it howls where the headphones have gone. */
export const keptInputSchema = z.object({
	/** Null for the system's choice. Browsers may give a device another id; its label is kept to know it again. */
	device: z.object({ deviceId: z.string().min(1).max(500), label: z.string().max(500) }).nullable(),
	channel: z.enum(channelChoices),
	gainDb: z.number().min(-60).max(40)
});
export type KeptInput = z.infer<typeof keptInputSchema>;

export const usualKeptInput: KeptInput = { device: null, channel: 'mix', gainDb: 0 };
