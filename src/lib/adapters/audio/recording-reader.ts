import * as Comlink from 'comlink';
import type { Fault } from '$contracts/errors.ts';
import { fromOutcome } from '$contracts/workers/outcome.ts';
import type { PlaybackWorker, ReaderTrack } from '$contracts/workers/playback.contract.ts';
import type { RingMemory } from '$core/playback/index.ts';

/** The worker that reads recordings, started when the first one is opened. */
export class RecordingReader {
	readonly #rings: readonly RingMemory[] | null;
	readonly #startWorker: () => Worker;
	#worker: Worker | null = null;
	#remote: Comlink.Remote<PlaybackWorker> | null = null;

	constructor(rings: readonly RingMemory[] | null, startWorker: () => Worker = startPlaybackWorker) {
		this.#rings = rings;
		this.#startWorker = startWorker;
	}

	/**
	 * Throws what the reader could not do, such as `fileMissing`.
	 * @param pcmPath null for silence, beside which tracks are read
	 * @returns the port the audio thread asks at
	 */
	async open(
		pcmPath: string | null,
		onFailure: (fault: Fault) => void
	): Promise<{ readonly frameCount: number; readonly port: MessagePort }> {
		this.#worker ??= this.#startWorker();
		this.#remote ??= Comlink.wrap<PlaybackWorker>(this.#worker);
		const { port1, port2 } = new MessageChannel();
		const opened = await this.#remote.open(pcmPath, this.#rings, Comlink.transfer(port1, [port1]), Comlink.proxy(onFailure));
		return { frameCount: fromOutcome(opened).frameCount, port: port2 };
	}

	/** What is read beside the recording from the next cue on. Throws what could not be opened. */
	async setTracks(tracks: readonly ReaderTrack[]): Promise<void> {
		if (this.#remote !== null) fromOutcome(await this.#remote.setTracks(tracks));
	}

	close(): void {
		this.#worker?.terminate();
		this.#worker = null;
		this.#remote = null;
	}
}

function startPlaybackWorker(): Worker {
	return new Worker(new URL('../../../../workers/playback/playback.worker.ts', import.meta.url), { type: 'module' });
}
