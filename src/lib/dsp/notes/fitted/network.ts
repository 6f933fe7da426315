/**
 * A small fitted classifier: one hidden layer of rectifiers and a logistic output, as integers in thousandths with the
 * scaling of the inputs already folded in. Made by `eval/notes/fit`.
 */
export interface NetworkTable {
	readonly inputs: number;
	/** (inputs + 1) for each hidden unit, the last of each row is the bias. */
	readonly hidden: readonly number[];
	/** One for each hidden unit, then the bias. */
	readonly output: readonly number[];
}

export class Network {
	readonly #inputs: number;
	readonly #units: number;
	readonly #hidden: Float32Array;
	readonly #output: Float32Array;

	constructor(table: NetworkTable) {
		this.#inputs = table.inputs;
		this.#units = table.output.length - 1;
		if (table.hidden.length !== this.#units * (table.inputs + 1)) throw new RangeError('The network table has the wrong size.');
		this.#hidden = Float32Array.from(table.hidden, (value) => value / 1000);
		this.#output = Float32Array.from(table.output, (value) => value / 1000);
	}

	/** Log-odds for the `inputs` numbers from `start`. */
	logit(values: Float32Array, start: number): number {
		const inputs = this.#inputs;
		const hidden = this.#hidden;
		const output = this.#output;
		let sum = output[this.#units] ?? 0;
		let at = 0;
		for (let unit = 0; unit < this.#units; unit++) {
			let on = 0;
			for (let i = 0; i < inputs; i++) on += (hidden[at + i] ?? 0) * (values[start + i] ?? 0);
			on += hidden[at + inputs] ?? 0;
			if (on > 0) sum += on * (output[unit] ?? 0);
			at += inputs + 1;
		}
		return sum;
	}
}

export function toProbability(logit: number): number {
	return 1 / (1 + Math.exp(-logit));
}
