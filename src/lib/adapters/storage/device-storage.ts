import type { DeviceStorage } from '$contracts/library-store.ts';

/** The Storage API; every answer is optional in some browser. */
export const deviceStorage: DeviceStorage = {
	async estimate() {
		const estimate = await navigator.storage?.estimate?.();
		return estimate?.quota === undefined ? null : { usedBytes: estimate.usage ?? 0, quotaBytes: estimate.quota };
	},
	isPersistent: async () => (await navigator.storage?.persisted?.()) ?? false,
	requestPersistence: async () => (await navigator.storage?.persist?.()) ?? false
};
