import { z } from 'zod';
import { abortError, errorCodes, isAbort, UserFixableError, type ErrorCodeName, type Fault } from '../errors.ts';

/** Apart from the faults themselves: a page tells of them before it has anything to read. */
export const faultSchema = z.object({
	code: z.enum(Object.keys(errorCodes) as [ErrorCodeName, ...ErrorCodeName[]]),
	params: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
	detail: z.string().max(2000).optional()
}) satisfies z.ZodType<Fault>;

/**
 * How a worker answers. Comlink flattens thrown errors to message and stack, which would lose a fault's code, so a
 * worker never throws what a user can fix: it answers one of these, exactly once a job.
 */
export type Outcome<T> =
	{ readonly kind: 'done'; readonly value: T } | { readonly kind: 'fault'; readonly fault: Fault } | { readonly kind: 'aborted' };

/** Runs `work` and turns what it throws into an `Outcome`; bugs are thrown on. */
export async function toOutcome<T>(work: () => Promise<T>): Promise<Outcome<T>> {
	try {
		return { kind: 'done', value: await work() };
	} catch (error) {
		if (isAbort(error)) return { kind: 'aborted' };
		if (error instanceof UserFixableError) return { kind: 'fault', fault: error.fault };
		throw error;
	}
}

/** The value of an outcome; throws the `UserFixableError` or `AbortError` it stands for. */
export function fromOutcome<T>(outcome: Outcome<T>): T {
	if (outcome.kind === 'done') return outcome.value;
	if (outcome.kind === 'aborted') throw abortError();
	const fault = faultSchema.parse(outcome.fault);
	throw new UserFixableError(fault.code, fault.params, fault.detail);
}
