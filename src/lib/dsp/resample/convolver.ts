import type { PolyphaseFilter } from './filter.ts';

/** The inner loop of the resampler with the buffers it reads and writes; one for each resampler. */
export interface Convolver {
	/** One window a channel, `windowFrames` long; the resampler fills them. */
	readonly windows: readonly Float32Array[];
	/** One array a channel, `outputFrames` long. */
	readonly outputs: readonly Float32Array[];
	/**
	 * Makes `count` outputs of every channel.
	 * @param start index in the window of the first weight of the first output
	 * @param phase of the first output: 0 to `filter.up` - 1, in units of 1/up input samples
	 */
	run(start: number, phase: number, count: number): void;
}

export type MakeConvolver = (
	filter: PolyphaseFilter,
	size: { readonly channels: number; readonly windowFrames: number; readonly outputFrames: number }
) => Convolver;

/** The loop in plain JavaScript: what the faster kernels are measured against, and what runs where they cannot. */
export const makeScalarConvolver: MakeConvolver = (filter, { channels, windowFrames, outputFrames }) => {
	const windows = Array.from({ length: channels }, () => new Float32Array(windowFrames));
	const outputs = Array.from({ length: channels }, () => new Float32Array(outputFrames));
	const run = filter.isExact ? runExact : runBlended;
	return {
		windows,
		outputs,
		run(start, phase, count) {
			windows.forEach((window, channel) => {
				const output = outputs[channel];
				if (output) run(filter, window, output, start, phase, count);
			});
		}
	};
};

function runExact(
	{ table, taps, up, down }: PolyphaseFilter,
	window: Float32Array,
	output: Float32Array,
	start: number,
	phase: number,
	count: number
): void {
	const wholeStep = Math.floor(down / up);
	const phaseStep = down % up;
	for (let k = 0; k < count; k++) {
		output[k] = dot(table, phase * taps, window, start, taps);
		start += wholeStep;
		phase += phaseStep;
		if (phase >= up) {
			phase -= up;
			start++;
		}
	}
}

function runBlended(
	{ table, taps, phases, up, down }: PolyphaseFilter,
	window: Float32Array,
	output: Float32Array,
	start: number,
	phase: number,
	count: number
): void {
	const wholeStep = Math.floor(down / up);
	const phaseStep = down % up;
	const rowsPerPhase = phases / up;
	for (let k = 0; k < count; k++) {
		const position = phase * rowsPerPhase;
		const row = Math.floor(position);
		const blend = position - row;
		const before = dot(table, row * taps, window, start, taps);
		const after = dot(table, (row + 1) * taps, window, start, taps);
		output[k] = before + blend * (after - before);
		start += wholeStep;
		phase += phaseStep;
		if (phase >= up) {
			phase -= up;
			start++;
		}
	}
}

function dot(table: Float32Array, at: number, window: Float32Array, start: number, taps: number): number {
	let even = 0;
	let odd = 0;
	for (let i = 0; i < taps; i += 2) {
		even += (table[at + i] ?? 0) * (window[start + i] ?? 0);
		odd += (table[at + i + 1] ?? 0) * (window[start + i + 1] ?? 0);
	}
	return even + odd;
}
