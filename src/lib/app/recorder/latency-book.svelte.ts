import type { LibraryStore } from '$contracts/library-store.ts';
import { latencyBookSchema, type MeasuredLatency } from '$contracts/recording/latency.ts';

/** Where they lie among the settings. */
export const latenciesKey = 'latencies';
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
		const parsed = latencyBookSchema.safeParse(await this.#store.setting(latenciesKey));
		this.#entries = parsed.success ? parsed.data : [];
	}

	/** Null while this pair was never measured. */
	of(pair: DevicePair): MeasuredLatency | null {
		return this.#entries.find((entry) => isPair(entry, pair)) ?? null;
	}

	async keep(entry: MeasuredLatency): Promise<void> {
		await this.#write(withLatency(this.#entries, entry));
	}

	async forget(pair: DevicePair): Promise<void> {
		await this.#write(this.#entries.filter((known) => !isPair(known, pair)));
	}

	async #write(entries: readonly MeasuredLatency[]): Promise<void> {
		this.#entries = entries;
		await this.#store.putSetting(latenciesKey, entries);
	}
}

/** A measurement more, in the place of an earlier one of the same devices. */
function withLatency(entries: readonly MeasuredLatency[], entry: MeasuredLatency): MeasuredLatency[] {
	return [entry, ...entries.filter((known) => !isPair(known, entry))].slice(0, mostEntries);
}

/** What two books know together; of devices in both the later measurement. */
export function mergeLatencies(one: readonly MeasuredLatency[], other: readonly MeasuredLatency[]): MeasuredLatency[] {
	const byTime = [...one, ...other].sort((a, b) => a.measuredAtMs - b.measuredAtMs);
	return byTime.reduce<MeasuredLatency[]>(withLatency, []);
}

function isPair(one: DevicePair, other: DevicePair): boolean {
	return one.inputLabel === other.inputLabel && one.outputLabel === other.outputLabel && one.sampleRateHz === other.sampleRateHz;
}

/** What a take remembers of its devices: enough to tell that they changed, nothing to tell what they are called. */
export async function toDeviceHash({ inputLabel, outputLabel }: Pick<DevicePair, 'inputLabel' | 'outputLabel'>): Promise<string> {
	const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`${inputLabel}\n${outputLabel}`));
	return [...new Uint8Array(digest, 0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
