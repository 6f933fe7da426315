import { abortError } from '$contracts/errors.ts';
import type { FileStore, FileWriter } from '$contracts/file-store.ts';
import type { OnProgress, StageContext } from '$contracts/workers/progress.ts';
import type { ListenRequest, ListenTimings } from '$contracts/workers/transcribe.contract.ts';
import type { DecodedNotes, TranscribeSettings } from '$contracts/transcription.ts';
import {
	contourBins,
	framesPerWindow,
	noteBins,
	toPosteriorsHeader,
	toPosteriorsWindow,
	windowBytes
} from '$formats/posteriors/index.ts';
import { Halver } from '$dsp/resample/halve.ts';
import { pcmSampleRateHz } from '$formats/pcm/index.ts';
import { openRecording } from '../recording/open-recording.ts';
import type { HeardWindows, NoteModel } from './note-model.ts';
import { openPosteriors, type PosteriorSource } from './posterior-source.ts';
import { windowCountOf, WindowCutter, windowSamples, type ModelWindow } from './window-cutter.ts';

/** Windows the model hears at once: as quick a window as four or eight, at less memory. */
const batchWindows = 2;
/**
 * Each window is normalised alone, so that hum at -70 dBFS would come out as notes; below this not even that is music and
 * the model is spared.
 */
const silenceDb = -80;

export interface DecodeOptions {
	readonly signal?: AbortSignal;
	readonly onProgress?: (fraction: number) => void;
}

export type DecodeNotes = (
	source: PosteriorSource,
	settings: TranscribeSettings,
	options: DecodeOptions
) => Promise<DecodedNotes> | DecodedNotes;

/** What the flow needs from outside; fakes in tests. */
export interface ListenParts {
	readonly files: FileStore;
	/** Called once it is known that there is something to hear. */
	readonly openModel: (onProgress: OnProgress) => Promise<NoteModel>;
	readonly decodeNotes: DecodeNotes;
	readonly nowMs: () => number;
}

/**
 * Recording to notes: PCM as a stream, halved to 22,050 Hz, cut into windows, through the model in batches; the posteriors
 * are stored as they come and then decoded. Holds one batch at a time, whatever the length. Throws what `openRecording` and the
 * model throw, and `AbortError` at the first batch after the signal; then nothing is stored.
 */
export async function listen(
	request: ListenRequest,
	parts: ListenParts,
	context: StageContext
): Promise<{ notes: DecodedNotes; timings: ListenTimings }> {
	const { nowMs } = parts;
	const startedMs = nowMs();
	const recording = await openRecording(parts.files, request.pcmPath, request.monoMix);
	const windowCount = windowCountOf(Math.ceil(recording.frameCount / 2));
	const durationSeconds = recording.frameCount / pcmSampleRateHz;
	const writer = await parts.files.create();
	const batches = new Batches(parts, writer, windowCount, context);
	try {
		await writer.write(toPosteriorsHeader({ windowCount, durationSeconds }));
		const halver = new Halver();
		const cutter = new WindowCutter();
		for await (const { mono } of recording.blocks()) await batches.take(cutter.push(halver.push(mono)));
		await batches.take(cutter.push(halver.finish()));
		await batches.take(cutter.finish());
		await batches.finish();
		await writer.commit(request.posteriorsPath);
	} catch (error) {
		await batches.abandon();
		await writer.discard();
		throw error;
	}
	context.onProgress({ stage: 'finding notes', fraction: 0 });
	const decodingMs = nowMs();
	const notes = await findNotes(request, parts, context);
	const endedMs = nowMs();
	context.onProgress({ stage: 'finding notes', fraction: 1 });
	const timings = {
		threads: batches.threads,
		windows: batches.heardCount,
		modelMs: batches.modelMs,
		decodeMs: endedMs - decodingMs,
		totalMs: endedMs - startedMs
	};
	return { notes, timings };
}

async function findNotes(
	request: ListenRequest,
	{ files, decodeNotes }: ListenParts,
	{ signal, onProgress }: StageContext
): Promise<DecodedNotes> {
	try {
		const onFraction = (fraction: number): void => onProgress({ stage: 'finding notes', fraction });
		const notes = await decodeNotes(await openPosteriors(files, request.posteriorsPath), request.settings, {
			signal,
			onProgress: onFraction
		});
		throwIfAborted(signal);
		return notes;
	} catch (error) {
		throwIfAborted(signal);
		throw error;
	}
}

/** Notes again from stored posteriors. Throws `fileMissing` when they were removed, `recordCorrupt` when damaged. */
export async function redecode(
	request: { readonly posteriorsPath: string; readonly settings: TranscribeSettings },
	parts: Pick<ListenParts, 'files' | 'decodeNotes'>
): Promise<DecodedNotes> {
	return parts.decodeNotes(await openPosteriors(parts.files, request.posteriorsPath), request.settings, {});
}

