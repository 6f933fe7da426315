import { abortError } from '$contracts/errors.ts';

/** Thrown when something answered nothing for too long. */
export class StalledError extends Error {
	override readonly name = 'StalledError';
}

export const stallMs = 20_000;

/** The value of `work`; throws `AbortError` as soon as the job is cancelled, `StalledError` after `limitMs`. */
export async function watched<T>(work: Promise<T>, signal: AbortSignal, limitMs = stallMs): Promise<T> {
	let release = (): void => undefined;
	const trouble = new Promise<never>((_, reject) => {
		const timer = setTimeout(() => reject(new StalledError(`no answer for ${limitMs} ms`)), limitMs);
		const cancel = (): void => reject(abortError());
		signal.addEventListener('abort', cancel, { once: true });
		if (signal.aborted) cancel();
		release = () => {
			clearTimeout(timer);
			signal.removeEventListener('abort', cancel);
		};
	});
	try {
		return await Promise.race([work, trouble]);
	} finally {
		release();
		// Whichever lost must not count as unhandled.
		work.catch(() => undefined);
		trouble.catch(() => undefined);
	}
}
