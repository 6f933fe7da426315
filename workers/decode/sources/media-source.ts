import {
	AudioSampleSink,
	BlobSource,
	Input,
	ADTS,
	FLAC,
	MATROSKA,
	MP3,
	MP4,
	MPEG_TS,
	OGG,
	QTFF,
	WAVE,
	WEBM,
	type AudioSample,
	type InputAudioTrack,
	type InputFormat
} from 'mediabunny';
import { isAbort, UserFixableError } from '$contracts/errors.ts';
import { StalledError, watched } from '../watchdog.ts';
import { alacSource } from './alac/alac-source.ts';
import type { AudioChunk, AudioSource } from './audio-source.ts';
import { readMp3Padding } from './mp3-gapless.ts';
import { hasProtectedEntry, readMoov } from './mp4-index.ts';
import { readOggEnd, type OggEnd } from './ogg-end.ts';

/** Every format but playlists, which would fetch from the network. */
export const mediaFormats: InputFormat[] = [MP4, QTFF, MATROSKA, WEBM, WAVE, OGG, FLAC, MP3, ADTS, MPEG_TS];

const protectedEntries = ['enca', 'drms', 'aavd'];
/** What `decodeAudioData` may still do where WebCodecs cannot. */
const commonCodecs = ['aac', 'mp3', 'opus', 'vorbis', 'flac'];
/** Those that count their samples; the others guess from bit rates or say nothing. */
const exactContainers = ['FLAC', 'MP4', 'QuickTime File Format'];
const codecNames: Readonly<Record<string, string>> = {
	ac3: 'Dolby Digital (AC-3)',
	eac3: 'Dolby Digital Plus (E-AC-3)',
	dts: 'DTS',
	samr: 'AMR',
	sawb: 'AMR-WB',
	'.mp3': 'MP3 in QuickTime',
	A_QUICKTIME: 'QuickTime audio'
};

/** Opens what the demuxers know. Throws `notAudio`, `noAudioTrack`, `protectedMedia`, `codecUnsupported`, `decoderMissing`. */
export async function openMedia(file: Blob, fileName: string, signal: AbortSignal): Promise<AudioSource> {
	const oggEnd = await readOggEnd(file);
	const blob = oggEnd === null ? file : file.slice(0, oggEnd.wholeBytes);
	const source = new BlobSource(blob, { handleUnhandledError: () => undefined });
	let furthestByte = 0;
	source.on('read', ({ end }) => {
		furthestByte = Math.max(furthestByte, end);
	});
	const input = new Input({ source, formats: mediaFormats });
	try {
		if (!(await watched(input.canRead(), signal))) {
			throw new UserFixableError('notAudio', { fileName });
		}
		const track = await watched(input.getPrimaryAudioTrack(), signal);
		if (track === null) {
			const tracks = await input.getTracks();
			throw tracks.length > 0
				? new UserFixableError('noAudioTrack', { fileName })
				: new UserFixableError('fileDamaged', { fileName }, 'the index of tracks is missing or empty');
		}
		const entry = String((await track.getInternalCodecId()) ?? '');
		if (protectedEntries.includes(entry)) throw new UserFixableError('protectedMedia', { fileName }, entry);
		if (entry === 'alac') return await alacSource(blob, input, track, fileName, signal);
		await requireDecoder(track, entry, fileName);
		return await trackSource(blob, input, track, oggEnd, signal, () => furthestByte);
	} catch (error) {
		input.dispose();
		// The demuxer may stumble over what protects a file before it names it.
		const moov = error instanceof UserFixableError || isAbort(error) ? null : await readMoov(blob);
		if (moov && hasProtectedEntry(moov)) throw new UserFixableError('protectedMedia', { fileName }, String(error));
		throw error;
	}
}

async function requireDecoder(track: InputAudioTrack, entry: string, fileName: string): Promise<void> {
	const codec = await track.getCodec();
	if (codec === null) {
		const name = codecNames[entry] ?? (entry || 'an unknown codec');
		throw new UserFixableError('codecUnsupported', { fileName, codec: name });
	}
	if (codec.startsWith('pcm-') || codec === 'alaw' || codec === 'ulaw' || (await track.canDecode())) return;
	if (commonCodecs.includes(codec)) throw new UserFixableError('decoderMissing', { fileName, codec });
	throw new UserFixableError('codecUnsupported', { fileName, codec: codecNames[codec] ?? codec });
}

