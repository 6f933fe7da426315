export interface OggEnd {
	/** The last page does not say that it is the last, or is not all there. */
	readonly isCut: boolean;
	/** Up to the end of the last page that is all there; demuxers stumble over a part of one. */
	readonly wholeBytes: number;
	/** Frames up to the end of the last whole page, as the file counts them; null when no page tells. */
	readonly frames: number | null;
}

const pageHeaderBytes = 27;
const longestPageBytes = pageHeaderBytes + 255 + 255 * 255;
const lastPageFlag = 4;

/** Looks at the end of an Ogg file; null when it is none. Source: RFC 3533, section 6. */
export async function readOggEnd(blob: Blob): Promise<OggEnd | null> {
	const isPage = (bytes: Uint8Array, at: number): boolean =>
		bytes[at] === 0x4f && bytes[at + 1] === 0x67 && bytes[at + 2] === 0x67 && bytes[at + 3] === 0x53;
	if (!isPage(new Uint8Array(await blob.slice(0, 4).arrayBuffer()), 0)) return null;
	const start = Math.max(0, blob.size - longestPageBytes);
	const tail = new Uint8Array(await blob.slice(start).arrayBuffer());
	let cutAt: number | null = null;
	for (let at = tail.length - 4; at >= 0; at--) {
		if (!isPage(tail, at)) continue;
		const bodyAt = at + pageHeaderBytes + (tail[at + 26] ?? 0);
		const bodyBytes = tail.subarray(at + pageHeaderBytes, bodyAt).reduce((sum, bytes) => sum + bytes, 0);
		const isWhole = at + pageHeaderBytes <= tail.length && bodyAt + bodyBytes <= tail.length;
		if (!isWhole && cutAt === null) {
			cutAt = start + at;
			continue;
		}
		const count = at + 14 <= tail.length ? Number(new DataView(tail.buffer).getBigInt64(at + 6, true)) : -1;
		const isLast = ((tail[at + 5] ?? 0) & lastPageFlag) !== 0;
		return { isCut: cutAt !== null || !isLast, wholeBytes: cutAt ?? blob.size, frames: count > 0 ? count : null };
	}
	return { isCut: true, wholeBytes: cutAt ?? blob.size, frames: null };
}
