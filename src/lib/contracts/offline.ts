/**
 * What the page and its service worker agree on. No schema library here: the service worker is downloaded and started
 * before anything else works offline, so it stays small.
 */

/** Caches beside the shell's own; an update of the app leaves them alone. */
export const offlineCaches = {
	/** Whole, verified engines under their url. */
	engines: 'woodshed-engines',
	/** Parts of engines that are still coming in. */
	engineParts: 'woodshed-engine-parts',
	/** Files that other apps shared with us and that the page has not taken yet. */
	sharedFiles: 'woodshed-shared-files',
	/** Hashed assets that few need (fonts of other scripts), kept once used. */
	rareAssets: 'woodshed-rare-assets'
} as const;

/** Any song page is the same document; this one is kept for all of them. */
export const songPages = { prefix: '/song/', kept: '/song/offline' } as const;

/** Where the system posts shared files; the names are those in `manifest.webmanifest`. */
export const shareTarget = { path: '/share', field: 'files', maxFiles: 100 } as const;

/** Value of `?shared=` on the page that follows a share. */
export type ShareAnswer = 'ready' | 'nothing' | 'full' | 'unavailable';

/** Where the page is sent after a share. */
export function sharedPage(answer: ShareAnswer): string {
	return `/?shared=${answer}`;
}

/** Headers under which a shared file's own facts are kept; the name is percent-encoded. */
export const sharedFileHeaders = { name: 'x-file-name', modifiedAtMs: 'x-file-modified' } as const;

/** Page to waiting service worker: the user agreed to the update. */
export const activateUpdate = { type: 'activate-update' } as const;

export function isActivateUpdate(data: unknown): boolean {
	return typeof data === 'object' && data !== null && 'type' in data && data.type === activateUpdate.type;
}
