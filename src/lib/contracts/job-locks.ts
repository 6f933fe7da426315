/** Locks that tabs share, so that no two run the same job and heavy ones take turns. */
export interface JobLocks {
	/** Waits for the lock; answers its release. Throws an abort error when the signal fires first. */
	hold(name: string, signal: AbortSignal): Promise<() => void>;
	/** Null when somebody else holds it. */
	tryHold(name: string): Promise<(() => void) | null>;
}
