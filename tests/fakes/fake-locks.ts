import { abortError } from '../../src/lib/contracts/errors.ts';
import type { JobLocks } from '../../src/lib/contracts/job-locks.ts';

/** Locks of one tab or several that share the instance. */
export class FakeLocks implements JobLocks {
	readonly #held = new Map<string, (() => void)[]>();

	async hold(name: string, signal: AbortSignal): Promise<() => void> {
		if (signal.aborted) throw abortError();
		const waiting = this.#held.get(name);
		if (waiting === undefined) return this.#take(name);
		return new Promise((resolve, reject) => {
			const wake = (): void => resolve(this.#take(name));
			waiting.push(wake);
			signal.addEventListener('abort', () => {
				const at = waiting.indexOf(wake);
				if (at >= 0) waiting.splice(at, 1);
				reject(abortError());
			});
		});
	}

	async tryHold(name: string): Promise<(() => void) | null> {
		return this.#held.has(name) ? null : this.#take(name);
	}

	#take(name: string): () => void {
		const waiting = this.#held.get(name) ?? [];
		this.#held.set(name, waiting);
		return () => {
			const next = waiting.shift();
			this.#held.delete(name);
			if (next) {
				this.#held.set(name, waiting);
				next();
			}
		};
	}
}
