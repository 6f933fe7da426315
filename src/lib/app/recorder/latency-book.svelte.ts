import type { LibraryStore } from '$contracts/library-store.ts';
import { latencyBookSchema, type MeasuredLatency } from '$contracts/recording/latency.ts';

const key = 'latencies';
/** The oldest go first. */
const mostEntries = 100;

export type DevicePair = Pick<MeasuredLatency, 'inputLabel' | 'outputLabel' | 'sampleRateHz'>;

/** Round trips that were measured, one for each pair of devices at each rate. */
export class LatencyBook {
	readonly #store: Pick<LibraryStore, 'setting' | 'putSetting'>;
	#entries = $state.raw<readonly MeasuredLatency[]>([]);

	constructor(store: Pick<LibraryStore, 'setting' | 'putSetting'>) {
		this.#store = store;
	}

	get entries(): readonly MeasuredLatency[] {
		return this.#entries;
	}

	/** What cannot be read is measured anew. */
	async load(): Promise<void> {
		const parsed = latencyBookSchema.safeParse(await this.#store.setting(key));
		this.#entries = parsed.success ? parsed.data : [];
	}

	/** Null while this pair was never measured. */
	of(pair: DevicePair): MeasuredLatency | null {
		return this.#entries.find((entry) => isPair(entry, pair)) ?? null;
	}

	async keep(entry: MeasuredLatency): Promise<void> {
		await this.#write([entry, ...this.#entries.filter((known) => !isPair(known, entry))].slice(0, mostEntries));
	}

	async forget(pair: DevicePair): Promise<void> {
		await this.#write(this.#entries.filter((known) => !isPair(known, pair)));
	}

	async #write(entries: readonly MeasuredLatency[]): Promise<void> {
		this.#entries = entries;
		await this.#store.putSetting(key, entries);
	}
}

function isPair(one: DevicePair, other: DevicePair): boolean {
	return one.inputLabel === other.inputLabel && one.outputLabel === other.outputLabel && one.sampleRateHz === other.sampleRateHz;
}

/** What a take remembers of its devices: enough to tell that they changed, nothing to tell what they are called. */
export async function toDeviceHash({ inputLabel, outputLabel }: Pick<DevicePair, 'inputLabel' | 'outputLabel'>): Promise<string> {
	const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`${inputLabel}\n${outputLabel}`));
	return [...new Uint8Array(digest, 0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
