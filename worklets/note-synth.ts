import { BasicSoundBank, SoundBankLoader, SpessaSynthProcessor } from 'spessasynth_core';
import type { DecodedSample } from '../src/lib/contracts/workers/playback.contract.ts';
import type { NoteSink } from '../src/lib/core/playback/index.ts';

const noteChannel = 0;
const auditionChannel = 1;
const activeBank = 'active';
const pan = 10;
const reverbSend = 91;
/** A touch of room, of the 127 the controller goes to; the recording has its own. */
const reverbAmount = 20;
/** The most voices at once; a fuller chord than this takes the oldest away. */
const voiceCap = 160;

/** The synthesizer as the audio thread uses it: notes begin and end between two renderings, so to the sample. */
export class NoteSynth implements NoteSink {
	readonly #synth: SpessaSynthProcessor;
	readonly #banks = new Map<string, BasicSoundBank>();
	#active: string | null = null;

	private constructor(sampleRateHz: number) {
		this.#synth = new SpessaSynthProcessor(sampleRateHz, { eventsEnabled: false, maxBufferSize: 128 });
		this.#synth.setSystemParameter('voiceCap', voiceCap);
	}

	static async start(sampleRateHz: number): Promise<NoteSynth> {
		await BasicSoundBank.isSF3DecoderReady;
		return new NoteSynth(sampleRateHz);
	}

	get isReady(): boolean {
		return this.#active !== null;
	}

	/** Throws when the bytes are no sound bank. */
	addBank(bankId: string, bytes: ArrayBuffer): void {
		this.#banks.set(bankId, SoundBankLoader.fromArrayBuffer(bytes));
	}

	addSample(bankId: string, { index, samples, sampleRateHz }: DecodedSample): void {
		this.#banks.get(bankId)?.samples[index]?.setAudioData(samples, sampleRateHz);
	}

	/** Throws when the bank was not added. */
	choose(bankId: string, programme: number): void {
		const bank = this.#banks.get(bankId);
		if (bank === undefined) throw new Error(`no sound bank ${bankId}`);
		if (this.#active !== bankId) {
			this.#synth.soundBankManager.addSoundBank(bank, activeBank);
			this.#active = bankId;
		}
		for (const channel of [noteChannel, auditionChannel]) {
			this.#synth.programChange(channel, programme);
			this.#synth.controllerChange(channel, reverbSend, reverbAmount);
			this.#synth.controllerChange(channel, pan, 64);
		}
	}

	noteOn(pitchMidi: number, velocity: number): void {
		if (this.isReady) this.#synth.noteOn(noteChannel, pitchMidi, velocity);
	}

	noteOff(pitchMidi: number): void {
		if (this.isReady) this.#synth.noteOff(noteChannel, pitchMidi);
	}

	audition(pitchMidi: number, velocity: number): void {
		if (this.isReady) this.#synth.noteOn(auditionChannel, pitchMidi, velocity);
	}

	endAudition(pitchMidi: number): void {
		if (this.isReady) this.#synth.noteOff(auditionChannel, pitchMidi);
	}

	/** Adds `frames` samples from `offset` on; 1 to 128 of them. */
	render(left: Float32Array, right: Float32Array, offset: number, frames: number): void {
		this.#synth.process(left, right, offset, frames);
	}

	close(): void {
		this.#synth.destroySynthProcessor();
		this.#banks.clear();
		this.#active = null;
	}
}
