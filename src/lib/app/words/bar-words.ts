/** `Bar 5`, `Pickup`: as the page has it, where the pickup is 0. */
export const barText = (number: number): string => (number === 0 ? 'Pickup' : `Bar ${number}`);

/** `Bar 5`, `Bars 5 to 8`, `Pickup to bar 3`: as the page numbers them. */
export function barRangeText([from, to]: readonly [number, number]): string {
	if (from === to) return barText(from);
	return from === 0 ? `Pickup to bar ${to}` : `Bars ${from} to ${to}`;
}
