import { BasicSoundBank, SoundBankLoader } from 'spessasynth_core';
import { UserFixableError } from '$contracts/errors.ts';
import type { BankSound, DecodedSample } from '$contracts/workers/playback.contract.ts';

/** A sound bank opened to decode its samples, each once. */
export class SoundBank {
	readonly #bank: BasicSoundBank;
	readonly #taken = new Set<number>();

	private constructor(bank: BasicSoundBank) {
		this.#bank = bank;
	}

	/** Throws `engineFailed` when the bytes are no sound bank. */
	static async open(bytes: ArrayBuffer): Promise<SoundBank> {
		await BasicSoundBank.isSF3DecoderReady;
		try {
			return new SoundBank(SoundBankLoader.fromArrayBuffer(bytes));
		} catch (error) {
			throw new UserFixableError('engineFailed', { engine: 'sounds' }, String(error));
		}
	}

	/** Decoded samples of a General MIDI programme or drum kit that were not taken before. */
	take({ programme, isDrums }: Pick<BankSound, 'programme' | 'isDrums'>): DecodedSample[] {
		const preset = this.#bank.presets.find(
			(candidate) => candidate.program === programme && candidate.isGMGSDrum === isDrums && (isDrums || candidate.bankMSB === 0)
		);
		const wanted = new Set((preset?.zones ?? []).flatMap(({ instrument }) => instrument.zones.map(({ sample }) => sample)));
		const fresh: DecodedSample[] = [];
		for (const [index, sample] of this.#bank.samples.entries()) {
			if (!wanted.has(sample) || this.#taken.has(index)) continue;
			this.#taken.add(index);
			fresh.push({ index, samples: Float32Array.from(sample.getAudioData()), sampleRateHz: sample.sampleRate });
		}
		return fresh;
	}
}
