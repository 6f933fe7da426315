/**
 * An FNV-1a checksum of a text's characters (Fowler, Noll and Vo), 0 to 2^32 - 1: halves of a set that are chosen by the
 * checksum of an item's id are chosen by nobody.
 */
export function toChecksum(text: string): number {
	let hash = 0x811c9dc5;
	for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
	return hash >>> 0;
}
