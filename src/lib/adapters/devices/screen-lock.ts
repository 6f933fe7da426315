import type { ScreenLock } from '$contracts/while-playing.ts';

/** The browser's part of it, as far as it is used; tests put a fake here. */
export interface WakeLockSource {
	request(): Promise<{ release(): Promise<void> }>;
}

const ofBrowser = (): WakeLockSource | null =>
	'wakeLock' in navigator ? { request: () => navigator.wakeLock.request('screen') } : null;

/** Screen Wake Lock. The browser takes it away from a page that is out of sight, so it is asked for again when it comes back. */
export function createScreenLock(source: WakeLockSource | null = ofBrowser(), page: Document = document): ScreenLock {
	return {
		hold() {
			if (source === null) return () => undefined;
			let isHeld = true;
			let release: (() => Promise<void>) | null = null;
			const ask = async (): Promise<void> => {
				if (page.visibilityState !== 'visible') return;
				try {
					const lock = await source.request();
					if (isHeld) release = () => lock.release();
					else await lock.release();
				} catch (error) {
					// A low battery refuses it: the music plays on under a screen that dims.
					if (!(error instanceof DOMException)) throw error;
				}
			};
			const onSight = (): void => void ask();
			page.addEventListener('visibilitychange', onSight);
			void ask();
			return () => {
				isHeld = false;
				page.removeEventListener('visibilitychange', onSight);
				void release?.();
				release = null;
			};
		}
	};
}
