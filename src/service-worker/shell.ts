import { songPages } from '$contracts/offline.ts';

export interface BuiltPaths {
	readonly build: readonly string[];
	readonly files: readonly string[];
	readonly prerendered: readonly string[];
	readonly version: string;
}

export interface ShellEntry {
	readonly url: string;
	/** Null where the name carries the content's hash, so that an update need not fetch the file again. */
	readonly revision: string | null;
}

/** Engines come later and visibly; screenshots are for stores; the runtime's own wasm is an engine already. */
const neverInShell = [/^\/engines\/(?!registry\.json$)/, /^\/screenshots\//, /\/ort-[^/]*\.wasm$/, /\.map$/];

/** Faces for scripts that our own words do not use: kept when a page first needs them. */
const rareFonts = /\/[^/]*-(?:cyrillic|greek|vietnamese|devanagari|hebrew|arabic)[^/]*\.woff2?$/;

const built = '/_app/immutable/';

/** Everything that must be here before the app counts as installed. */
export function shellEntries({ build, files, prerendered, version }: BuiltPaths): ShellEntry[] {
	const kept = [...build, ...files].filter(
		(path) => !neverInShell.some((pattern) => pattern.test(path)) && !rareFonts.test(path)
	);
	return [...new Set(kept.map(encodePath)), ...new Set([...prerendered, songPages.kept].map((path) => encodePath(path)))].map(
		(url) => ({ url, revision: url.startsWith(built) ? null : version })
	);
}

/** The kept page that answers a navigation to `pathname`, or null when only the network can. */
export function shellPage(pathname: string, prerendered: readonly string[]): string | null {
	const path = pathname.length > 1 ? pathname.replace(/\/$/, '') : pathname;
	if (prerendered.includes(path)) return path;
	return path.startsWith(songPages.prefix) ? songPages.kept : null;
}

export function isRareAsset(pathname: string): boolean {
	return pathname.startsWith(built);
}

/** Names in `static/` may hold spaces; cache keys are urls. */
function encodePath(path: string): string {
	return encodeURI(path);
}