interface Batch {
	/** In order; the ones with sound have theirs in `heard`, in the same order. */
	readonly windows: readonly { readonly levelDb: number; readonly isSilent: boolean }[];
	readonly heard: Promise<HeardWindows> | null;
}

/**
 * Gathers windows that have sound, runs the model on them, writes all windows in order. While the model hears one batch,
 * the next is read and the one before is written.
 */
class Batches {
	threads = 0;
	heardCount = 0;
	modelMs = 0;
	readonly #parts: ListenParts;
	readonly #writer: FileWriter;
	readonly #windowCount: number;
	readonly #context: StageContext;
	#audio = new Float32Array(batchWindows * windowSamples);
	#waiting: { readonly levelDb: number; readonly isSilent: boolean }[] = [];
	#loudCount = 0;
	#writtenCount = 0;
	#running: Batch | null = null;
	#model: NoteModel | null = null;

	constructor(parts: ListenParts, writer: FileWriter, windowCount: number, context: StageContext) {
		this.#parts = parts;
		this.#writer = writer;
		this.#windowCount = windowCount;
		this.#context = context;
	}

	async take(windows: readonly ModelWindow[]): Promise<void> {
		for (const { audio, levelDb } of windows) {
			const isSilent = levelDb < silenceDb;
			this.#waiting.push({ levelDb, isSilent });
			if (!isSilent) this.#audio.set(audio, this.#loudCount++ * windowSamples);
			if (this.#loudCount === batchWindows || this.#waiting.length === 4 * batchWindows) await this.#start();
		}
	}

	/** Hears and writes what is left. */
	async finish(): Promise<void> {
		await this.#start();
		await this.#start();
	}

	/** Waits until the model is done with what it was given; what comes of it does not matter any more. */
	async abandon(): Promise<void> {
		await Promise.allSettled([this.#running?.heard]);
	}

	/** Gives the model what is waiting and writes what it heard before. */
	async #start(): Promise<void> {
		await nextTask();
		throwIfAborted(this.#context.signal);
		const before = this.#running;
		const heard = this.#loudCount > 0 ? this.#hear(this.#loudCount) : null;
		// It is awaited one batch later; a failure until then is no unhandled one.
		heard?.catch(() => undefined);
		this.#running = { windows: this.#waiting, heard };
		this.#waiting = [];
		this.#loudCount = 0;
		if (before !== null) await this.#write(before);
	}

	async #hear(count: number): Promise<HeardWindows> {
		const audio = this.#audio.slice(0, count * windowSamples);
		this.#model ??= await this.#parts.openModel(this.#context.onProgress);
		throwIfAborted(this.#context.signal);
		const heard = await this.#model.run(audio, count);
		this.modelMs += heard.elapsedMs;
		this.heardCount += count;
		this.threads = this.#model.threads;
		return heard;
	}

	async #write({ windows, heard }: Batch): Promise<void> {
		if (windows.length === 0) return;
		const matrices = await heard;
		const bytes = new Uint8Array(windows.length * windowBytes);
		let loud = 0;
		windows.forEach(({ levelDb, isSilent }, i) => {
			const window = matrices && !isSilent ? windowOf(matrices, loud++) : silentWindow;
			bytes.set(toPosteriorsWindow(levelDb, window.notes, window.onsets, window.contours), i * windowBytes);
		});
		await this.#writer.write(bytes);
		this.#writtenCount += windows.length;
		this.#context.onProgress({ stage: 'listening', fraction: this.#writtenCount / this.#windowCount });
	}
}

type Matrices = Pick<HeardWindows, 'notes' | 'onsets' | 'contours'>;

const silentWindow: Matrices = {
	notes: new Float32Array(framesPerWindow * noteBins),
	onsets: new Float32Array(framesPerWindow * noteBins),
	contours: new Float32Array(framesPerWindow * contourBins)
};

function windowOf(heard: Matrices, index: number): Matrices {
	const part = (matrix: Float32Array, bins: number): Float32Array =>
		matrix.subarray(index * framesPerWindow * bins, (index + 1) * framesPerWindow * bins);
	return {
		notes: part(heard.notes, noteBins),
		onsets: part(heard.onsets, noteBins),
		contours: part(heard.contours, contourBins)
	};
}

/** Lets messages in, such as a cancellation: a promise alone would keep the thread. */
function nextTask(): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, 0));
}

function throwIfAborted(signal: AbortSignal): void {
	if (signal.aborted) throw abortError();
}
