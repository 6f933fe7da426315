import { activateUpdate } from '$contracts/offline.ts';

const hourMs = 3_600_000;
/** Coming back to the tab asks at most this often. */
const focusPauseMs = 5 * 60_000;

export interface UpdatesEnvironment {
	readonly container: ServiceWorkerContainer;
	readonly window: Window;
	readonly reload: () => void;
	readonly nowMs: () => number;
}

/**
 * A new version waits until the user agrees; then every open tab reloads once. Asks for one hourly and when the user
 * comes back to the tab.
 */
export class AppUpdates {
	#isAvailable = $state(false);
	#isApplying = $state(false);
	#isPutOff = $state(false);
	#registration: ServiceWorkerRegistration | null = null;

	/** A new version is here, complete, and waits. */
	get isAvailable(): boolean {
		return this.#isAvailable;
	}

	/** Show the prompt: there is a new version and the user has not put it off. */
	get shouldAsk(): boolean {
		return this.#isAvailable && !this.#isPutOff;
	}

	get isApplying(): boolean {
		return this.#isApplying;
	}

	/** Watches a registration. Answers a disposer. */
	watch(registration: ServiceWorkerRegistration, environment: UpdatesEnvironment): () => void {
		const { container, window, reload, nowMs } = environment;
		this.#registration = registration;
		let checkedAtMs = nowMs();
		let hasReloaded = false;
		/** The first worker of all takes over an uncontrolled page: nothing has changed for it. */
		let wasControlled = container.controller !== null;

		const look = (): void => {
			this.#isAvailable = registration.waiting !== null && container.controller !== null;
		};
		const onUpdateFound = (): void => {
			const incoming = registration.installing;
			incoming?.addEventListener('statechange', look);
			this.#isPutOff = false;
		};
		const onControllerChange = (): void => {
			if (wasControlled && !hasReloaded) {
				hasReloaded = true;
				reload();
			}
			wasControlled = true;
			look();
		};
		const check = (): void => {
			checkedAtMs = nowMs();
			registration.update().catch((error: unknown) => {
				if (!(error instanceof TypeError || error instanceof DOMException)) throw error;
			});
		};
		const onVisible = (): void => {
			if (window.document.visibilityState === 'visible' && nowMs() - checkedAtMs >= focusPauseMs) check();
		};

		look();
		if (registration.installing) onUpdateFound();
		registration.addEventListener('updatefound', onUpdateFound);
		container.addEventListener('controllerchange', onControllerChange);
		window.document.addEventListener('visibilitychange', onVisible);
		window.addEventListener('focus', onVisible);
		const timer = window.setInterval(check, hourMs);
		return () => {
			registration.removeEventListener('updatefound', onUpdateFound);
			container.removeEventListener('controllerchange', onControllerChange);
			window.document.removeEventListener('visibilitychange', onVisible);
			window.removeEventListener('focus', onVisible);
			window.clearInterval(timer);
		};
	}

	/** The user agreed: the new version takes over and every tab reloads. */
	apply(): void {
		const waiting = this.#registration?.waiting;
		if (!waiting) return;
		this.#isApplying = true;
		waiting.postMessage(activateUpdate);
	}

	/** Not now; asked again when another version comes or the app is opened anew. */
	putOff(): void {
		this.#isPutOff = true;
	}
}
