import { z } from 'zod';

/** How deep a value may go: nothing that is chosen goes deeper, and what is compared must end. */
const mostDepth = 12;

/** One thing that was chosen on a device, such as its preferences. What the value means is known to whoever keeps it, and parsed there. */
export const deviceChoiceSchema = z.object({
	key: z.string().min(1).max(120),
	value: z.unknown().refine((value) => isShallow(value, mostDepth), { message: 'goes too deep' })
});
export type DeviceChoice = z.infer<typeof deviceChoiceSchema>;

function isShallow(value: unknown, depth: number): boolean {
	if (typeof value !== 'object' || value === null) return true;
	return depth > 0 && Object.values(value).every((part) => isShallow(part, depth - 1));
}
