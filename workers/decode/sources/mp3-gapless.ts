/** What the encoder added around the music, in frames of sound. */
export interface Mp3Padding {
	readonly leadFrames: number;
	/** Frames of music, when the file tells. */
	readonly musicFrames: number | null;
	/** The file is much shorter or longer than the tag says. */
	readonly isOtherLength: boolean;
}

/** A decoder of MPEG layer III begins this many samples late. */
const decoderDelay = 529;
const searchBytes = 4096;

/**
 * Reads the tag that LAME and others put into the first frame (Xing or Info with the gapless extension), so that the
 * music starts where it started before encoding. Null when there is none.
 */
export async function readMp3Padding(blob: Blob): Promise<Mp3Padding | null> {
	const start = await afterId3(blob);
	const bytes = new Uint8Array(await blob.slice(start, start + searchBytes).arrayBuffer());
	const sync = bytes.findIndex((byte, i) => byte === 0xff && ((bytes[i + 1] ?? 0) & 0xe0) === 0xe0);
	if (sync < 0) return null;
	const frame = new DataView(bytes.buffer, sync);
	const text = String.fromCharCode(...bytes.subarray(sync, sync + 64));
	const tag = Math.max(text.indexOf('Xing'), text.indexOf('Info'));
	if (tag < 0 || frame.byteLength < tag + 160) return null;
	const flags = frame.getUint32(tag + 4);
	let at = tag + 8;
	const frameCount = flags & 1 ? frame.getUint32(at) : null;
	at += flags & 1 ? 4 : 0;
	const claimedBytes = flags & 2 ? frame.getUint32(at) : null;
	at += (flags & 2 ? 4 : 0) + (flags & 4 ? 100 : 0) + (flags & 8 ? 4 : 0);
	const delays = frame.getUint8(at + 21) * 65536 + frame.getUint16(at + 22);
	const [delay, padding] = [delays >> 12, delays & 0xfff];
	if (delays === 0) return null;
	const isMpeg1 = ((frame.getUint8(1) >> 3) & 3) === 3;
	const restBytes = blob.size - start;
	const isOtherLength = claimedBytes !== null && Math.abs(claimedBytes - restBytes) > 0.02 * restBytes + 8192;
	const musicFrames = frameCount === null ? 0 : frameCount * (isMpeg1 ? 1152 : 576) - delay - padding;
	return { leadFrames: delay + decoderDelay, musicFrames: musicFrames > 0 ? musicFrames : null, isOtherLength };
}

async function afterId3(blob: Blob): Promise<number> {
	let start = 0;
	for (let tags = 0; tags < 4; tags++) {
		const head = new Uint8Array(await blob.slice(start, start + 10).arrayBuffer());
		if (head.length < 10 || String.fromCharCode(...head.subarray(0, 3)) !== 'ID3') break;
		const size = head.subarray(6, 10).reduce((sum, byte) => sum * 128 + (byte & 127), 0);
		start += 10 + size + ((head[5] ?? 0) & 16 ? 10 : 0);
	}
	return start;
}
