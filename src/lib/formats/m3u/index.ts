export interface PlaylistEntry {
	readonly title: string;
	readonly artist: string;
	readonly durationSeconds: number;
	/** As a player finds it beside the playlist. */
	readonly fileName: string;
}

/**
 * An extended M3U playlist in UTF-8, which players know by the ending `.m3u8`: a line of what it is and a line of where,
 * a song. Line breaks in names become blanks; a file name that begins as a comment is written as `./#...`.
 */
export function toM3u(name: string, entries: readonly PlaylistEntry[]): string {
	const lines = ['#EXTM3U', `#PLAYLIST:${oneLine(name)}`];
	for (const { title, artist, durationSeconds, fileName } of entries) {
		const said = [artist, title].map(oneLine).filter((part) => part !== '');
		lines.push(`#EXTINF:${Math.max(0, Math.round(durationSeconds))},${said.join(' - ')}`);
		const file = oneLine(fileName);
		lines.push(file.startsWith('#') || file === '' ? `./${file}` : file);
	}
	return `${lines.join('\n')}\n`;
}

function oneLine(text: string): string {
	return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}
