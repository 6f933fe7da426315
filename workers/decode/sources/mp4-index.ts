const maxIndexBytes = 64 * 1024 ** 2;
const maxBoxes = 1000;
const reservedBytes = 6;

/** The `moov` box of an MP4 or QuickTime file, or what there is of it; null when there is none. */
export async function readMoov(blob: Blob): Promise<DataView<ArrayBuffer> | null> {
	for (let offset = 0, boxes = 0; offset + 16 <= blob.size && boxes < maxBoxes; boxes++) {
		const head = new DataView(await blob.slice(offset, offset + 16).arrayBuffer());
		const small = head.getUint32(0);
		const size = small === 1 ? Number(head.getBigUint64(8)) : small === 0 ? blob.size - offset : small;
		if (size < 8) return null;
		if (head.getUint32(4) === toName('moov')) {
			return new DataView(await blob.slice(offset, offset + Math.min(size, maxIndexBytes)).arrayBuffer());
		}
		offset += size;
	}
	return null;
}

/** Whether a track's description is one of the encrypted kinds: a sample entry begins with six zero bytes. */
export function hasProtectedEntry(moov: DataView): boolean {
	const names = ['enca', 'drms', 'aavd'].map(toName);
	for (let at = 4; at + 4 + reservedBytes <= moov.byteLength; at++) {
		if (!names.includes(moov.getUint32(at))) continue;
		if (moov.getUint32(at + 4) === 0 && moov.getUint16(at + 8) === 0) return true;
	}
	return false;
}

/** A box's name as the number it is stored as. */
export function toName(name: string): number {
	return [...name].reduce((sum, letter) => sum * 256 + letter.charCodeAt(0), 0);
}
