/** Comma-separated values (RFC 4180): rows of cells, each line ended by CR LF. */
export function toCsvRows(rows: readonly (readonly string[])[]): string {
	return rows.map((cells) => `${cells.map(toCell).join(',')}\r\n`).join('');
}

/**
 * Quoted where it must be. A text that a spreadsheet would run as a formula gets an apostrophe in front, as OWASP advises
 * against "CSV injection"; numbers below zero are left as they are.
 */
function toCell(value: string): string {
	const isFormula = /^[=+@\t\r-]/.test(value) && !/^-?\d+(?:\.\d+)?$/.test(value);
	const safe = isFormula ? `'${value}` : value;
	return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
