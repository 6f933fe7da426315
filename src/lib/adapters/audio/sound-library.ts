import * as Comlink from 'comlink';
import { engineRegistrySchema, registryUrl, type EngineEntry, type EngineId } from '$contracts/engines.ts';
import { UserFixableError } from '$contracts/errors.ts';
import { fromOutcome } from '$contracts/workers/outcome.ts';
import type { BankSound, SoundBankWorker, ToPlayer } from '$contracts/workers/playback.contract.ts';
import type { ChannelSound } from '$contracts/player.ts';

/** Where the bytes of an engine come from; the service worker answers offline. */
export type FetchEngine = (id: EngineId) => Promise<ArrayBuffer>;

/** Fetches by the registry. Throws `engineMissing` when it cannot be had. */
export const fetchEngine: FetchEngine = async (id) => {
	try {
		const registry = engineRegistrySchema.parse(await (await fetchOk(registryUrl)).json());
		const entry: EngineEntry | undefined = registry.engines.find((engine) => engine.id === id);
		if (entry === undefined) throw new Error(`the registry has no ${id}`);
		const bytes = await (await fetchOk(entry.url)).arrayBuffer();
		if (bytes.byteLength !== entry.bytes) throw new Error(`${bytes.byteLength} bytes instead of ${entry.bytes}`);
		return bytes;
	} catch (error) {
		throw new UserFixableError('engineMissing', { engine: id }, String(error));
	}
};

async function fetchOk(url: string): Promise<Response> {
	const response = await fetch(url);
	if (!response.ok) throw new Error(`${url}: ${response.status}`);
	return response;
}

/** Brings sounds to the audio thread: bank and samples are opened in a worker, so that playing goes on meanwhile. */
export class SoundLibrary {
	readonly #fetchEngine: FetchEngine;
	readonly #post: (message: ToPlayer, transfer: Transferable[]) => void;
	#worker: Worker | null = null;
	#remote: Comlink.Remote<SoundBankWorker> | null = null;
	readonly #banks = new Map<EngineId, Promise<void>>();

	constructor(fetchEngine: FetchEngine, post: (message: ToPlayer, transfer: Transferable[]) => void) {
		this.#fetchEngine = fetchEngine;
		this.#post = post;
	}

	/** Resolves when the audio thread has all that the sounds need. */
	async load(sounds: readonly ChannelSound[]): Promise<readonly BankSound[]> {
		const wanted = sounds.map(toBankSound);
		for (const sound of wanted) await this.#loadOne(sound);
		return wanted;
	}

	async #loadOne(sound: BankSound & { readonly bankId: EngineId }): Promise<void> {
		const { bankId } = sound;
		const bank = this.#banks.get(bankId) ?? this.#addBank(bankId);
		this.#banks.set(bankId, bank);
		try {
			await bank;
		} catch (error) {
			this.#banks.delete(bankId);
			throw error;
		}
		const samples = fromOutcome(await this.#open().samplesOf(sound));
		for (const sample of samples) this.#post({ kind: 'sample', bankId, sample }, [sample.samples.buffer]);
	}

	close(): void {
		this.#worker?.terminate();
		this.#worker = null;
		this.#remote = null;
		this.#banks.clear();
	}

	async #addBank(bankId: EngineId): Promise<void> {
		const bytes = await this.#fetchEngine(bankId);
		const copy = bytes.slice(0);
		fromOutcome(await this.#open().load(bankId, Comlink.transfer(bytes, [bytes])));
		this.#post({ kind: 'bank', bankId, bytes: copy }, [copy]);
	}

	#open(): Comlink.Remote<SoundBankWorker> {
		this.#worker ??= new Worker(new URL('../../../../workers/playback/sound-bank.worker.ts', import.meta.url), {
			type: 'module'
		});
		this.#remote ??= Comlink.wrap<SoundBankWorker>(this.#worker);
		return this.#remote;
	}
}

/** Where a sound is found: the sampled piano has a bank of its own. */
function toBankSound(sound: ChannelSound): BankSound & { readonly bankId: EngineId } {
	switch (sound.kind) {
		case 'grand':
			return { bankId: 'grand-piano', programme: 0, isDrums: false };
		case 'gm':
			return { bankId: 'gm-sounds', programme: Math.max(0, Math.min(127, Math.round(sound.programme))), isDrums: false };
		case 'drums':
			return { bankId: 'gm-sounds', programme: 0, isDrums: true };
	}
}
