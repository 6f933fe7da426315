export interface OggEnd {
	/** The last page does not say that it is the last, or is not all there. */
	readonly isCut: boolean;
	/** Up to the end of the last page that is all there; demuxers stumble over a part of one. */
	readonly wholeBytes: number;
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
	for (let at = tail.length - 4; at >= 0; at--) {
		if (!isPage(tail, at)) continue;
		const bodyAt = at + pageHeaderBytes + (tail[at + 26] ?? 0);
		const bodyBytes = tail.subarray(at + pageHeaderBytes, bodyAt).reduce((sum, bytes) => sum + bytes, 0);
		const isWhole = at + pageHeaderBytes <= tail.length && bodyAt + bodyBytes <= tail.length;
		if (!isWhole) return { isCut: true, wholeBytes: start + at };
		return { isCut: ((tail[at + 5] ?? 0) & lastPageFlag) === 0, wholeBytes: blob.size };
	}
	return { isCut: true, wholeBytes: blob.size };
}
