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
	readonly #waiting: ((booted: BootedStudio) => void)[] = [];

	get booted(): BootedStudio | null {
		return this.#booted;
	}

	get fault(): Fault | null {
		return this.#fault;
	}

	/** Resolves when the studio stands; never, when it cannot. */
	ready(): Promise<BootedStudio> {
		const booted = this.#booted;
		return booted ? Promise.resolve(booted) : new Promise((resolve) => this.#waiting.push(resolve));
	}

	/** Call once in the browser, or again after a fault. */
	async start(appVersion: string): Promise<void> {
		this.#fault = null;
		try {
			const { bootStudio } = await import('./boot.ts');
			const booted = await bootStudio(appVersion);
			this.#booted = booted;
			this.#fault = await booted.woodshed.takeUp();
			for (const resolve of this.#waiting.splice(0)) resolve(booted);
		} catch (error) {
			this.#fault = toFault(error);
		}
	}
}
