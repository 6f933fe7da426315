import { OnnxGraph } from './onnx-graph.ts';
import { toOutInHeightWidth, type WeightsOf } from './published-weights.ts';
import { addConstantQ } from './constant-q.ts';

const frames = 172;
/** The frames at both ends of a window lack context; the published pipeline drops them too. */
const firstGoodFrame = 15;
const goodFrames = 142;
const bins = 309;
const contourBins = 264;
/** Bins of the harmonics 1/2, 1, 2, ... 7 above the fundamental, at 36 bins an octave. */
const harmonicShifts = [-36, 0, 36, 57, 72, 84, 93, 101] as const;

/**
 * Basic Pitch (Bittner et al., "A lightweight instrument-agnostic model for polyphonic note transcription and
 * multipitch estimation", ICASSP 2022) as ONNX.
 * Input `audio` [N, 43844, 1] at 22,050 Hz; outputs `contour` [N, 142, 264], `note` and `onset` [N, 142, 88]: the
 * good frames 15 to 156 of the published model's 172.
 */
export function toOnnx(weightsOf: WeightsOf): Uint8Array {
	const graph = new OnnxGraph('basic-pitch');
	const audio = graph.input('audio', ['N', 43844, 1]);
	const power = addConstantQ(graph, weightsOf, graph.node('Reshape', [audio, graph.ints(-1, 1, 43844)]));
	const spectrum = addNormalisation(graph, weightsOf, power);
	const stack = addHarmonicStack(graph, spectrum);

	const conv = (
		source: string,
		layer: string,
		shape: readonly [number, number, number, number],
		stride: number,
		bias: string,
		weightsName = `${layer}/Conv2D/ReadVariableOp`
	): string => {
		const [height, width, ins, outs] = shape;
		const weights = graph.constant([outs, ins, height, width], toOutInHeightWidth(weightsOf(weightsName, shape), shape));
		const vertical = (height - 1) / 2;
		const horizontal = (width - stride) / 2;
		return graph.node('Conv', [source, weights, graph.constant([outs], weightsOf(bias, [outs]))], {
			kernel_shape: [height, width],
			strides: [1, stride],
			pads: [vertical, horizontal, vertical, horizontal]
		});
	};
	const convBn = (layer: string, shape: readonly [number, number, number, number], stride: number): string =>
		conv(stack, layer, shape, stride, `${layer}/Conv2D_bn_offset`, `${layer}/Conv2D_weights`);
	const plain = (source: string, layer: string, shape: readonly [number, number, number, number], stride: number): string =>
		conv(source, layer, shape, stride, `${layer}/BiasAdd/ReadVariableOp`);

	const melody = graph.node('Relu', [convBn('conv2d_1', [3, 39, 8, 8], 1)]);
	const contour = graph.node('Sigmoid', [plain(melody, 'contours-reduced', [5, 5, 8, 1], 1)]);
	const noteFeatures = graph.node('Relu', [plain(contour, 'conv2d_2', [7, 7, 1, 32], 3)]);
	const note = graph.node('Sigmoid', [plain(noteFeatures, 'conv2d_3', [7, 3, 32, 1], 1)]);
	const attacks = graph.node('Relu', [convBn('conv2d_4', [5, 5, 8, 32], 3)]);
	const onset = graph.node('Sigmoid', [plain(graph.node('Concat', [note, attacks], { axis: 1 }), 'conv2d_5', [3, 3, 33, 1], 1)]);

	for (const [name, source, width] of [
		['contour', contour, contourBins],
		['note', note, 88],
		['onset', onset, 88]
	] as const) {
		const good = graph.slice(source, 2, firstGoodFrame, firstGoodFrame + goodFrames);
		graph.output(name, graph.node('Reshape', [good, graph.ints(-1, goodFrames, width)]), ['N', goodFrames, width]);
	}
	return graph.toBytes();
}

/**
 * Log power from 0 to 1 within each window, then the batch normalisation. The published graph scales the logarithm to
 * decibels first, which the division takes out again.
 * @param power [N, 172, 309]
 * @returns [N, 1, 172, 309]
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
	const gain = graph.node('Div', [scale, divisor]);
	const scaled = graph.node('Mul', [graph.node('Sub', [log, lowest]), gain]);
	return graph.node('Reshape', [graph.node('Add', [scaled, offset]), graph.ints(-1, 1, frames, bins)]);
}

/** @returns [N, 8, 172, 264]: channel h holds the spectrum at the h-th harmonic of each of the lowest 264 bins */
function addHarmonicStack(graph: OnnxGraph, spectrum: string): string {
	const channels = harmonicShifts.map((shift) => {
		const start = Math.max(0, shift);
		const end = Math.min(bins, shift + contourBins);
		const slice = graph.slice(spectrum, 3, start, end);
		const before = Math.max(0, -shift);
		const after = contourBins - before - (end - start);
		return before + after === 0 ? slice : graph.node('Pad', [slice, graph.ints(0, 0, 0, before, 0, 0, 0, after)]);
	});
	return graph.node('Concat', channels, { axis: 1 });
}
