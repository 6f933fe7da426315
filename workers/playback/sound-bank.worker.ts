import * as Comlink from 'comlink';
import { UserFixableError } from '$contracts/errors.ts';
import { toOutcome } from '$contracts/workers/outcome.ts';
import type { SoundBankWorker } from '$contracts/workers/playback.contract.ts';
import { SoundBank } from './sound-bank.ts';

const banks = new Map<string, SoundBank>();

const worker: SoundBankWorker = {
	load: (bankId, bytes) =>
		toOutcome(async () => {
			banks.set(bankId, await SoundBank.open(bytes));
			return null;
		}),
	samplesOf: (sound) =>
		toOutcome(async () => {
			const bank = banks.get(sound.bankId);
			if (bank === undefined) throw new UserFixableError('engineMissing', { engine: sound.bankId });
			const samples = bank.take(sound);
			return Comlink.transfer(
				samples,
				samples.map(({ samples: { buffer } }) => buffer)
			);
		})
};

Comlink.expose(worker);
