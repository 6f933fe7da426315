import type { Fault } from '$contracts/errors.ts';
import type { BootedStudio } from './boot.ts';
import { toFault } from './words/error-words.ts';

/**
 * The studio as pages see it: not there before the first paint, then there, or a fault that says why not. Its code is
 * fetched after the first paint, so that the first paint is early.
 */
export class Studio {
	#booted = $state.raw<BootedStudio | null>(null);
	#fault = $state.raw<Fault | null>(null);

	get booted(): BootedStudio | null {
		return this.#booted;
	}

	get fault(): Fault | null {
		return this.#fault;
	}

	/** Call once in the browser, or again after a fault. */
	async start(): Promise<void> {
		this.#fault = null;
		try {
			const { bootStudio } = await import('./boot.ts');
			const booted = await bootStudio();
			this.#booted = booted;
			this.#fault = await booted.woodshed.takeUp();
		} catch (error) {
			this.#fault = toFault(error);
		}
	}
}
