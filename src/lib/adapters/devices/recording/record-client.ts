import { proxy, releaseProxy, transfer, wrap, type Remote } from 'comlink';
import { UserFixableError } from '$contracts/errors.ts';
import { fromOutcome } from '$contracts/workers/outcome.ts';
import type { CaptureFeed, RecordEvent, RecordWorker, TakeEnd, TakeOrder } from '$contracts/recording/record.contract.ts';
import type { RecoveredTake, TakeDraft } from '$contracts/recording/take.ts';

export const spawnRecorder = (): Worker =>
	new Worker(new URL('../../../../../workers/record/record.worker.ts', import.meta.url), { type: 'module', name: 'record' });

interface OpenedWorker {
	readonly worker: Worker;
	readonly remote: Remote<RecordWorker>;
	/** Rejects when the worker dies. */
	readonly death: Promise<never>;
}

/** The record worker behind plain calls; started at the first one. Calls fail when it dies. */
export class RecordClient {
	readonly #spawn: () => Worker;
	readonly #onDeath: (error: Error) => void;
	#opened: OpenedWorker | null = null;

	/** @param onDeath called when the worker fails, after its calls were */
	constructor(spawn: () => Worker, onDeath: (error: Error) => void) {
		this.#spawn = spawn;
		this.#onDeath = onDeath;
	}

	async attach(
		feed: CaptureFeed,
		moved: Transferable[],
		sampleRateHz: number,
		onEvent: (event: RecordEvent) => void
	): Promise<void> {
		await this.#call(async (remote) =>
			remote.attach(moved.length > 0 ? transfer(feed, moved) : feed, sampleRateHz, proxy(onEvent))
		);
	}

	async begin(order: TakeOrder): Promise<void> {
		fromOutcome(await this.#call(async (remote) => remote.begin(order)));
	}

	async annotate(draft: TakeDraft): Promise<void> {
		fromOutcome(await this.#call(async (remote) => remote.annotate(draft)));
	}

	async setPaused(isPaused: boolean): Promise<void> {
		await this.#call(async (remote) => remote.setPaused(isPaused));
	}

	async end(): Promise<TakeEnd> {
		return fromOutcome(await this.#call(async (remote) => remote.end()));
	}

	async discard(): Promise<void> {
		fromOutcome(await this.#call(async (remote) => remote.discard()));
	}

	async recover(knownIds: readonly string[]): Promise<readonly RecoveredTake[]> {
		return fromOutcome(await this.#call(async (remote) => remote.recover(knownIds)));
	}

	async detach(): Promise<void> {
		if (this.#opened !== null) await this.#call(async (remote) => remote.detach());
	}

	close(): void {
		this.#opened?.worker.terminate();
		this.#opened?.remote[releaseProxy]();
		this.#opened = null;
	}

	#call<T>(work: (remote: Remote<RecordWorker>) => Promise<T>): Promise<T> {
		const { remote, death } = (this.#opened ??= this.#start());
		return Promise.race([work(remote), death]);
	}

	#start(): OpenedWorker {
		const worker = this.#spawn();
		const death = new Promise<never>((_resolve, reject) => {
			worker.addEventListener('error', ({ message }) => {
				const error = new UserFixableError(
					'engineFailed',
					{ task: 'Recording' },
					message || 'the record worker could not be loaded'
				);
				reject(error);
				this.close();
				this.#onDeath(error);
			});
		});
		death.catch(() => undefined);
		return { worker, remote: wrap<RecordWorker>(worker), death };
	}
}
