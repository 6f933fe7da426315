import { EncodedPacketSink, type Input, type InputAudioTrack } from 'mediabunny';
import { isAbort, UserFixableError } from '$contracts/errors.ts';
import { StalledError, watched } from '../../watchdog.ts';
import { AlacDecoder, alacCookieBytes, toAlacCookie, type AlacCookie } from './alac-decoder.ts';
import type { AudioChunk, AudioSource } from '../audio-source.ts';
import { readMoov, toName } from '../mp4-index.ts';

/** Apple Lossless in MP4: the demuxer gives packets, we decode them. */
export async function alacSource(
	blob: Blob,
	input: Input,
	track: InputAudioTrack,
	fileName: string,
	signal: AbortSignal
): Promise<AudioSource> {
	const moov = await readMoov(blob);
	const cookie = moov && findCookie(moov);
	if (cookie === null) throw new UserFixableError('codecUnsupported', { fileName, codec: 'Apple Lossless (ALAC)' }, 'no cookie');
	const claimedSeconds = await watched(track.getDurationFromMetadata(), signal);
	const decoder = new AlacDecoder(cookie);
	let isDamaged = false;
	let seconds = 0;

	async function* chunks(): AsyncGenerator<AudioChunk, void, undefined> {
		const packets = new EncodedPacketSink(track).packets();
		let decoded = 0;
		try {
			for (;;) {
				const next = await watched(packets.next(), signal);
				if (next.done) return;
				seconds = next.value.timestamp;
				try {
					const { planes, frames } = decoder.decode(next.value.data);
					decoded++;
					yield { planes, frames, sampleRateHz: cookie?.sampleRateHz ?? 44_100, atSeconds: seconds };
				} catch (error) {
					if (!(error instanceof RangeError)) throw error;
					isDamaged = true;
				}
			}
		} catch (error) {
			if (isAbort(error) || decoded === 0) throw error;
			if (!(error instanceof StalledError) && !(error instanceof Error)) throw error;
			isDamaged = true;
		} finally {
			packets.return().catch(() => undefined);
		}
	}

	return {
		codec: 'alac',
		container: 'MP4',
		sampleRateHz: cookie.sampleRateHz,
		channels: cookie.channels,
		claimedSeconds,
		isClaimExact: true,
		endSeconds: claimedSeconds,
		get isDamaged() {
			return isDamaged;
		},
		get readFraction() {
			return claimedSeconds ? Math.min(1, seconds / claimedSeconds) : 0;
		},
		chunks,
		close: () => input.dispose()
	};
}

/** Finds the `alac` box of the sample description by its name and size; the demuxer keeps it to itself. */
function findCookie(moov: DataView<ArrayBuffer>): AlacCookie | null {
	const boxBytes = 12 + alacCookieBytes;
	for (let at = 0; at + boxBytes <= moov.byteLength; at++) {
		// Size, name, version and flags; the sample entry of the same name is larger.
		if (moov.getUint32(at + 4) !== toName('alac') || moov.getUint32(at) < boxBytes || moov.getUint32(at) > boxBytes + 64)
			continue;
		if (moov.getUint32(at + 8) !== 0) continue;
		const cookie = toAlacCookie(new DataView(moov.buffer, at + 12, alacCookieBytes));
		if (cookie !== null) return cookie;
	}
	return null;
}
