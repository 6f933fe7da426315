import { proxy, releaseProxy, transfer, wrap, type Remote } from 'comlink';
import { fromOutcome } from '$contracts/workers/outcome.ts';
import type { CaptureFeed, RecordEvent, RecordWorker, TakeEnd, TakeOrder } from '$contracts/recording/record.contract.ts';
import type { RecoveredTake, TakeDraft } from '$contracts/recording/take.ts';

export const spawnRecorder = (): Worker =>
	new Worker(new URL('../../../../../workers/record/record.worker.ts', import.meta.url), { type: 'module', name: 'record' });

/** The record worker behind plain calls; started at the first one. */
export class RecordClient {
	readonly #spawn: () => Worker;
	#worker: Worker | null = null;
	#remote: Remote<RecordWorker> | null = null;

	constructor(spawn: () => Worker = spawnRecorder) {
		this.#spawn = spawn;
	}

	async attach(
		feed: CaptureFeed,
		moved: Transferable[],
		sampleRateHz: number,
		onEvent: (event: RecordEvent) => void
	): Promise<void> {
		await this.#open().attach(moved.length > 0 ? transfer(feed, moved) : feed, sampleRateHz, proxy(onEvent));
	}

	async begin(order: TakeOrder): Promise<void> {
		fromOutcome(await this.#open().begin(order));
	}

	async annotate(draft: TakeDraft): Promise<void> {
		fromOutcome(await this.#open().annotate(draft));
	}

	async setPaused(isPaused: boolean): Promise<void> {
		await this.#open().setPaused(isPaused);
	}

	async end(): Promise<TakeEnd> {
		return fromOutcome(await this.#open().end());
	}

	async discard(): Promise<void> {
		fromOutcome(await this.#open().discard());
	}

	async recover(knownIds: readonly string[]): Promise<readonly RecoveredTake[]> {
		return fromOutcome(await this.#open().recover(knownIds));
	}

	async detach(): Promise<void> {
		await this.#remote?.detach();
	}

	close(): void {
		this.#worker?.terminate();
		this.#remote?.[releaseProxy]();
		this.#worker = null;
		this.#remote = null;
	}

	#open(): Remote<RecordWorker> {
		if (this.#remote !== null) return this.#remote;
		this.#worker = this.#spawn();
		this.#remote = wrap<RecordWorker>(this.#worker);
		return this.#remote;
	}
}
