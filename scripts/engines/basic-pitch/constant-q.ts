import type { OnnxGraph } from './onnx-graph.ts';
import type { WeightsOf } from './published-weights.ts';

const octaves = 9;
const binsPerOctave = 36;
const bins = 309;
const windowSamples = 43_844;
const kernelTaps = 256;
/** The windows of the kernels leave these taps at zero in all 36 bins. */
const firstTap = 21;
const endTap = 236;
const usedTaps = endTap - firstTap;
/** Bins of the lowest octave that lie below the lowest note; the published graph computes and drops them. */
const droppedBins = octaves * binsPerOctave - bins;

const lowPassTaps = 256;
const lowPassLead = 127;
/** Outputs of the low-pass made at once by one row of a matrix product. */
const rowOutputs = 64;

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
 * @param signal [N, 43844]
 * @returns [N, 172, 309], lowest bin first
 */
export function addConstantQ(graph: OnnxGraph, weightsOf: WeightsOf, signal: string): string {
	const kernels = kernelsOf(weightsOf);
	const lowPass = lowPassMatrix(graph, weightsOf(layers.lowPass, [1, lowPassTaps, 1, 1]));
	const powers: string[] = [];
	let octaveSignal = signal;
	let samples = windowSamples;
	for (let octave = 0; octave < octaves; octave++) {
		const first = octave === octaves - 1 ? droppedBins : 0;
		const count = binsPerOctave - first;
		// Both ends reach one kernel half past the signal, mirrored, less the taps that are zero.
		const before = kernelTaps / 2 - firstTap;
		const padded = graph.node('Pad', [octaveSignal, graph.ints(0, before, 0, usedTaps - before)], { mode: 'reflect' });
		const weights = graph.constant([2 * count, 1, usedTaps], kernels(octave, first));
		const parts = graph.node('Conv', [graph.node('Unsqueeze', [padded, graph.ints(1)]), weights], {
			kernel_shape: [usedTaps],
			strides: [kernelTaps / 2 ** octave]
		});
		const squares = graph.node('Mul', [parts, parts]);
		powers.unshift(graph.node('Add', [graph.slice(squares, 1, 0, count), graph.slice(squares, 1, count, 2 * count)]));
		if (octave < octaves - 1) octaveSignal = addHalving(graph, octaveSignal, samples, lowPass);
		samples = Math.floor(samples / 2);
	}
	return graph.node('Transpose', [graph.node('Concat', powers, { axis: 1 })], { perm: [0, 2, 1] });
}

/** Real, then imaginary kernels of an octave from bin `first` on, scaled as the published graph scales their outputs. */
function kernelsOf(weightsOf: WeightsOf): (octave: number, first: number) => Float64Array {
	const parts = [layers.real, layers.imaginary].map((layer) => weightsOf(layer, [1, kernelTaps, 1, binsPerOctave]));
	const rootLengths = weightsOf(layers.rootLengths, [bins, 1, 1]);
	for (const part of parts) {
		const isZero = (tap: number): boolean => part.subarray(tap * binsPerOctave, (tap + 1) * binsPerOctave).every((v) => v === 0);
		for (let tap = 0; tap < kernelTaps; tap++) {
			if ((tap < firstTap || tap >= endTap) && !isZero(tap))
				throw new Error(`The constant-Q kernels are not zero at tap ${tap}.`);
		}
	}
	return (octave, first) => {
		const count = binsPerOctave - first;
		const firstBin = bins - (octave + 1) * binsPerOctave + first;
		const kernels = new Float64Array(2 * count * usedTaps);
		let at = 0;
		for (const part of parts) {
			for (let bin = 0; bin < count; bin++) {
				const scale = rootLengths[firstBin + bin] ?? 0;
				for (let tap = firstTap; tap < endTap; tap++) kernels[at++] = (part[tap * binsPerOctave + first + bin] ?? 0) * scale;
			}
		}
		return kernels;
	};
}

/** Samples one row of the product reads, in blocks of the samples it moves on by. */
const blockSamples = 2 * rowOutputs;
const rowBlocks = Math.ceil((blockSamples + lowPassTaps - 2) / blockSamples);

/** The low-pass at 64 successive outputs: [384, 64], so that a convolution with one output channel is a matrix product. */
function lowPassMatrix(graph: OnnxGraph, taps: Float32Array): string {
	const matrix = new Float32Array(rowBlocks * blockSamples * rowOutputs);
	for (let output = 0; output < rowOutputs; output++) {
		taps.forEach((weight, tap) => (matrix[(2 * output + tap) * rowOutputs + output] = weight));
	}
	return graph.constant([rowBlocks * blockSamples, rowOutputs], matrix);
}

/**
 * Low-pass and every second sample, silence past the ends.
 * @param signal [N, samples]
 * @returns [N, floor(samples / 2)]
 */
function addHalving(graph: OnnxGraph, signal: string, samples: number, lowPass: string): string {
	const halved = Math.floor(samples / 2);
	const rows = Math.ceil(halved / rowOutputs);
	const blocks = rows + rowBlocks - 1;
	const after = blocks * blockSamples - lowPassLead - samples;
	const padded = graph.node('Pad', [signal, graph.ints(0, lowPassLead, 0, after)]);
	const blocked = graph.node('Reshape', [padded, graph.ints(-1, blocks, blockSamples)]);
	const shifted = Array.from({ length: rowBlocks }, (_, i) => graph.slice(blocked, 1, i, i + rows));
	const product = graph.node('MatMul', [graph.node('Concat', shifted, { axis: 2 }), lowPass]);
	return graph.slice(graph.node('Reshape', [product, graph.ints(-1, rows * rowOutputs)]), 1, 0, halved);
}
