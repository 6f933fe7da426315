/** A fitted network of one hidden layer of rectifiers; weights in thousandths. */
export interface LayerTable {
	readonly inputs: number;
	readonly hiddenCount: number;
	readonly outputs: number;
	/** `hiddenCount` rows of `inputs` weights and a bias. */
	readonly hidden: readonly number[];
	/** `outputs` rows of `hiddenCount` weights and a bias. */
	readonly output: readonly number[];
}

export class TwoLayers {
	readonly inputs: number;
	readonly outputs: number;
	readonly hiddenCount: number;
	readonly #hidden: Float32Array;
	readonly #output: Float32Array;
	readonly #levels: Float32Array;

	constructor(table: LayerTable) {
		this.inputs = table.inputs;
		this.outputs = table.outputs;
		this.hiddenCount = table.hiddenCount;
		this.#hidden = Float32Array.from(table.hidden, (weight) => weight / 1000);
		this.#output = Float32Array.from(table.output, (weight) => weight / 1000);
		this.#levels = new Float32Array(table.hiddenCount);
	}

	/** Fills `out` with `outputs` scores. */
	run(input: Float32Array, out: Float32Array): void {
		const { inputs, hiddenCount, outputs } = this;
		for (let unit = 0; unit < hiddenCount; unit++) {
			const row = unit * (inputs + 1);
			let sum = this.#hidden[row + inputs] ?? 0;
			for (let i = 0; i < inputs; i++) sum += (this.#hidden[row + i] ?? 0) * (input[i] ?? 0);
			this.#levels[unit] = sum > 0 ? sum : 0;
		}
		for (let o = 0; o < outputs; o++) {
			const row = o * (hiddenCount + 1);
			let sum = this.#output[row + hiddenCount] ?? 0;
			for (let unit = 0; unit < hiddenCount; unit++) sum += (this.#output[row + unit] ?? 0) * (this.#levels[unit] ?? 0);
			out[o] = sum;
		}
	}
}
