import type { Fault } from '$contracts/errors.ts';
import type { MediaKeys, ScreenLock } from '$contracts/devices/while-playing.ts';
import type { MidiInput } from '$contracts/recording/midi-input.ts';
import type { JudgementStore } from '$contracts/recording/judgement-store.ts';
import type { Recorder } from './recorder/recorder.svelte.ts';
import type { TakeEngines } from './practice/practice-room.svelte.ts';
import type { RecordingDesk } from './recorder/recording-desk.ts';
import type { Transport } from './transport/transport.svelte.ts';
import type { Woodshed } from './woodshed.svelte.ts';
import { toFault } from './words/error-words.ts';

/** What stands ready once the library is open; sound and offline come by doors of their own. */
export interface BootedStudio {
	readonly woodshed: Woodshed;
	/** Records from the library; its code comes with the first call. */
	readonly recorder: () => Promise<Recorder>;
	/** Brings in what an earlier visit recorded and did not bring in; answers how many are on their way. */
	readonly takeUpRecordings: () => Promise<number>;
	readonly transport: Transport;
	/** Recording, the live ear, MIDI and the takes; its code comes with the first call. */
	readonly recording: () => Promise<RecordingDesk>;
	/** The headset's keys, and the screen that stays awake. */
	readonly mediaKeys: MediaKeys;
	readonly screenLock: ScreenLock;
	/** MIDI devices as controls, apart from those that are recorded; its code comes with the first call. */
	readonly midiControls: () => Promise<MidiInput>;
	/** Judgements of takes and the history of practice; its code comes with the first call. */
	readonly judgements: () => Promise<JudgementStore>;
	/** What takes are listened to and judged with. */
	readonly takeEngines: () => Promise<TakeEngines>;
}

/**
 * The studio as pages see it: not there before the first paint, then there, or a fault that says why not.
 */
export class Studio {
	readonly #boot: () => Promise<BootedStudio>;
	readonly #waiting: ((booted: BootedStudio) => void)[] = [];
	#booted = $state.raw<BootedStudio | null>(null);
	#fault = $state.raw<Fault | null>(null);

	/** @param boot fetches the studio's code and wires it; called by `start`, after the first paint */
	constructor(boot: () => Promise<BootedStudio>) {
		this.#boot = boot;
	}

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
	async start(): Promise<void> {
		this.#fault = null;
		try {
			const booted = await this.#boot();
			this.#booted = booted;
			this.#fault = await booted.woodshed.takeUp();
			booted.transport.choose(booted.woodshed.preferences.value);
			for (const resolve of this.#waiting.splice(0)) resolve(booted);
		} catch (error) {
			this.#fault = toFault(error);
		}
	}
}
