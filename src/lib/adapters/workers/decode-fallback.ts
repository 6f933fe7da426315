import { importLimits, type DecodePlanesRequest, type DecodeRequest } from '$contracts/decode.contract.ts';
import { UserFixableError, type Fault } from '$contracts/errors.ts';
import type { FileStore } from '$contracts/file-store.ts';
import { pcmSampleRateHz } from '$formats/pcm/index.ts';

/** The most a recording of the longest length allowed takes, at 320 kbit/s; judged by where the length is not told. */
const maxFallbackBytes = importLimits.maxFallbackSeconds * 40_000;
const probeMs = 5000;

/**
 * Decodes on the page with `decodeAudioData`, for browsers whose workers cannot: the whole recording at once, so only
 * up to `importLimits.maxFallbackSeconds`.
 * @param fault the worker's `decoderMissing`
 * @throws UserFixableError `tooLong` naming that limit, `codecUnsupported` when the page cannot decode it either
 */
export async function decodeOnPage(
	request: Omit<DecodeRequest, 'jobId'>,
	fault: Fault,
	files: FileStore,
	signal: AbortSignal
): Promise<Omit<DecodePlanesRequest, 'jobId'>> {
	const { fileName } = request;
	const codec = String(fault.params['codec'] ?? 'unknown');
	const blob = await (await files.open(request.originalPath)).blob();
	const seconds = await probeSeconds(blob);
	if (seconds === null ? blob.size > maxFallbackBytes : seconds > importLimits.maxFallbackSeconds) throw tooLong(fileName);
	signal.throwIfAborted();
	const context = new OfflineAudioContext({ numberOfChannels: 2, length: 1, sampleRate: pcmSampleRateHz });
	let buffer: AudioBuffer;
	try {
		buffer = await context.decodeAudioData(await blob.arrayBuffer());
	} catch (error) {
		throw new UserFixableError('codecUnsupported', { fileName, codec }, String(error));
	}
	signal.throwIfAborted();
	if (buffer.duration > importLimits.maxFallbackSeconds) throw tooLong(fileName);
	const planes = Array.from({ length: buffer.numberOfChannels }, (_, channel) => buffer.getChannelData(channel));
	return { ...request, planes, sampleRateHz: buffer.sampleRate, codec };
}

function tooLong(fileName: string): UserFixableError {
	return new UserFixableError('tooLong', { fileName, limit: `${importLimits.maxFallbackSeconds / 60} minutes` });
}

/** Length as a media element reads it without decoding the whole; null when it cannot tell. */
async function probeSeconds(blob: Blob): Promise<number | null> {
	const address = URL.createObjectURL(blob);
	const element = document.createElement('audio');
	try {
		return await new Promise<number | null>((resolve) => {
			const timer = setTimeout(() => resolve(null), probeMs);
			const settle = (seconds: number | null): void => {
				clearTimeout(timer);
				resolve(seconds);
			};
			element.onloadedmetadata = () => settle(Number.isFinite(element.duration) ? element.duration : null);
			element.onerror = () => settle(null);
			element.preload = 'metadata';
			element.src = address;
		});
	} finally {
		element.removeAttribute('src');
		URL.revokeObjectURL(address);
	}
}
