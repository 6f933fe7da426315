export const themeChoices = ['system', 'light', 'dark'] as const;
export type ThemeChoice = (typeof themeChoices)[number];

/** Shared with the script in `app.html`, which applies the choice before the first paint. */
export const themeKey = 'woodshed.theme';

export const isThemeChoice = (value: string | null): value is ThemeChoice => themeChoices.some((choice) => choice === value);

/** Light, dark, or as the system says. Kept on the device; where storage is closed it lasts as long as the page. */
export class Theme {
	#choice = $state<ThemeChoice>('system');
	#document: Document | null = null;
	#storage: Storage | null = null;

	get choice(): ThemeChoice {
		return this.#choice;
	}

	/** Reads the stored choice and follows changes made in other tabs. Gives the disposer. */
	start(win: Window): () => void {
		this.#document = win.document;
		this.#storage = storageOf(win);
		const stored = this.#storage?.getItem(themeKey) ?? null;
		this.#apply(isThemeChoice(stored) ? stored : 'system');
		const follow = (event: StorageEvent): void => {
			if (event.key === themeKey) this.#apply(isThemeChoice(event.newValue) ? event.newValue : 'system');
		};
		win.addEventListener('storage', follow);
		return () => {
			win.removeEventListener('storage', follow);
			this.#document = null;
			this.#storage = null;
		};
	}

	choose(choice: ThemeChoice): void {
		this.#apply(choice);
		try {
			if (choice === 'system') this.#storage?.removeItem(themeKey);
			else this.#storage?.setItem(themeKey, choice);
		} catch (error) {
			// A full or closed storage only means that the choice is not remembered.
			if (!(error instanceof DOMException)) throw error;
		}
	}

	#apply(choice: ThemeChoice): void {
		this.#choice = choice;
		if (this.#document === null) return;
		const root = this.#document.documentElement;
		if (choice === 'system') delete root.dataset['theme'];
		else root.dataset['theme'] = choice;
		for (const meta of this.#document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
			const scheme = meta.dataset['scheme'] ?? 'light';
			meta.media = choice === 'system' ? `(prefers-color-scheme: ${scheme})` : scheme === choice ? 'all' : 'not all';
		}
	}
}

/** What was chosen on this device; null while nothing was. */
export function keptTheme(win: Window): ThemeChoice | null {
	const stored = storageOf(win)?.getItem(themeKey) ?? null;
	return isThemeChoice(stored) ? stored : null;
}

/** Keeps a choice that came from elsewhere, and has the theme of this page follow it as it follows other tabs. */
export function bringTheme(win: Window, choice: ThemeChoice): void {
	try {
		storageOf(win)?.setItem(themeKey, choice);
	} catch (error) {
		// As above: it is only not remembered.
		if (!(error instanceof DOMException)) throw error;
	}
	win.dispatchEvent(new StorageEvent('storage', { key: themeKey, newValue: choice }));
}

function storageOf(win: Window): Storage | null {
	try {
		return win.localStorage;
	} catch (error) {
		if (error instanceof DOMException) return null;
		throw error;
	}
}
