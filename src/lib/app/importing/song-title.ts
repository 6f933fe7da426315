/** What a song is called before anybody named it: the file's name without path, extension and underscores. */
export function titleFromFileName(fileName: string): string {
	const base = fileName.split(/[\\/]/).at(-1) ?? fileName;
	const bare = base
		.replace(/\.[A-Za-z0-9]{1,5}$/, '')
		.replaceAll('_', ' ')
		.trim();
	return (bare || base || 'Untitled').slice(0, 500);
}
