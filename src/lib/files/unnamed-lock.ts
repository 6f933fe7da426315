/** Web Locks tell the files that a living tab still writes from those a killed one left. */
const prefix = 'woodshed-unnamed-';

/** Held until released or until the tab dies. Where Web Locks are missing it does nothing. */
export async function holdUnnamed(id: string): Promise<() => void> {
	if (!('locks' in navigator)) return () => undefined;
	return new Promise((resolve, reject) => {
		navigator.locks
			.request(prefix + id, () => new Promise<void>((release) => resolve(() => release())))
			// Storage that refuses locks (an opaque origin) still works for one tab.
			.catch((error: unknown) => {
				if (error instanceof DOMException) resolve(() => undefined);
				else reject(error instanceof Error ? error : new Error(String(error)));
			});
	});
}

/** The ids held in any tab. */
export async function heldUnnamed(): Promise<ReadonlySet<string>> {
	if (!('locks' in navigator)) return new Set();
	const { held = [] } = await navigator.locks.query();
	const names = held.map((lock) => lock.name ?? '').filter((name) => name.startsWith(prefix));
	return new Set(names.map((name) => name.slice(prefix.length)));
}
