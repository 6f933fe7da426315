import { importLimits } from '$contracts/decode.contract.ts';
import { UserFixableError } from '$contracts/errors.ts';
import { openAiff } from './aiff-source.ts';
import { adpcmFrames } from './adpcm.ts';
import type { AudioSource } from './audio-source.ts';
import { openMedia } from './media-source.ts';
import { sniff, sniffBytes } from './sniff.ts';
import { readWavHeader } from './wav-header.ts';
import { adpcmSource, pcmSource } from './wav-source.ts';

const mp3InWave = 0x55;
const waveCodecs: Readonly<Record<number, string>> = {
	0x31: 'GSM 6.10',
	0x42: 'G.723',
	0x50: 'MPEG-1 audio layer II',
	0x160: 'Windows Media Audio (WMA)',
	0x161: 'Windows Media Audio (WMA)',
	0x162: 'Windows Media Audio (WMA)',
	0x2000: 'Dolby Digital (AC-3)',
	0x2001: 'DTS'
};

/**
 * Finds out what a file is and opens it. Throws the fault that fits: `notAudio`, `codecUnsupported`, `protectedMedia`,
 * `noAudioTrack`, `headerInvalid`, `noSamples`, `tooLong`, `decoderMissing`, `fileDamaged`.
 */
export async function openSource(blob: Blob, fileName: string, signal: AbortSignal): Promise<AudioSource> {
	if (blob.size === 0) throw new UserFixableError('fileEmpty', { fileName });
	const found = sniff(new Uint8Array(await blob.slice(0, sniffBytes).arrayBuffer()));
	switch (found.kind) {
		case 'other':
			throw new UserFixableError('notAudio', { fileName, found: found.what });
		case 'unsupported':
			throw new UserFixableError('codecUnsupported', { fileName, codec: found.codec });
		case 'protected':
			throw new UserFixableError('protectedMedia', { fileName }, found.scheme);
		default: {
			const source = await open(blob, found.kind, fileName, signal);
			try {
				requireSaneHeader(source, blob.size, fileName);
			} catch (error) {
				source.close();
				throw error;
			}
			return source;
		}
	}
}

async function open(blob: Blob, kind: 'wave' | 'aiff' | 'unknown', fileName: string, signal: AbortSignal): Promise<AudioSource> {
	if (kind === 'aiff') return openAiff(blob, fileName);
	if (kind === 'unknown') return openMedia(blob, fileName, signal);
	const header = await readWavHeader(blob, fileName);
	const { channels, sampleRateHz, sound, isLittleEndian, dataOffset, dataBytes, isCut } = header;
	requireSaneFormat(channels, sampleRateHz, fileName);
	if (sound.kind === 'pcm') {
		const { encoding, frameBytes } = sound;
		const layout = { encoding, frameBytes, channels, sampleRateHz, isLittleEndian, dataOffset, dataBytes, isCut };
		return pcmSource(blob, { ...layout, container: 'WAVE' });
	}
	if (sound.kind === 'adpcm') {
		if (adpcmFrames(sound.layout, sound.layout.blockBytes) === 0) {
			throw new UserFixableError('headerInvalid', { fileName, claim: `blocks of ${sound.layout.blockBytes} bytes` });
		}
		return adpcmSource(blob, header, sound.layout, sound.frames);
	}
	if (sound.formatTag === mp3InWave) return openMedia(blob.slice(dataOffset, dataOffset + dataBytes), fileName, signal);
	const codec = waveCodecs[sound.formatTag] ?? `WAVE format 0x${sound.formatTag.toString(16)}`;
	throw new UserFixableError('codecUnsupported', { fileName, codec });
}

function requireSaneFormat(channels: number, sampleRateHz: number, fileName: string): void {
	const { maxChannels, minSampleRateHz, maxSampleRateHz } = importLimits;
	if (channels < 1 || channels > maxChannels) {
		throw new UserFixableError('headerInvalid', { fileName, claim: `${channels} channels` });
	}
	if (!(sampleRateHz >= minSampleRateHz && sampleRateHz <= maxSampleRateHz)) {
		throw new UserFixableError('headerInvalid', { fileName, claim: `a sample rate of ${sampleRateHz} Hz` });
	}
}

/** Below this many bytes a second a claimed length is a lie, not music. */
const leastBytesPerSecond = 600;

function requireSaneHeader({ channels, sampleRateHz, claimedSeconds }: AudioSource, sizeBytes: number, fileName: string): void {
	requireSaneFormat(channels, sampleRateHz, fileName);
	const { maxDurationSeconds } = importLimits;
	if (claimedSeconds === null || claimedSeconds <= maxDurationSeconds) return;
	if (sizeBytes / claimedSeconds >= leastBytesPerSecond) throw tooLong(fileName, claimedSeconds);
}

export function tooLong(fileName: string, seconds: number): UserFixableError {
	const limitHours = importLimits.maxDurationSeconds / 3600;
	return new UserFixableError('tooLong', { fileName, hours: Math.round(seconds / 360) / 10, limit: `${limitHours} hours` });
}
