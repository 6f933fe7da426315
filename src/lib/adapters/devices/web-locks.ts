import { abortError } from '$contracts/errors.ts';
import type { JobLocks } from '$contracts/job-locks.ts';

/** Web Locks, which live as long as the tab does: a killed tab's locks are free at once. */
export const webLocks: JobLocks = {
	hold: (name, signal) =>
		new Promise((resolve, reject) => {
			if (signal.aborted) {
				reject(abortError());
				return;
			}
			navigator.locks.request(name, { signal }, () => new Promise<void>((release) => resolve(() => release()))).catch(reject);
		}),
	tryHold: (name) =>
		new Promise((resolve, reject) => {
			navigator.locks
				.request(name, { ifAvailable: true }, (lock) => {
					if (lock === null) {
						resolve(null);
						return;
					}
					return new Promise<void>((release) => resolve(() => release()));
				})
				.catch(reject);
		})
};
