import { UserFixableError, type Fault } from '$contracts/errors.ts';
import type { RecordEvent, TakeEnd, TakeOrder } from '$contracts/recording/record.contract.ts';
import type { TakeDraft } from '$contracts/recording/take.ts';
import type { CaptureSource } from './capture-source.ts';
import { TakeFile, type TakeDisk } from './take-file.ts';

export interface RecorderOptions {
	readonly openDisk: (takeId: string) => Promise<TakeDisk>;
	/** Answers what lets go again. */
	readonly holdTake: (takeId: string) => Promise<() => void>;
	readonly onEvent: (event: RecordEvent) => void;
}

interface RunningTake {
	readonly order: TakeOrder;
	readonly file: TakeFile;
	readonly release: () => void;
	readonly clippedBefore: number;
	readonly lostBefore: number;
	firstFrame: number | null;
}

/** Drains the input and keeps the part of it that is a take. Call `look` often; nothing waits in it. */
export class Recorder {
	readonly #source: CaptureSource;
	readonly #sampleRateHz: number;
	readonly #options: RecorderOptions;
	#take: RunningTake | null = null;
	/** While a file is being opened the input waits in its ring. */
	#isHolding = false;
	#isPaused = false;
	#end: Promise<TakeEnd> = Promise.resolve({ sound: null, fault: null });
	#lostTold = 0;

	constructor(source: CaptureSource, sampleRateHz: number, options: RecorderOptions) {
		this.#source = source;
		this.#sampleRateHz = sampleRateHz;
		this.#options = options;
	}

	look(): void {
		if (this.#isHolding) return;
		this.#source.drain(this.#receive);
		const lost = this.#source.lostFrames();
		if (lost > this.#lostTold) {
			this.#options.onEvent({ kind: 'overrun', frames: lost });
			this.#lostTold = lost;
		}
		const take = this.#take;
		take?.file.count(this.#source.clippedSamples() - take.clippedBefore, lost - take.lostBefore);
	}

	/** @throws UserFixableError when the file cannot be opened */
	async begin(order: TakeOrder): Promise<void> {
		if (this.#take !== null) throw new Error('A take is being recorded already.');
		this.look();
		this.#isHolding = true;
		try {
			const release = await this.#options.holdTake(order.draft.id);
			try {
				const disk = await this.#options.openDisk(order.draft.id);
				const { draft, channels } = order;
				this.#take = {
					order,
					file: await this.#openFile(disk, draft, channels),
					release,
					clippedBefore: this.#source.clippedSamples(),
					lostBefore: this.#source.lostFrames(),
					firstFrame: null
				};
				this.#isPaused = false;
			} catch (error) {
				release();
				throw error;
			}
		} finally {
			this.#isHolding = false;
		}
	}

	annotate(draft: TakeDraft): void {
		this.#take?.file.annotate(draft);
	}

	setPaused(isPaused: boolean): void {
		this.look();
		this.#isPaused = isPaused;
	}

	/** Of a take that ended by itself: how it did. */
	async end(): Promise<TakeEnd> {
		this.look();
		return this.#close(null);
	}

	async discard(): Promise<void> {
		const take = this.#take;
		this.#take = null;
		await take?.file.discard();
		take?.release();
	}

	readonly #receive = (contextFrame: number, left: Float32Array, right: Float32Array, frames: number): void => {
		const take = this.#take;
		if (take === null || this.#isPaused) return;
		const { inFrame, outFrame } = take.order;
		const from = take.firstFrame === null ? Math.max(0, (inFrame ?? contextFrame) - contextFrame) : 0;
		const to = Math.min(frames, (outFrame ?? Infinity) - contextFrame);
		if (from >= frames) return;
		try {
			if (to > from) {
				if (take.firstFrame === null) {
					take.firstFrame = contextFrame + from;
					this.#options.onEvent({ kind: 'begun', firstFrame: take.firstFrame });
				}
				take.file.push(left, right, from, to);
			}
			if (to < frames) void this.#endByItself(null);
		} catch (error) {
			void this.#endByItself(toFault(error));
		}
	};

	async #endByItself(fault: Fault | null): Promise<void> {
		this.#options.onEvent({ kind: 'ended', ...(await this.#close(fault)) });
	}

	#close(fault: Fault | null): Promise<TakeEnd> {
		const take = this.#take;
		if (take !== null) {
			this.#take = null;
			this.#end = take.file
				.finish()
				.then(
					(sound) => ({ sound, fault }),
					(error: unknown) => ({ sound: null, fault: fault ?? toFault(error) })
				)
				.finally(take.release);
		}
		return this.#end;
	}

	async #openFile(disk: TakeDisk, draft: TakeDraft, channels: 1 | 2): Promise<TakeFile> {
		try {
			return new TakeFile({ disk, draft, channels, sampleRateHz: this.#sampleRateHz });
		} catch (error) {
			await disk.discard();
			throw error;
		}
	}
}

function toFault(error: unknown): Fault {
	if (error instanceof UserFixableError) return error.fault;
	return { code: 'storageUnavailable', params: {}, detail: String(error).slice(0, 2000) };
}
