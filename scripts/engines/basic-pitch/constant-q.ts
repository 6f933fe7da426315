import type { OnnxGraph } from './onnx-graph.ts';
import type { WeightsOf } from './published-weights.ts';

const octaves = 9;
const binsPerOctave = 36;
const bins = 309;
const taps = 256;
/** Bins of the lowest octave that lie below the lowest note; the published graph computes and drops them. */
const droppedBins = octaves * binsPerOctave - bins;

/** Layers of the published graph whose weights are the same in all octaves; the first is read. */
const layers = {
	real: 'cq_t2010v2_1/conv1d/ExpandDims_1',
	imaginary: 'cq_t2010v2_1/conv1d_1/ExpandDims_1',
	lowPass: 'cq_t2010v2_1/conv1d_2/ExpandDims_1',
	rootLengths: 'cq_t2010v2_1/Sqrt'
} as const;

/**
 * Power of a constant-Q transform: the same 36 short kernels in every octave, on a signal halved in rate from octave to
 * octave (Brown and Puckette 1992; Schörkhuber and Klapuri 2010).
 * @param signal [N, 1, 43844]
 * @returns [N, 172, 309], lowest bin first
 */
export function addConstantQ(graph: OnnxGraph, weightsOf: WeightsOf, signal: string): string {
	const real = weightsOf(layers.real, [1, taps, 1, binsPerOctave]);
	const imaginary = weightsOf(layers.imaginary, [1, taps, 1, binsPerOctave]);
	const rootLengths = weightsOf(layers.rootLengths, [bins, 1, 1]);
	const lowPass = graph.constant([1, 1, taps], weightsOf(layers.lowPass, [1, taps, 1, 1]));
	const powers: string[] = [];
	let octaveSignal = signal;
	for (let octave = 0; octave < octaves; octave++) {
		const isLowest = octave === octaves - 1;
		const first = isLowest ? droppedBins : 0;
		const count = binsPerOctave - first;
		const firstBin = bins - (octave + 1) * binsPerOctave + first;
		const weights = new Float64Array(2 * count * taps);
		for (let bin = 0; bin < count; bin++) {
			for (let tap = 0; tap < taps; tap++) {
				const from = tap * binsPerOctave + first + bin;
				const scale = rootLengths[firstBin + bin] ?? 0;
				weights[bin * taps + tap] = (real[from] ?? 0) * scale;
				weights[(count + bin) * taps + tap] = (imaginary[from] ?? 0) * scale;
			}
		}
		const padded = graph.node('Pad', [octaveSignal, graph.ints(0, 0, taps / 2, 0, 0, taps / 2)], { mode: 'reflect' });
		const parts = graph.node('Conv', [padded, graph.constant([2 * count, 1, taps], weights)], {
			kernel_shape: [taps],
			strides: [taps / 2 ** octave]
		});
		const squares = graph.node('Mul', [parts, parts]);
		powers.unshift(graph.node('Add', [graph.slice(squares, 1, 0, count), graph.slice(squares, 1, count, 2 * count)]));
		if (!isLowest) {
			octaveSignal = graph.node('Conv', [octaveSignal, lowPass], { kernel_shape: [taps], strides: [2], pads: [127, 127] });
		}
	}
	return graph.node('Transpose', [graph.node('Concat', powers, { axis: 1 })], { perm: [0, 2, 1] });
}
