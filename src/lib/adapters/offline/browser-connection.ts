import type { Connection } from '$contracts/engine-store.ts';

/** The part of the Network Information API that we ask; no browser but Chromium's has it. */
interface NetworkInformation {
	readonly saveData?: unknown;
}

function hasConnection(value: Navigator): value is Navigator & { readonly connection: NetworkInformation } {
	return 'connection' in value && typeof value.connection === 'object' && value.connection !== null;
}

export const browserConnection: Connection = {
	isOnline: () => navigator.onLine,
	savesData: () => hasConnection(navigator) && navigator.connection.saveData === true,
	onChange(listener) {
		addEventListener('online', listener);
		addEventListener('offline', listener);
		return () => {
			removeEventListener('online', listener);
			removeEventListener('offline', listener);
		};
	}
};
