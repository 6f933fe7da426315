/** Chromium's event; not in TypeScript's DOM. */
interface InstallPromptEvent extends Event {
	prompt(): Promise<unknown>;
	readonly userChoice: Promise<{ readonly outcome: 'accepted' | 'dismissed' }>;
}

function isInstallPrompt(event: Event): event is InstallPromptEvent {
	return 'prompt' in event && typeof event.prompt === 'function' && 'userChoice' in event;
}

/** How this browser installs the app: by a button of ours, by a menu of its own on iOS, or not that we know of. */
export type InstallWay = 'prompt' | 'ios-share-menu' | 'none';

export const iosInstallWords = 'To install: open the Share menu, then choose “Add to Home Screen”.';

/** Whether Woodshed is installed, and the way to install it. */
export class AppInstall {
	#prompt = $state.raw<InstallPromptEvent | null>(null);
	#isInstalled = $state(false);
	#isIos = $state(false);

	get isInstalled(): boolean {
		return this.#isInstalled;
	}

	get way(): InstallWay {
		if (this.#isInstalled) return 'none';
		if (this.#prompt !== null) return 'prompt';
		return this.#isIos ? 'ios-share-menu' : 'none';
	}

	/** Call early: the browser offers the prompt once, often before the app is busy with it. Answers a disposer. */
	start(window: Window): () => void {
		const standalone = window.matchMedia('(display-mode: standalone), (display-mode: window-controls-overlay)');
		const isIosStandalone = 'standalone' in window.navigator && window.navigator.standalone === true;
		const readMode = (): void => {
			this.#isInstalled = standalone.matches || isIosStandalone;
		};
		const onPrompt = (event: Event): void => {
			if (!isInstallPrompt(event)) return;
			event.preventDefault();
			this.#prompt = event;
		};
		const onInstalled = (): void => {
			this.#prompt = null;
			this.#isInstalled = true;
		};
		readMode();
		this.#isIos = isIos(window.navigator);
		standalone.addEventListener('change', readMode);
		window.addEventListener('beforeinstallprompt', onPrompt);
		window.addEventListener('appinstalled', onInstalled);
		return () => {
			standalone.removeEventListener('change', readMode);
			window.removeEventListener('beforeinstallprompt', onPrompt);
			window.removeEventListener('appinstalled', onInstalled);
		};
	}

	/** Shows the browser's own prompt; true when the user accepted. A prompt can be shown once. */
	async install(): Promise<boolean> {
		const prompt = this.#prompt;
		if (prompt === null) return false;
		this.#prompt = null;
		await prompt.prompt();
		return (await prompt.userChoice).outcome === 'accepted';
	}
}

/** iPads call themselves Macs, but a Mac has no touch points. */
function isIos({ userAgent, maxTouchPoints }: Navigator): boolean {
	return /iPhone|iPad|iPod/.test(userAgent) || (userAgent.includes('Macintosh') && maxTouchPoints > 1);
}
