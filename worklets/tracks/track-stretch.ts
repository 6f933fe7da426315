import type { StretchEngine } from '../../src/lib/dsp/stretch/index.ts';
import type { TrackBus } from './track-bus.ts';

/**
 * The tracks at other speeds and pitches: an engine of their own, which is given as many frames as the recording's and at the same
 * times, so that what comes out belongs together. Without tracks it costs nothing. Allocates nothing.
 */
export class TrackStretch {
	readonly #bus: TrackBus;
	#engine: StretchEngine | null = null;
	#semitones = 0;
	#wasOn = false;

	constructor(bus: TrackBus) {
		this.#bus = bus;
	}

	equip(engine: StretchEngine): void {
		this.#engine = engine;
		engine.setPitch(this.#semitones);
	}

	setPitch(semitones: number): void {
		this.#semitones = semitones;
		this.#engine?.setPitch(semitones);
	}

	/** Puts what the bus read last in before the next. */
	write(offset: number, frames: number): void {
		this.#running()?.write(this.#bus.left, this.#bus.right, offset, frames);
	}

	writeSilence(offset: number, frames: number): void {
		this.#running()?.writeSilence(offset, frames);
	}

	seek(frames: number, speed: number): void {
		this.#running()?.seek(frames, speed);
	}

	process(inputFrames: number, outputFrames: number): void {
		this.#running()?.process(inputFrames, outputFrames);
	}

	/** What was made takes the place of what the bus read. */
	read(frames: number): void {
		const engine = this.#running();
		if (engine === null) this.#bus.silence(0, frames);
		else engine.read(this.#bus.left, this.#bus.right, frames);
	}

	/** Taken up in the middle it begins from silence; its delay is the same from the first frame on. */
	#running(): StretchEngine | null {
		const { isOn } = this.#bus;
		if (isOn && !this.#wasOn) this.#engine?.reset();
		this.#wasOn = isOn && this.#engine !== null;
		return this.#wasOn ? this.#engine : null;
	}
}
