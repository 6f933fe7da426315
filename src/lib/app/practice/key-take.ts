import type { MidiEvent, MidiInput } from '$contracts/recording/midi-input.ts';
import {
	contextSecondsHeardAt,
	NoteTake,
	sustainController,
	type ClockStamp,
	type NoteTakeContent
} from '$core/midi-input/index.ts';

/** MIDI keyboards that are open, and their sound. */
export class Keyboard {
	readonly #midi: MidiInput;
	readonly #sound: (pitchMidi: number, velocity: number) => void;
	#stop: (() => void) | null = null;

	/** @param sound called at once for each key that is struck */
	constructor(midi: MidiInput, sound: (pitchMidi: number, velocity: number) => void) {
		this.#midi = midi;
		this.#sound = sound;
	}

	get isAvailable(): boolean {
		return this.#midi.isAvailable;
	}

	get names(): readonly string[] {
		return this.#midi.devices.filter(({ isConnected }) => isConnected).map(({ name }) => name);
	}

	/** Asks for permission. Faults `midiRefused`, `midiMissing`. */
	async open(): Promise<void> {
		await this.#midi.open();
		this.#stop ??= this.#midi.onEvent((event) => {
			if (event.kind === 'noteOn') this.#sound(event.pitchMidi, event.velocity);
		});
	}

	onEvent(listener: (event: MidiEvent) => void): () => void {
		return this.#midi.onEvent(listener);
	}

	onDevices(listener: () => void): () => void {
		return this.#midi.onDevices(listener);
	}

	close(): void {
		this.#stop?.();
		this.#stop = null;
		this.#midi.close();
	}
}

/** A note that is struck this long before a punch-in is its first, seconds. */
const earlySeconds = 0.15;

interface KeyTakeRange {
	readonly firstSeconds: number;
	/** The punch-out; null for none. */
	readonly untilSeconds: number | null;
}

/** A take of keys while it is played, on the output's clock as it is heard: no latency is left in it. */
export class KeyTake {
	readonly #take: NoteTake;
	readonly #stop: () => void;
	readonly #release: () => void;
	readonly #range: KeyTakeRange;

	constructor(
		range: KeyTakeRange,
		keyboard: Pick<Keyboard, 'onEvent'>,
		clockStamp: () => ClockStamp | null,
		release: () => void
	) {
		this.#range = range;
		this.#take = new NoteTake(range.firstSeconds);
		this.#release = release;
		this.#stop = keyboard.onEvent((event) => {
			const stamp = clockStamp();
			if (stamp !== null) this.#push(event, contextSecondsHeardAt(stamp, event.atMs));
		});
	}

	content(atSeconds: number): NoteTakeContent {
		const { untilSeconds } = this.#range;
		return this.#take.content(untilSeconds === null ? atSeconds : Math.min(atSeconds, untilSeconds));
	}

	close(): void {
		this.#stop();
		this.#release();
	}

	#push(event: MidiEvent, atSeconds: number): void {
		const { channel, deviceId } = event;
		const { firstSeconds, untilSeconds } = this.#range;
		if (untilSeconds !== null && atSeconds >= untilSeconds) return;
		if (event.kind === 'noteOn' && atSeconds < firstSeconds - earlySeconds) return;
		if (event.kind === 'noteOn')
			this.#take.push({ kind: 'noteOn', channel, pitchMidi: event.pitchMidi, velocity: event.velocity }, atSeconds, deviceId);
		else if (event.kind === 'noteOff')
			this.#take.push({ kind: 'noteOff', channel, pitchMidi: event.pitchMidi }, atSeconds, deviceId);
		else if (event.kind === 'sustain') {
			const value = event.isDown ? 127 : 0;
			this.#take.push({ kind: 'controller', channel, controller: sustainController, value }, atSeconds, deviceId);
		}
	}
}
