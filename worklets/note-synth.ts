import { BasicSoundBank, SoundBankLoader, SpessaSynthProcessor } from 'spessasynth_core';
import type { BankSound, DecodedSample } from '../src/lib/contracts/workers/playback.contract.ts';
import type { NoteSink } from '../src/lib/core/playback/index.ts';

const auditionChannel = 0;
/** The notes' first channel is this one of the synthesizer's. */
const firstChannel = 1;
/** Banks lie beside each other by the numbers that their programmes are asked by. */
const bankNumbers: Readonly<Record<string, number>> = { 'gm-sounds': 0, 'grand-piano': 1 };
const bankSelect = 0;
/** What every channel has to be told: those beyond the sixteenth begin with nothing, their volume too. */
const controllers = [
	[7, 100],
	[11, 127],
	[10, 64]
] as const;
const expression = 11;
const reverbSend = 91;
/** A touch of room, of the 127 the controller goes to; the recording has its own. */
const reverbAmount = 20;
/** The most voices at once; a fuller chord than this takes the oldest away. */
const voiceCap = 160;

/** The synthesizer as the audio thread uses it: notes begin and end between two renderings, so to the sample. */
export class NoteSynth implements NoteSink {
	readonly #synth: SpessaSynthProcessor;
	readonly #sampleRateHz: number;
	readonly #banks: Map<string, BasicSoundBank>;
	readonly #active = new Set<string>();
	#channelCount = 0;
	#levels: readonly number[] = [];

	private constructor(sampleRateHz: number, banks = new Map<string, BasicSoundBank>()) {
		this.#sampleRateHz = sampleRateHz;
		this.#banks = banks;
		this.#synth = new SpessaSynthProcessor(sampleRateHz, { eventsEnabled: false, maxBufferSize: 128 });
		this.#synth.setSystemParameter('voiceCap', voiceCap);
	}

	static async start(sampleRateHz: number): Promise<NoteSynth> {
		await BasicSoundBank.isSF3DecoderReady;
		return new NoteSynth(sampleRateHz);
	}

	/** Another synthesizer with the same banks, which are held once. */
	twin(): NoteSynth {
		return new NoteSynth(this.#sampleRateHz, this.#banks);
	}

	get isReady(): boolean {
		return this.#channelCount > 0;
	}

	/** Throws when the bytes are no sound bank. */
	addBank(bankId: string, bytes: ArrayBuffer): void {
		this.#banks.set(bankId, SoundBankLoader.fromArrayBuffer(bytes));
	}

	addSample(bankId: string, { index, samples, sampleRateHz }: DecodedSample): void {
		this.#banks.get(bankId)?.samples[index]?.setAudioData(samples, sampleRateHz);
	}

	/** A sound for each channel of the notes; single notes are heard with the first that is no drum. Throws when a bank was not added. */
	choose(sounds: readonly BankSound[]): void {
		for (const { bankId } of sounds) this.#activate(bankId);
		while (this.#synth.midiChannels.length < firstChannel + sounds.length) this.#synth.createMIDIChannel();
		this.#channelCount = sounds.length;
		sounds.forEach((sound, channel) => {
			this.#set(firstChannel + channel, sound);
			this.#setLevel(channel);
		});
		const [first] = sounds;
		const single = sounds.find(({ isDrums }) => !isDrums) ?? first;
		if (single !== undefined) this.#set(auditionChannel, single);
	}

	#activate(bankId: string): void {
		const bank = this.#banks.get(bankId);
		if (bank === undefined) throw new Error(`no sound bank ${bankId}`);
		if (this.#active.has(bankId)) return;
		this.#synth.soundBankManager.addSoundBank(bank, bankId, bankNumbers[bankId] ?? 0);
		this.#active.add(bankId);
	}

	#set(channel: number, { bankId, programme, isDrums }: BankSound): void {
		this.#synth.midiChannels[channel]?.setDrums(isDrums);
		if (!isDrums) this.#synth.controllerChange(channel, bankSelect, bankNumbers[bankId] ?? 0);
		this.#synth.programChange(channel, programme);
		this.#synth.controllerChange(channel, reverbSend, reverbAmount);
		for (const [controller, value] of controllers) this.#synth.controllerChange(channel, controller, value);
	}

	noteOn(pitchMidi: number, velocity: number, channel: number): void {
		if (this.isReady) this.#synth.noteOn(this.#channelOf(channel), pitchMidi, velocity);
	}

	noteOff(pitchMidi: number, channel: number): void {
		if (this.isReady) this.#synth.noteOff(this.#channelOf(channel), pitchMidi);
	}

	#channelOf(channel: number): number {
		return firstChannel + (channel < this.#channelCount ? channel : 0);
	}

	audition(pitchMidi: number, velocity: number): void {
		if (this.isReady) this.#synth.noteOn(auditionChannel, pitchMidi, velocity);
	}

	endAudition(pitchMidi: number): void {
		if (this.isReady) this.#synth.noteOff(auditionChannel, pitchMidi);
	}

	/** What sounds ends. @param semitones whole; drums stay @param cents beside them */
	setPitch(semitones: number, cents: number): void {
		this.#synth.stopAllChannels();
		this.#synth.setSystemParameter('keyShift', semitones);
		this.#synth.setSystemParameter('fineTune', cents);
	}

	/** How loud each channel is, 0 to 1; those beyond the list are at 1. */
	setLevels(levels: readonly number[]): void {
		this.#levels = levels;
		for (let channel = 0; channel < this.#channelCount; channel++) this.#setLevel(channel);
	}

	#setLevel(channel: number): void {
		const level = Math.min(1, Math.max(0, this.#levels[channel] ?? 1));
		this.#synth.controllerChange(firstChannel + channel, expression, Math.round(level * 127));
	}

	/** Adds `frames` samples from `offset` on; 1 to 128 of them. */
	render(left: Float32Array, right: Float32Array, offset: number, frames: number): void {
		this.#synth.process(left, right, offset, frames);
	}

	close(): void {
		this.#synth.destroySynthProcessor();
		this.#active.clear();
		this.#channelCount = 0;
	}
}
