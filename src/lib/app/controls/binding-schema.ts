import { z } from 'zod';

/** A key, a foot switch that sends one, or something on a MIDI device, taught to do a command. */
const bindingSchema = z.discriminatedUnion('kind', [
	z.object({
		kind: z.literal('key'),
		/** As `parseCombo` reads it. */
		combo: z.string().min(1).max(40)
	}),
	z.object({
		kind: z.literal('midi'),
		message: z.enum(['note', 'controller', 'programme']),
		/** 0 to 15. */
		channel: z.number().int().min(0).max(15),
		/** Pitch, controller or programme. */
		number: z.number().int().min(0).max(127)
	})
]);
export type Binding = z.infer<typeof bindingSchema>;

/** What was taught, by the command's id. */
export const bindingsSchema = z.record(z.string().min(1).max(60), z.array(bindingSchema).max(8));
export type Bindings = z.infer<typeof bindingsSchema>;
