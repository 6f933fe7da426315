import { StretchEngine } from '$dsp/stretch/index.ts';
import { pcmSampleRateHz } from '$formats/pcm/index.ts';
import type { TakeStream } from './take-stream.ts';

/** Frames made at once. */
export const renderFrames = 1024;
/** A pace this near to the song's own is the song's own. */
const sameRate = 0.0005;
/** What is heard before a part, so that the engine begins in the middle of the sound. */
const prerollFrames = 5120;
/** Frames in for each one out; beyond it the engine no longer keeps its own time. */
const mostRate = 2;
const mostInput = mostRate * (mostRate * renderFrames + 1) + 1;

/** Where a part's samples come from, `renderFrames` at most at a time. */
export interface PartRenderer {
	render(left: Float32Array, right: Float32Array, frames: number): Promise<void>;
}

/** A part at its own speed and pitch. */
const plainRenderer = (stream: TakeStream): PartRenderer => ({
	render: (left, right, frames) => stream.read(left, right, frames)
});

/** A part at another speed or pitch. */
class StretchRenderer implements PartRenderer {
	readonly #engine: StretchEngine;
	readonly #source: PartRenderer;
	/** Frames in for each one out. */
	readonly #rate: number;
	readonly #left = new Float32Array(mostInput);
	readonly #right = new Float32Array(mostInput);
	#remainder = 0;

	private constructor(engine: StretchEngine, source: PartRenderer, rate: number) {
		this.#engine = engine;
		this.#source = source;
		this.#rate = rate;
	}

	/**
	 * @param source begins `prerollFrames` before the part
	 * @param rate frames in for each one out, at most 2
	 */
	static async begin(engine: StretchEngine, source: PartRenderer, rate: number): Promise<StretchRenderer> {
		const renderer = new StretchRenderer(engine, source, rate);
		engine.reset();
		// What comes out lags by what the engine looks back, and by what it looks ahead at the part's pace.
		const late = engine.outputLatencyFrames + (engine.inputLatencyFrames + prerollFrames) / rate;
		const spare = new Float32Array(renderFrames);
		for (let left = Math.round(late); left > 0; left -= renderFrames)
			await renderer.render(spare, spare, Math.min(left, renderFrames));
		return renderer;
	}

	async render(left: Float32Array, right: Float32Array, frames: number): Promise<void> {
		const exact = frames * this.#rate + this.#remainder;
		const wanted = Math.floor(exact);
		this.#remainder = exact - wanted;
		await this.#source.render(this.#left, this.#right, wanted);
		this.#engine.write(this.#left, this.#right, 0, wanted);
		this.#engine.process(wanted, frames);
		this.#engine.read(left, right, frames);
	}
}

/** Makes parts of one take; its engines are compiled when a part first needs them. */
export class PartRenderers {
	readonly #open: (startSeconds: number) => TakeStream;
	readonly #semitones: number;
	readonly #engines: StretchEngine[] = [];

	/** @param open the take from a second on */
	constructor(open: (startSeconds: number) => TakeStream, semitones: number) {
		this.#open = open;
		this.#semitones = semitones;
	}

	/** @param rate seconds of the take for each of the song, at most 4 */
	async begin(takeStartSeconds: number, rate: number): Promise<PartRenderer> {
		const isPlain = Math.abs(rate - 1) < sameRate && this.#semitones === 0;
		if (isPlain) return plainRenderer(this.#open(takeStartSeconds));
		const rates = rate > mostRate ? [Math.sqrt(rate), Math.sqrt(rate)] : [rate];
		// Each engine wants to begin a little early, in frames that those before it have sped up.
		const early = rates.reduce((sum, _, at) => sum + prerollFrames * rates.slice(0, at).reduce((a, b) => a * b, 1), 0);
		let renderer = plainRenderer(this.#open(takeStartSeconds - early / pcmSampleRateHz));
		for (const [at, one] of rates.entries()) {
			const engine = (this.#engines[at] ??= await StretchEngine.open(pcmSampleRateHz));
			engine.setPitch(at === rates.length - 1 ? this.#semitones : 0);
			renderer = await StretchRenderer.begin(engine, renderer, one);
		}
		return renderer;
	}
}
