import { pedalDownFrom, silencingControllers, sustainController, type MidiMessage } from './message.ts';

export interface PlayedNote {
	/** From the take's first moment. */
	readonly onsetSeconds: number;
	readonly offsetSeconds: number;
	readonly pitchMidi: number;
	readonly velocity: number;
}

export interface PedalChange {
	readonly atSeconds: number;
	readonly isDown: boolean;
}

export interface NoteTakeContent {
	readonly durationSeconds: number;
	readonly notes: readonly PlayedNote[];
	readonly pedals: readonly PedalChange[];
}

interface HeldNote {
	readonly onsetSeconds: number;
	readonly pitchMidi: number;
	readonly velocity: number;
}

/**
 * Collects what a keyboard plays into notes. A note ends when its key goes up; the pedal is kept beside it, so that later
 * readers may lengthen notes by it or not. A key struck again before it went up ends its first note.
 */
export class NoteTake {
	readonly #firstSeconds: number;
	readonly #held = new Map<string, HeldNote>();
	readonly #notes: PlayedNote[] = [];
	readonly #pedals: PedalChange[] = [];
	#isPedalDown = false;

	/** @param firstSeconds the take's first moment, on the clock of `push` */
	constructor(firstSeconds: number) {
		this.#firstSeconds = firstSeconds;
	}

	/** @param source tells keyboards apart that play at once */
	push(message: MidiMessage, atSeconds: number, source = ''): void {
		const seconds = Math.max(0, atSeconds - this.#firstSeconds);
		if (message.kind === 'noteOn') {
			const key = `${source} ${message.channel} ${message.pitchMidi}`;
			this.#release(key, seconds);
			this.#held.set(key, { onsetSeconds: seconds, pitchMidi: message.pitchMidi, velocity: message.velocity });
		} else if (message.kind === 'noteOff') this.#release(`${source} ${message.channel} ${message.pitchMidi}`, seconds);
		else if (message.kind === 'controller' && message.controller === sustainController) this.#press(message.value, seconds);
		else if (message.kind === 'controller' && silencingControllers.includes(message.controller))
			this.#releaseAll(`${source} ${message.channel} `, seconds);
	}

	/** The keyboard is gone: what it held ends. */
	lose(source: string, atSeconds: number): void {
		this.#releaseAll(`${source} `, Math.max(0, atSeconds - this.#firstSeconds));
	}

	/** All notes by onset; those still held end here. May be called again later, to keep a take safe as it grows. */
	content(atSeconds: number): NoteTakeContent {
		const durationSeconds = Math.max(0, atSeconds - this.#firstSeconds);
		const sounding = [...this.#held.values()].map((note) => ({
			...note,
			offsetSeconds: Math.max(durationSeconds, note.onsetSeconds)
		}));
		const notes = [...this.#notes, ...sounding].sort((a, b) => a.onsetSeconds - b.onsetSeconds || a.pitchMidi - b.pitchMidi);
		return { durationSeconds, notes, pedals: [...this.#pedals] };
	}

	#press(value: number, seconds: number): void {
		const isDown = value >= pedalDownFrom;
		if (isDown === this.#isPedalDown) return;
		this.#isPedalDown = isDown;
		this.#pedals.push({ atSeconds: seconds, isDown });
	}

	#release(key: string, seconds: number): void {
		const note = this.#held.get(key);
		if (note === undefined) return;
		this.#held.delete(key);
		this.#notes.push({ ...note, offsetSeconds: Math.max(seconds, note.onsetSeconds) });
	}

	#releaseAll(prefix: string, seconds: number): void {
		for (const key of [...this.#held.keys()].filter((name) => name.startsWith(prefix))) this.#release(key, seconds);
	}
}
