import type { Outcome } from '$contracts/workers/outcome.ts';
import { toOutcome } from '$contracts/workers/outcome.ts';

/** Lets a job that runs in this thread be cancelled by its id from another. */
export class JobSignals {
	readonly #controllers = new Map<string, AbortController>();

	async run<T>(jobId: string, work: (signal: AbortSignal) => Promise<T>): Promise<Outcome<T>> {
		const controller = new AbortController();
		this.#controllers.set(jobId, controller);
		try {
			return await toOutcome(() => work(controller.signal));
		} finally {
			this.#controllers.delete(jobId);
		}
	}

	/** Nothing happens when the job is over. */
	cancel(jobId: string): void {
		this.#controllers.get(jobId)?.abort();
	}
}
