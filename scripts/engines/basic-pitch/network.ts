import { addConstantQ } from './constant-q.ts';
import { addWideConvolution, wideInputRows } from './wide-convolution.ts';
import { OnnxGraph } from './onnx-graph.ts';
import { toInOutFlipped, toOutInHeightWidth, type ConvolutionShape, type WeightsOf } from './published-weights.ts';

const spectrumBins = 309;
const contourBins = 264;
const noteBins = 88;
/** The frames at both ends of a window lack context; the published pipeline drops them too. */
const goodFrames = { first: 15, count: 142 } as const;

/** Frames [first, first + count) that a layer's kernel, `height` frames high, must be given to make `made`. */
function neededFor(made: { readonly first: number; readonly count: number }, height: number): { first: number; count: number } {
	return { first: made.first - (height - 1) / 2, count: made.count + height - 1 };
}

/** Bins of the harmonics 1/2, 1, 2, ... 7 above the fundamental, at 36 bins an octave. */
const harmonicShifts = [-36, 0, 36, 57, 72, 84, 93, 101] as const;

/**
 * Basic Pitch (Bittner et al., "A lightweight instrument-agnostic model for polyphonic note transcription and
 * multipitch estimation", ICASSP 2022) as ONNX, its sums rearranged to be quick on a processor: no frame is computed that
 * the answer does not need, and wide or many-to-one convolutions become matrix products.
 * Input `audio` [N, 43844, 1] at 22,050 Hz; outputs `contour` [N, 142, 264], `note` and `onset` [N, 142, 88]: the
 * good frames 15 to 156 of the published model's 172.
 */
export function toOnnx(weightsOf: WeightsOf): Uint8Array {
	const graph = new OnnxGraph('basic-pitch');
	const audio = graph.input('audio', ['N', 43_844, 1]);
	const power = addConstantQ(graph, weightsOf, graph.node('Squeeze', [audio, graph.ints(2)]));
	const spectrum = addNormalisation(graph, weightsOf, power);

	const onsetInput = neededFor(goodFrames, 3);
	const noteInput = neededFor(onsetInput, 7);
	const contourFrames = neededFor(noteInput, 7);
	const melodyFrames = neededFor(contourFrames, 5);
	const attackInput = neededFor(onsetInput, 5);

	const melodyInput = graph.slice(
		spectrum,
		1,
		melodyFrames.first - 1,
		melodyFrames.first - 1 + wideInputRows(melodyFrames.count)
	);
	const melody = graph.node('Relu', [
		addWideConvolution(graph, melodyInput, {
			rows: melodyFrames.count,
			shifts: harmonicShifts,
			weights: weightsOf('conv2d_1/Conv2D_weights', [3, 39, 8, 8]),
			bias: weightsOf('conv2d_1/Conv2D_bn_offset', [8])
		})
	]);
	const contour = graph.node('Sigmoid', [addManyToOne(graph, weightsOf, melody, 'contours-reduced', [5, 5, 8, 1])]);
	const noteFeatures = graph.node('Relu', [
		addConvolution(
			graph,
			contour,
			weightsOf('conv2d_2/Conv2D/ReadVariableOp', [7, 7, 1, 32]),
			[7, 7, 1, 32],
			biasOf(weightsOf, 'conv2d_2', 32)
		)
	]);
	const note = graph.node('Sigmoid', [addManyToOne(graph, weightsOf, noteFeatures, 'conv2d_3', [7, 3, 32, 1])]);
	const stack = addHarmonicStack(graph, graph.slice(spectrum, 1, attackInput.first, attackInput.first + attackInput.count));
	const attacks = graph.node('Relu', [
		addConvolution(
			graph,
			stack,
			weightsOf('conv2d_4/Conv2D_weights', [5, 5, 8, 32]),
			[5, 5, 8, 32],
			weightsOf('conv2d_4/Conv2D_bn_offset', [32])
		)
	]);
	const both = graph.node('Concat', [note, attacks], { axis: 1 });
	const onset = graph.node('Sigmoid', [addManyToOne(graph, weightsOf, both, 'conv2d_5', [3, 3, 33, 1])]);

	for (const [name, source, first, bins] of [
		['contour', contour, contourFrames.first, contourBins],
		['note', note, onsetInput.first, noteBins],
		['onset', onset, goodFrames.first, noteBins]
	] as const) {
		const skipped = goodFrames.first - first;
		const good = skipped === 0 ? source : graph.slice(source, 2, skipped, skipped + goodFrames.count);
		graph.output(name, graph.node('Squeeze', [good, graph.ints(1)]), ['N', goodFrames.count, bins]);
	}
	return graph.toBytes();
}

