import { proxy, releaseProxy, transfer, wrap, type Remote } from 'comlink';
import type { EarWorker, HeardMoment, LiveEar } from '$contracts/recording/live-ear.ts';
import type { CaptureGraph } from './capture-graph.ts';

const spawnEar = (): Worker =>
	new Worker(new URL('../../../../../workers/record/ear.worker.ts', import.meta.url), { type: 'module', name: 'ear' });

/** The ear in a worker of its own: neither the page nor a slow disk can hold it up. It lives while anyone listens. */
export class WorkerEar implements LiveEar {
	readonly #graph: () => CaptureGraph | null;
	readonly #listeners = new Set<(moment: HeardMoment) => void>();
	#worker: Worker | null = null;
	#remote: Remote<EarWorker> | null = null;
	#heard: CaptureGraph | null = null;

	/** @param graph the input that is open; null while there is none */
	constructor(graph: () => CaptureGraph | null) {
		this.#graph = graph;
	}

	listen(onMoment: (moment: HeardMoment) => void): () => void {
		this.#listeners.add(onMoment);
		this.attach();
		return () => {
			this.#listeners.delete(onMoment);
			if (this.#listeners.size === 0) this.close();
		};
	}

	/** Hears the input that is open now; call when another one was opened. */
	attach(): void {
		const graph = this.#graph();
		if (graph === null || graph === this.#heard || this.#listeners.size === 0) return;
		this.#heard = graph;
		this.#worker ??= spawnEar();
		this.#remote ??= wrap<EarWorker>(this.#worker);
		const { feed, transfer: moved } = graph.feed();
		const tell = (moments: readonly HeardMoment[]): void => {
			for (const moment of moments) for (const listener of this.#listeners) listener(moment);
		};
		void this.#remote.listen(moved.length > 0 ? transfer(feed, moved) : feed, graph.context.sampleRate, proxy(tell));
	}

	close(): void {
		this.#worker?.terminate();
		this.#remote?.[releaseProxy]();
		this.#worker = null;
		this.#remote = null;
		this.#heard = null;
	}
}
