import type { LibraryStore } from '$contracts/library-store.ts';
import { keptInputSchema, usualKeptInput, type KeptInput } from '$contracts/recording/kept-input.ts';

/** Where it lies among the settings. */
export const inputKey = 'input';

/** The input chosen last, for the next visit. */
export class InputBook {
	readonly #store: Pick<LibraryStore, 'setting' | 'putSetting'>;
	#kept: KeptInput = usualKeptInput;

	constructor(store: Pick<LibraryStore, 'setting' | 'putSetting'>) {
		this.#store = store;
	}

	get kept(): KeptInput {
		return this.#kept;
	}

	/** What cannot be read is chosen anew. */
	async load(): Promise<void> {
		const parsed = keptInputSchema.safeParse(await this.#store.setting(inputKey));
		this.#kept = parsed.success ? parsed.data : usualKeptInput;
	}

	async keep(kept: KeptInput): Promise<void> {
		this.#kept = kept;
		await this.#store.putSetting(inputKey, kept);
	}
}
