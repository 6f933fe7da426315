const key = 'woodshed.library';

/**
 * Notes whether this device has songs, for the script in `app.html`: it runs before the first paint and shows a newcomer the welcome
 * of the prerendered page at once, and no welcome to someone whose library is only being opened.
 */
export function rememberLibrary(hasSongs: boolean): void {
	document.documentElement.toggleAttribute('data-has-songs', hasSongs);
	try {
		if (hasSongs) localStorage.setItem(key, 'songs');
		else localStorage.removeItem(key);
	} catch (error) {
		// A browser that keeps nothing shows the welcome a moment longer; no more depends on it.
		if (!(error instanceof DOMException)) throw error;
	}
}
