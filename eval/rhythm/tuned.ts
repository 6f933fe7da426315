/**
 * Whether an item is in the half by which the tracker's scalar settings were chosen: by a checksum of its id (FNV-1a, 32
 * bits), so that nobody picked. The fitted weights know no recording of either half.
 */
export function isTunedItem(id: string): boolean {
	let hash = 0x811c9dc5;
	for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193) >>> 0;
	return (hash >>> 7) % 2 === 0;
}
