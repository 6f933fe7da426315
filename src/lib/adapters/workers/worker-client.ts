import { proxy, releaseProxy, wrap, type Remote } from 'comlink';
import { abortError, isAbort } from '$contracts/errors.ts';
import { fromOutcome, type Outcome } from '$contracts/workers/outcome.ts';
import type { OnProgress, Progress } from '$contracts/workers/progress.ts';

interface Cancellable {
	cancel(jobId: string): void;
}

/** How long an engine may take to obey a cancel before its worker is ended, unless its client says otherwise. */
const usualPatienceMs = 3000;
/** An idle worker gives its memory back after this long, unless its client says otherwise. */
const usualIdleMs = 5 * 60_000;

/**
 * One worker behind a narrow door: started at the first call, freed when idle, ended and replaced when it dies or does
 * not obey a cancel.
 */
export class WorkerClient<T extends Cancellable> {
	readonly #spawn: () => Worker;
	readonly #idleMs: number;
	readonly #patienceMs: number;
	#worker: Worker | null = null;
	#remote: Remote<T> | null = null;
	#calls = 0;
	#idleTimer: ReturnType<typeof setTimeout> | undefined;
	#failCalls: ((error: Error) => void)[] = [];

	/**
	 * @param spawn makes the worker; not called before the first call
	 * @param patienceMs how long a cancel may take where nothing else is under way in the worker; 0 ends it at once
	 */
	constructor(spawn: () => Worker, idleMs = usualIdleMs, patienceMs = usualPatienceMs) {
		this.#spawn = spawn;
		this.#idleMs = idleMs;
		this.#patienceMs = patienceMs;
	}

	/**
	 * Calls the worker and waits for its one answer, after which nothing more is told of progress.
	 * @throws UserFixableError, an abort error, or whatever bug the worker met
	 */
	async call<R>(
		signal: AbortSignal,
		onProgress: OnProgress | null,
		work: (remote: Remote<T>, jobId: string, onProgress: OnProgress) => Promise<Outcome<R>>
	): Promise<R> {
		if (signal.aborted) throw abortError();
		const remote = this.#open();
		const jobId = crypto.randomUUID();
		// A word may still be on its way when the answer is there.
		let isOver = false;
		const report = proxy((progress: Progress) => {
			if (!signal.aborted && !isOver) onProgress?.(progress);
		});
		let stopWaiting: (error: Error) => void = () => undefined;
		const givenUp = new Promise<never>((_resolve, reject) => {
			stopWaiting = reject;
		});
		this.#failCalls.push(stopWaiting);
		let patience: ReturnType<typeof setTimeout> | undefined;
		const cancel = (): void => {
			const waitMs = this.#calls > 1 ? usualPatienceMs : this.#patienceMs;
			if (waitMs === 0) return this.#end(abortError());
			void remote.cancel(jobId);
			patience = setTimeout(() => this.#end(abortError()), waitMs);
		};
		signal.addEventListener('abort', cancel, { once: true });
		this.#calls++;
		clearTimeout(this.#idleTimer);
		try {
			return fromOutcome(await Promise.race([work(remote, jobId, report), givenUp]));
		} catch (error) {
			if (signal.aborted && !isAbort(error)) throw abortError();
			throw error;
		} finally {
			isOver = true;
			clearTimeout(patience);
			signal.removeEventListener('abort', cancel);
			this.#failCalls = this.#failCalls.filter((fail) => fail !== stopWaiting);
			if (--this.#calls === 0) this.#idleTimer = setTimeout(() => this.close(), this.#idleMs);
		}
	}

	close(): void {
		this.#end(abortError());
	}

	#open(): Remote<T> {
		if (this.#remote) return this.#remote;
		const worker = this.#spawn();
		worker.addEventListener('error', (event) =>
			this.#end(new Error(`worker failed: ${event.message || 'it could not be loaded'}`))
		);
		worker.addEventListener('messageerror', () => this.#end(new Error('worker sent what cannot be read')));
		this.#worker = worker;
		this.#remote = wrap<T>(worker);
		return this.#remote;
	}

	#end(reason: Error): void {
		clearTimeout(this.#idleTimer);
		this.#worker?.terminate();
		this.#remote?.[releaseProxy]();
		this.#worker = null;
		this.#remote = null;
		for (const fail of this.#failCalls.splice(0)) fail(reason);
	}
}
