/** How much of a file's beginning is looked at. */
export const headBytes = 1024;

const marks: readonly (readonly [offset: number, mark: string])[] = [
	[0, 'MThd'],
	[0, 'PK\u0003\u0004'],
	[0, 'BCFZ'],
	[0, 'BCFS'],
	[1, 'FICHIER GUITAR PRO']
];

/**
 * Whether a file may be written music rather than sound, by its first bytes: a mark of such files, or text, which no sound
 * is. What it is then is told by its reader.
 */
export function mayBeWritten(head: Uint8Array): boolean {
	if (marks.some(([offset, mark]) => hasMark(head, offset, mark))) return true;
	if (hasMark(head, 0, 'RIFF') && hasMark(head, 8, 'RMID')) return true;
	return isText(head);
}

const hasMark = (head: Uint8Array, offset: number, mark: string): boolean =>
	[...mark].every((letter, at) => head[offset + at] === letter.charCodeAt(0));

/** Without control characters, but for white space; UTF-16 is known by its mark and the zeros of its Latin letters. */
function isText(head: Uint8Array): boolean {
	if (head.length === 0) return false;
	const isWide =
		(head[0] === 0xff && head[1] === 0xfe && head[3] === 0) || (head[0] === 0xfe && head[1] === 0xff && head[2] === 0);
	return isWide || head.every((byte) => byte >= 0x20 || (byte >= 0x09 && byte <= 0x0d) || byte === 0x1a || byte === 0x1b);
}
