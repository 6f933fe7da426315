import type { Microphone, MicrophoneSession } from '$contracts/microphone.ts';

export type RecorderState = 'idle' | 'opening' | 'recording' | 'stopping';

interface RecorderOptions {
	readonly microphone: Microphone;
	readonly nowMs: () => number;
	/** Where a finished take goes. */
	readonly onTake: (content: Blob, fileName: string) => Promise<void>;
}

/** Records one take from the microphone and hands it to the import. */
export class Recorder {
	readonly #options: RecorderOptions;
	#session: MicrophoneSession | null = null;
	#startedAtMs = 0;
	#state = $state<RecorderState>('idle');
	#level = $state(0);
	#elapsedSeconds = $state(0);
	#error = $state.raw<unknown>(null);

	constructor(options: RecorderOptions) {
		this.#options = options;
	}

	get state(): RecorderState {
		return this.#state;
	}

	/** Peak of the last moment, 0 to 1. */
	get level(): number {
		return this.#level;
	}

	get elapsedSeconds(): number {
		return this.#elapsedSeconds;
	}

	get error(): unknown {
		return this.#error;
	}

	async start(): Promise<void> {
		if (this.#state !== 'idle') return;
		this.#error = null;
		this.#state = 'opening';
		this.#elapsedSeconds = 0;
		try {
			this.#session = await this.#options.microphone.start((peak) => {
				this.#level = peak;
				this.#elapsedSeconds = (this.#options.nowMs() - this.#startedAtMs) / 1000;
			});
			this.#startedAtMs = this.#options.nowMs();
			this.#state = 'recording';
		} catch (error) {
			this.#error = error;
			this.#state = 'idle';
		}
	}

	/** Ends the take and brings it into the library under the time it was made. */
	async stop(): Promise<void> {
		if (this.#session === null || this.#state !== 'recording') return;
		this.#state = 'stopping';
		try {
			const take = await this.#session.stop();
			const stamp = new Date(this.#startedAtMs).toISOString().slice(0, 16).replace('T', ' ').replace(':', '.');
			await this.#options.onTake(take.content, `Recording ${stamp}.${take.extension}`);
		} catch (error) {
			this.#error = error;
		} finally {
			this.#session = null;
			this.#state = 'idle';
			this.#level = 0;
		}
	}

	discard(): void {
		this.#session?.discard();
		this.#session = null;
		this.#state = 'idle';
		this.#level = 0;
	}
}
