import type { DecodePlanesRequest, DecodeRequest, RecordingFacts, RecordingTags } from '$contracts/workers/decode.contract.ts';
import { isAbort, UserFixableError } from '$contracts/errors.ts';
import type { FileStore } from '$contracts/file-store.ts';
import type { MakeConvolver } from '$dsp/resample/index.ts';
import { createBreather } from '../jobs/breather.ts';
import type { JobContext } from './job-context.ts';
import { RecordingWriter } from './recording-writer.ts';
import type { AudioSource } from './sources/audio-source.ts';
import { openSource } from './sources/open-source.ts';
import { readTags } from './tags.ts';

export interface DecodeResult {
	readonly facts: RecordingFacts;
	readonly tags: RecordingTags;
}

export interface DecodeTools {
	readonly store: FileStore;
	readonly makeConvolver: MakeConvolver | null;
}

/** Coders may leave out a last, unfinished block. */
const toleratedLossSeconds = 0.1;

/** Decodes a kept file into PCM and peaks. Throws the fault that fits the file; leaves nothing behind when it does. */
export async function decodeRecording(request: DecodeRequest, tools: DecodeTools, context: JobContext): Promise<DecodeResult> {
	const { fileName } = request;
	const blob = await (await tools.store.open(request.originalPath)).blob();
	context.report('decoding', 0);
	const source = await asFileFault(fileName, () => openSource(blob, fileName, context.signal));
	try {
		const facts = await write(source, request, tools, context);
		return { facts, tags: await readTags(blob, context.signal) };
	} finally {
		source.close();
	}
}

/** As `decodeRecording`, from planes that the page has decoded. */
export async function writePlanes(request: DecodePlanesRequest, tools: DecodeTools, context: JobContext): Promise<DecodeResult> {
	const { planes, sampleRateHz, codec } = request;
	const frames = planes[0]?.length ?? 0;
	const blob = await (await tools.store.open(request.originalPath)).blob();
	const pieceFrames = 10 * sampleRateHz;
	let done = 0;
	const source: AudioSource = {
		codec,
		container: 'unknown',
		sampleRateHz,
		channels: planes.length,
		claimedSeconds: frames / sampleRateHz,
		isClaimExact: true,
		endSeconds: null,
		isDamaged: false,
		get readFraction() {
			return frames === 0 ? 1 : done / frames;
		},
		async *chunks() {
			for (; done < frames; done += pieceFrames) {
				const end = Math.min(frames, done + pieceFrames);
				const part = planes.map((plane) => plane.subarray(done, end));
				yield { planes: part, frames: end - done, sampleRateHz, atSeconds: null };
			}
		},
		close: () => undefined
	};
	const facts = await write(source, request, tools, context);
	return { facts, tags: await readTags(blob, context.signal) };
}

async function write(
	source: AudioSource,
	request: DecodeRequest,
	tools: DecodeTools,
	context: JobContext
): Promise<RecordingFacts> {
	const { fileName, pcmPath, peaksPath } = request;
	const writer = new RecordingWriter(tools.store, fileName, source.endSeconds, tools.makeConvolver);
	const breathe = createBreather();
	const chunks = source.chunks();
	try {
		for (;;) {
			const next = await asFileFault(fileName, () => chunks.next());
			if (next.done) break;
			await writer.add(next.value);
			const { claimedSeconds } = source;
			context.report('decoding', claimedSeconds ? writer.seconds / claimedSeconds : source.readFraction);
			await breathe();
			context.signal.throwIfAborted();
		}
		const endSeconds = source.endSeconds ?? source.claimedSeconds;
		const lostSeconds = (endSeconds ?? 0) - writer.seconds;
		const isShort = lostSeconds > toleratedLossSeconds && (source.isClaimExact || writer.seconds === 0);
		const isDamaged = source.isDamaged || isShort || writer.hasBadSamples;
		const written = await writer.finish(pcmPath, peaksPath).catch((error: unknown) => {
			throw isDamaged ? asDamaged(error, fileName) : error;
		});
		context.report('decoding', 1);
		return {
			...written,
			codec: source.codec,
			container: source.container,
			sourceSampleRateHz: source.sampleRateHz,
			sourceChannels: source.channels,
			damaged: isDamaged
		};
	} finally {
		await writer.discard();
		// Ends the source when the writer failed first; its own failure has been told already.
		chunks.return().catch(() => undefined);
	}
}

/** In a damaged file "no sound" and "too short" are only signs of the damage. */
function asDamaged(error: unknown, fileName: string): unknown {
	const isEmpty = error instanceof UserFixableError && ['noSamples', 'tooShort'].includes(error.fault.code);
	return isEmpty ? new UserFixableError('fileDamaged', { fileName }, error.message) : error;
}

/** Demuxers and decoders throw all sorts of things on bad bytes: all of it is the file's fault. */
async function asFileFault<T>(fileName: string, work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		if (isAbort(error) || error instanceof UserFixableError) throw error;
		throw new UserFixableError('fileDamaged', { fileName }, String(error));
	}
}
