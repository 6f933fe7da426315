import { AppInstall } from './install.svelte.ts';
import { registerServiceWorker, untilIdle } from './register.ts';
import { AppUpdates } from './updates.svelte.ts';
import type { OfflineEngines } from './engines.svelte.ts';

/** Everything about being installed, offline and up to date, as the frame of the app and Settings need it. */
export class Offline {
	readonly updates = new AppUpdates();
	readonly install = new AppInstall();
	readonly #loadEngines: () => Promise<OfflineEngines>;
	#engines = $state.raw<OfflineEngines | null>(null);

	/** @param loadEngines brings in the code that fetches engines; called after the first paint */
	constructor(loadEngines: () => Promise<OfflineEngines>) {
		this.#loadEngines = loadEngines;
	}

	/** Null until the page has painted and the code is in. */
	get engines(): OfflineEngines | null {
		return this.#engines;
	}

	/** Call once in the browser. Answers a disposer. */
	start(window: Window & typeof globalThis): () => void {
		let isDisposed = false;
		const disposers = [this.install.start(window)];
		const keep = (dispose: () => void): void => {
			if (isDisposed) dispose();
			else disposers.push(dispose);
		};
		const begin = async (): Promise<void> => {
			const registration = await registerServiceWorker(window);
			if (registration !== null) {
				keep(
					this.updates.watch(registration, {
						container: window.navigator.serviceWorker,
						window,
						reload: () => window.location.reload(),
						nowMs: () => Date.now()
					})
				);
			}
			await untilIdle(window);
			if (isDisposed) return;
			const engines = await this.#loadEngines();
			keep(() => engines.dispose());
			this.#engines = engines;
			await engines.start();
		};
		void begin();
		return () => {
			isDisposed = true;
			for (const dispose of disposers) dispose();
		};
	}
}
