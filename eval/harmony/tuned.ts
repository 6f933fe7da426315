/**
 * Whether an item may be looked at while settings are chosen: those whose id has an even FNV-1a hash (32 bits). The others
 * are held out.
 */
export function isTunedItem(id: string): boolean {
	let hash = 0x811c9dc5;
	for (const letter of id) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
	return (hash & 1) === 0;
}
