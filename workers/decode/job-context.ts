import { abortError, UserFixableError } from '$contracts/errors.ts';
import { toOutcome, type Outcome } from '$contracts/workers/outcome.ts';
import type { OnProgress, Progress } from '$contracts/workers/progress.ts';

/** What a job is given beside its request. */
export interface JobContext {
	readonly signal: AbortSignal;
	/** May be called often; only some reach the page. */
	report(stage: Progress['stage'], fraction: number): void;
}

const reportEveryMs = 100;

/** The jobs of one worker, by id, so that they can be cancelled. */
export class Jobs {
	readonly #running = new Map<string, AbortController>();

	/** Runs `work` and answers its outcome; faults come out naming the file. */
	async run<T>(
		request: { readonly jobId: string; readonly fileName: string },
		onProgress: OnProgress,
		work: (context: JobContext) => Promise<T>
	): Promise<Outcome<T>> {
		const controller = new AbortController();
		this.#running.set(request.jobId, controller);
		const outcome = await toOutcome(async () => {
			try {
				return await work({ signal: controller.signal, report: throttled(onProgress) });
			} catch (error) {
				if (!(error instanceof UserFixableError) || error.fault.params['fileName'] !== undefined) throw error;
				throw new UserFixableError(error.fault.code, { ...error.fault.params, fileName: request.fileName }, error.fault.detail);
			}
		});
		if (this.#running.get(request.jobId) === controller) this.#running.delete(request.jobId);
		return outcome;
	}

	/** Nothing happens when the job has ended. */
	cancel(jobId: string): void {
		this.#running.get(jobId)?.abort(abortError());
	}
}

function throttled(onProgress: OnProgress): JobContext['report'] {
	let lastMs = -Infinity;
	let last: Progress = { stage: 'copying', fraction: -1 };
	return (stage, fraction) => {
		const nowMs = performance.now();
		const isDue = nowMs - lastMs >= reportEveryMs || stage !== last.stage || fraction >= 1;
		// A stage never goes back, whatever a file claims.
		const bounded = Math.max(stage === last.stage ? last.fraction : 0, Math.min(1, Math.max(0, fraction)));
		if (!isDue || (stage === last.stage && bounded === last.fraction)) return;
		lastMs = nowMs;
		last = { stage, fraction: bounded };
		onProgress(last);
	};
}
