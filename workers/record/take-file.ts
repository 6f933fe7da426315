import { UserFixableError } from '$contracts/errors.ts';
import { takeLimits, takePath, type TakeDraft, type TakeSound } from '$contracts/recording/take.ts';
import { takeHeaderBytes, toInt24, toTakeHeader, withTakeFrames, type TakeHeader } from '$formats/take-file/index.ts';

/** Where a take's bytes go; the way there depends on what the browser has. Throws `storageFull`. */
export interface TakeDisk {
	/** Makes room up to `bytes` beforehand, as far as there is room. */
	reserve(bytes: number): void;
	write(offsetBytes: number, bytes: Uint8Array<ArrayBuffer>): void;
	/** All that was written is safe, and nothing lies behind `bytes`. */
	finish(bytes: number): Promise<void>;
	discard(): Promise<void>;
}

/** Samples wait this long for their disk: 0.1 s at most of the second that a killed tab may lose. */
const blockSeconds = 0.1;
const secondsBetweenJournals = 0.5;
const reserveSeconds = 10;

export interface TakeFileOptions {
	readonly disk: TakeDisk;
	readonly draft: TakeDraft;
	readonly sampleRateHz: number;
	readonly channels: 1 | 2;
}

/** Writes one take. All its memory is made at once. */
export class TakeFile {
	readonly #disk: TakeDisk;
	readonly #sampleRateHz: number;
	readonly #channels: 1 | 2;
	readonly #block: Uint8Array<ArrayBuffer>;
	readonly #blockFrames: number;
	readonly #journalFrames: number;
	readonly #mostFrames: number;
	readonly #planes: Float32Array[] = [];
	#draft: TakeDraft;
	#fill = 0;
	#frames = 0;
	#journalled = 0;
	#reserved = 0;
	#peak = 0;
	#clipped = 0;
	#overrun = 0;

	constructor({ disk, draft, sampleRateHz, channels }: TakeFileOptions) {
		this.#disk = disk;
		this.#draft = draft;
		this.#sampleRateHz = sampleRateHz;
		this.#channels = channels;
		this.#blockFrames = Math.round(blockSeconds * sampleRateHz);
		this.#journalFrames = Math.round(secondsBetweenJournals * sampleRateHz);
		this.#mostFrames = Math.min(takeLimits.maxSeconds * sampleRateHz, Math.floor(takeLimits.maxSoundBytes / (3 * channels)));
		this.#block = new Uint8Array(this.#blockFrames * channels * 3);
		this.#reserve();
		disk.write(0, toTakeHeader(this.#header(false)));
	}

	/** Frames taken, those still on their way to the disk among them. */
	get frames(): number {
		return this.#frames + this.#fill;
	}

	/**
	 * Appends frames from `from` up to `to` of the planes.
	 * @throws UserFixableError `storageFull`, `takeTooLong`; what came before stays good and `finish` keeps it
	 */
	push(left: Float32Array, right: Float32Array, from: number, to: number): void {
		for (let at = from; at < to;) {
			const count = Math.min(to - at, this.#blockFrames - this.#fill);
			this.#planes.length = 0;
			this.#planes.push(left.subarray(at, at + count));
			if (this.#channels === 2) this.#planes.push(right.subarray(at, at + count));
			const peak = toInt24(this.#planes, count, this.#block, this.#fill * this.#channels * 3);
			if (peak > this.#peak) this.#peak = peak;
			this.#fill += count;
			at += count;
			if (this.#fill === this.#blockFrames) this.#flush();
			if (this.frames >= this.#mostFrames) throw new UserFixableError('takeTooLong', { hours: takeLimits.maxSeconds / 3600 });
		}
	}

	/** Of the input while the take runs. */
	count(clippedSamples: number, overrunFrames: number): void {
		this.#clipped = clippedSamples;
		this.#overrun = overrunFrames;
	}

	annotate(draft: TakeDraft): void {
		this.#draft = draft;
		this.#disk.write(0, toTakeHeader(this.#header(false)));
	}

	/** Keeps what was pushed; answers null, and leaves no file, when that is nothing. */
	async finish(): Promise<TakeSound | null> {
		let fault: unknown = null;
		try {
			this.#flush();
		} catch (error) {
			// The last block did not fit; those before it are kept.
			fault = error;
		}
		if (this.#frames === 0) {
			await this.#disk.discard();
			if (fault !== null) throw fault;
			return null;
		}
		this.#disk.write(0, toTakeHeader(this.#header(true)));
		await this.#disk.finish(takeHeaderBytes + this.#frames * this.#channels * 3);
		return {
			path: takePath(this.#draft.id),
			sampleRateHz: this.#sampleRateHz,
			channels: this.#channels,
			frames: this.#frames,
			peakDb: toDb(this.#peak),
			clippedSamples: this.#clipped,
			overrunFrames: this.#overrun
		};
	}

	async discard(): Promise<void> {
		await this.#disk.discard();
	}

	#flush(): void {
		if (this.#fill === 0) return;
		const bytes = this.#fill * this.#channels * 3;
		const at = takeHeaderBytes + this.#frames * this.#channels * 3;
		const fill = this.#fill;
		this.#fill = 0;
		if (at + bytes > this.#reserved) this.#reserve();
		this.#disk.write(at, this.#block.subarray(0, bytes));
		this.#frames += fill;
		if (this.#frames - this.#journalled >= this.#journalFrames) this.#journal();
	}

	#journal(): void {
		const { start, end, endAt } = withTakeFrames(this.#header(false));
		this.#disk.write(endAt, end);
		this.#disk.write(0, start);
		this.#journalled = this.#frames;
	}

	#reserve(): void {
		this.#reserved = takeHeaderBytes + (this.#frames + reserveSeconds * this.#sampleRateHz) * this.#channels * 3;
		this.#disk.reserve(this.#reserved);
	}

	#header(isFinished: boolean): TakeHeader {
		return {
			sampleRateHz: this.#sampleRateHz,
			channels: this.#channels,
			frames: this.#frames,
			isFinished,
			peak: this.#peak,
			clippedSamples: this.#clipped,
			overrunFrames: this.#overrun,
			draft: JSON.stringify(withFewTurns(this.#draft))
		};
	}
}

/** The header holds this many; the whole list goes with the record when the take is kept. */
const mostTurns = 120;

function withFewTurns(draft: TakeDraft): TakeDraft {
	if (draft.place.turns.length <= mostTurns) return draft;
	return { ...draft, place: { ...draft.place, turns: draft.place.turns.slice(0, mostTurns) } };
}

export function toDb(linear: number): number {
	return linear > 0 ? Math.max(-200, 20 * Math.log10(linear)) : -200;
}
