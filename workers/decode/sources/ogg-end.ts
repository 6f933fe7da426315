const tailBytes = 70_000;
const lastPageFlag = 4;

/** True when the last page of an Ogg file does not say that it is the last, or is not all there. Source: RFC 3533. */
export async function oggEndsEarly(blob: Blob): Promise<boolean> {
	const tail = new Uint8Array(await blob.slice(Math.max(0, blob.size - tailBytes)).arrayBuffer());
	for (let at = tail.length - 27; at >= 0; at--) {
		if (tail[at] !== 0x4f || tail[at + 1] !== 0x67 || tail[at + 2] !== 0x67 || tail[at + 3] !== 0x53) continue;
		const segments = tail[at + 26] ?? 0;
		const bodyBytes = tail.subarray(at + 27, at + 27 + segments).reduce((sum, bytes) => sum + bytes, 0);
		const isCut = at + 27 + segments + bodyBytes > tail.length;
		return isCut || ((tail[at + 5] ?? 0) & lastPageFlag) === 0;
	}
	return true;
}
