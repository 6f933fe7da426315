/**
 * Registers the service worker once the page has loaded and the browser is idle, so that it takes nothing from the first
 * paint. Null where there is none: an insecure page, a private mode, or development, where it would serve old code.
 */
export async function registerServiceWorker(window: Window & typeof globalThis): Promise<ServiceWorkerRegistration | null> {
	if (import.meta.env.DEV || !('serviceWorker' in window.navigator)) return null;
	await untilSettled(window);
	try {
		return await window.navigator.serviceWorker.register('/service-worker.js', { updateViaCache: 'none' });
	} catch (error) {
		if (error instanceof TypeError || error instanceof DOMException) return null;
		throw error;
	}
}

/** Resolves after the load event, when the browser has nothing better to do. */
export async function untilIdle(window: Window & typeof globalThis): Promise<void> {
	if (window.document.readyState !== 'complete') {
		await new Promise((resolve) => {
			window.addEventListener('load', resolve, { once: true });
		});
	}
	await new Promise<void>((resolve) => {
		if ('requestIdleCallback' in window) window.requestIdleCallback(() => resolve(), { timeout: 3000 });
		else setTimeout(resolve, 500);
	});
}

/** Someone who has just arrived wants the page; what can wait begins so long after it stands. */
const settleMs = 4000;

/** Resolves some seconds after the page stands, when the browser has nothing better to do. */
export async function untilSettled(window: Window & typeof globalThis): Promise<void> {
	await untilIdle(window);
	await new Promise((resolve) => setTimeout(resolve, settleMs));
	await untilIdle(window);
}
