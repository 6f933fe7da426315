/** Keeps what it hears of two inputs, left channels, in shared memory: frame count first, then both planes. */
class CaptureProcessor extends AudioWorkletProcessor {
	readonly #count: Int32Array;
	readonly #first: Float32Array;
	readonly #second: Float32Array;

	constructor({
		processorOptions
	}: {
		readonly processorOptions: { readonly memory: SharedArrayBuffer; readonly frames: number };
	}) {
		super();
		const { memory, frames } = processorOptions;
		this.#count = new Int32Array(memory, 0, 2);
		this.#first = new Float32Array(memory, 8, frames);
		this.#second = new Float32Array(memory, 8 + 4 * frames, frames);
	}

	process(inputs: Float32Array[][]): boolean {
		const count = Atomics.load(this.#count, 0);
		if (count === 0) Atomics.store(this.#count, 1, currentFrame);
		if (count + 128 > this.#first.length) return true;
		const first = inputs[0]?.[0];
		const second = inputs[1]?.[0];
		if (first !== undefined) this.#first.set(first, count);
		if (second !== undefined) this.#second.set(second, count);
		Atomics.store(this.#count, 0, count + 128);
		return true;
	}
}

registerProcessor('capture', CaptureProcessor);