/** One failure may spoil a packet; this many spoil the file. */
const maxFailures = 400;
const maxFailuresInARow = 12;
const firstSkipSeconds = 0.03;

async function trackSource(
	blob: Blob,
	input: Input,
	track: InputAudioTrack,
	oggEnd: OggEnd | null,
	signal: AbortSignal,
	furthestByte: () => number
): Promise<AudioSource> {
	const container = (await input.getFormat()).name;
	const codec = (await track.getCodec()) ?? 'unknown';
	const sampleRateHz = await track.getSampleRate();
	const channels = await track.getNumberOfChannels();
	const padding = codec === 'mp3' && container === 'MP3' ? await readMp3Padding(blob) : null;
	const leadSeconds = (padding?.leadFrames ?? 0) / sampleRateHz;
	// Broadcast streams count from when the transmitter was switched on.
	const originSeconds = container === 'MPEG Transport Stream' ? await watched(input.getFirstTimestamp(), signal) : 0;
	const told = await watched(track.getDurationFromMetadata(), signal);
	const claimed = told ?? (oggEnd?.frames ? oggEnd.frames / sampleRateHz : null);
	const claimedSeconds = claimed === null ? null : claimed - originSeconds;
	let isDamaged = oggEnd?.isCut ?? false;
	let endReached = 0;

	async function* chunks(): AsyncGenerator<AudioChunk, void, undefined> {
		const sink = new AudioSampleSink(track);
		const planes: Float32Array<ArrayBuffer>[] = [];
		let resumeAt: number | null = null;
		let failures = 0;
		let failuresInARow = 0;
		for (;;) {
			const samples = resumeAt === null ? sink.samples() : sink.samples(resumeAt);
			try {
				for (;;) {
					const next = await watched(samples.next(), signal);
					if (next.done) return;
					const sample = next.value;
					endReached = Math.max(endReached, sample.timestamp + sample.duration);
					failuresInARow = 0;
					yield toChunk(sample, planes, sample.timestamp - originSeconds - leadSeconds);
				}
			} catch (error) {
				if (isAbort(error)) throw error;
				isDamaged = true;
				failures++;
				failuresInARow++;
				const isStalled = error instanceof StalledError;
				if (endReached === 0 && (isStalled || failuresInARow > maxFailuresInARow)) throw error;
				if (isStalled || failures > maxFailures || failuresInARow > maxFailuresInARow) return;
				const skipSeconds = firstSkipSeconds * 2 ** (failuresInARow - 1);
				resumeAt = Math.max(endReached, resumeAt ?? 0) + skipSeconds;
				if (claimed !== null && resumeAt >= claimed) {
					if (endReached === 0) throw error;
					return;
				}
			} finally {
				// Not awaited: after a stall it may never answer.
				samples.return().catch(() => undefined);
			}
		}
	}

	return {
		codec,
		container,
		sampleRateHz,
		channels,
		claimedSeconds,
		isClaimExact: (padding?.musicFrames ?? null) !== null || exactContainers.includes(container),
		endSeconds: padding?.musicFrames && !padding.isOtherLength ? padding.musicFrames / sampleRateHz : null,
		get isDamaged() {
			return isDamaged;
		},
		get readFraction() {
			return Math.min(1, furthestByte() / blob.size);
		},
		chunks,
		close: () => input.dispose()
	};
}

function toChunk(sample: AudioSample, planes: Float32Array<ArrayBuffer>[], atSeconds: number): AudioChunk {
	const { numberOfFrames: frames, numberOfChannels: channels, sampleRate: sampleRateHz } = sample;
	try {
		for (let planeIndex = 0; planeIndex < channels; planeIndex++) {
			let plane = planes[planeIndex];
			if (plane === undefined || plane.length < frames) plane = planes[planeIndex] = new Float32Array(frames);
			sample.copyTo(plane.subarray(0, frames), { planeIndex, format: 'f32-planar' });
		}
	} finally {
		sample.close();
	}
	return { planes: planes.slice(0, channels), frames, sampleRateHz, atSeconds };
}
