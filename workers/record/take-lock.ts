/** Web Locks tell takes that a living tab records from those a killed one left. */
const prefix = 'woodshed-take-';

/** Held until released or until the tab dies; where Web Locks are missing it does nothing. */
export async function holdTake(takeId: string): Promise<() => void> {
	if (!('locks' in navigator)) return () => undefined;
	return new Promise((resolve) => {
		navigator.locks
			.request(prefix + takeId, () => new Promise<void>((release) => resolve(() => release())))
			// Storage that refuses locks (an opaque origin) still works for one tab.
			.catch(() => resolve(() => undefined));
	});
}

/** Ids of takes that some tab records now. */
export async function takesHeld(): Promise<ReadonlySet<string>> {
	if (!('locks' in navigator)) return new Set();
	const { held = [] } = await navigator.locks.query();
	const names = held.map(({ name }) => name ?? '').filter((name) => name.startsWith(prefix));
	return new Set(names.map((name) => name.slice(prefix.length)));
}
