import type { BackupWorker } from '$contracts/workers/backup.contract.ts';
import { abortError } from '$contracts/errors.ts';
import { fromOutcome, type Outcome } from '$contracts/workers/outcome.ts';

/** Runs one call of the worker under a signal: an abort is passed on as `cancel`, and the worker's own answer is awaited. */
export async function runInWorker<T>(
	worker: BackupWorker,
	jobId: string,
	signal: AbortSignal,
	call: () => Promise<Outcome<T>>
): Promise<T> {
	if (signal.aborted) throw abortError();
	const cancel = (): void => worker.cancel(jobId);
	signal.addEventListener('abort', cancel, { once: true });
	try {
		return fromOutcome(await call());
	} finally {
		signal.removeEventListener('abort', cancel);
	}
}