/**
 * Log power from 0 to 1 within each window, then the batch normalisation. The published graph scales the logarithm to
 * decibels first, which the division takes out again.
 * @param power [N, 172, 309]
 * @returns [N, 172, 309]
 */
function addNormalisation(graph: OnnxGraph, weightsOf: WeightsOf, power: string): string {
	const floor = graph.constant([1], weightsOf('normalized_log_1/add/y', []));
	const log = graph.node('Log', [graph.node('Add', [power, floor])]);
	const axes = { axes: [1, 2], keepdims: 1 };
	const lowest = graph.node('ReduceMin', [log], axes);
	const range = graph.node('Sub', [graph.node('ReduceMax', [log], axes), lowest]);
	// Silence has no range: its quotient is 0 over something small, as the published graph defines it.
	const divisor = graph.node('Max', [range, graph.constant([1], [1e-30])]);
	const scale = graph.constant([1], weightsOf('batch_normalization/FusedBatchNormV3/Scaled', [1]));
	const offset = graph.constant([1], weightsOf('batch_normalization/FusedBatchNormV3/Offset', [1]));
	const scaled = graph.node('Mul', [graph.node('Sub', [log, lowest]), graph.node('Div', [scale, divisor])]);
	return graph.node('Add', [scaled, offset]);
}

/**
 * @param spectrum [N, rows, 309]
 * @returns [N, 8, rows, 264]: channel h holds the spectrum at the h-th harmonic of each of the lowest 264 bins
 */
function addHarmonicStack(graph: OnnxGraph, spectrum: string): string {
	const channels = harmonicShifts.map((shift) => {
		const start = Math.max(0, shift);
		const end = Math.min(spectrumBins, shift + contourBins);
		const slice = graph.slice(spectrum, 2, start, end);
		const before = Math.max(0, -shift);
		const after = contourBins - before - (end - start);
		const channel = before + after === 0 ? slice : graph.node('Pad', [slice, graph.ints(0, 0, before, 0, 0, after)]);
		return graph.node('Unsqueeze', [channel, graph.ints(1)]);
	});
	return graph.node('Concat', channels, { axis: 1 });
}

/** A convolution from 264 bins to 88, without padding in time. */
function addConvolution(
	graph: OnnxGraph,
	source: string,
	weights: Float32Array,
	shape: ConvolutionShape,
	bias: Float32Array
): string {
	const [height, width, ins, outs] = shape;
	const kernel = graph.constant([outs, ins, height, width], toOutInHeightWidth(weights, shape));
	const side = (width - 3) / 2;
	return graph.node('Conv', [source, kernel, graph.constant([outs], bias)], {
		kernel_shape: [height, width],
		strides: [1, 3],
		pads: [0, side, 0, side]
	});
}

/**
 * A convolution with one output channel, without padding in time. As a transposed convolution of the turned kernel it is
 * one matrix product of its few taps and then their sum, instead of a copy of the input for every tap.
 */
function addManyToOne(graph: OnnxGraph, weightsOf: WeightsOf, source: string, layer: string, shape: ConvolutionShape): string {
	const [height, width, ins, outs] = shape;
	const weights = weightsOf(`${layer}/Conv2D/ReadVariableOp`, shape);
	const kernel = graph.constant([ins, outs, height, width], toInOutFlipped(weights, shape));
	const side = (width - 1) / 2;
	return graph.node('ConvTranspose', [source, kernel, graph.constant([outs], biasOf(weightsOf, layer, outs))], {
		kernel_shape: [height, width],
		pads: [height - 1, side, height - 1, side]
	});
}

function biasOf(weightsOf: WeightsOf, layer: string, outs: number): Float32Array {
	return weightsOf(`${layer}/BiasAdd/ReadVariableOp`, [outs]);
}
