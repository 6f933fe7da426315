import type { OnnxGraph } from './onnx-graph.ts';

const spectrumBins = 309;
const contourBins = 264;
const taps = 39;
const channels = 8;
/** Bins made by one matrix product: fewer waste less on zeros, more waste less on packing. */
const blockBins = 24;

/**
 * Winograd's minimal filtering F(4, 3) in time: four rows of a kernel three rows high from six products instead of twelve
 * (Lavin and Gray, "Fast algorithms for convolutional neural networks", 2016; points 0, 1, -1, 2, -2, infinity).
 */
const tileRows = 4;
const points = 6;
const inputTransform = [
	[4, 0, -5, 0, 1, 0],
	[0, -4, -4, 1, 1, 0],
	[0, 4, -4, -1, 1, 0],
	[0, -2, -1, 2, 1, 0],
	[0, 2, -1, -2, 1, 0],
	[0, 4, 0, -5, 0, 1]
] as const;
const kernelTransform = [
	[1 / 4, 0, 0],
	[-1 / 6, -1 / 6, -1 / 6],
	[-1 / 6, 1 / 6, -1 / 6],
	[1 / 24, 1 / 12, 1 / 6],
	[1 / 24, -1 / 12, 1 / 6],
	[0, 0, 1]
] as const;
const outputTransform = [
	[1, 1, 1, 1, 1, 0],
	[0, 1, -1, 2, -2, 0],
	[0, 1, 1, 4, 4, 0],
	[0, 1, -1, 8, -8, 1]
] as const;

export interface WideConvolution {
	/** Rows made; a multiple of four. */
	readonly rows: number;
	/** Where each of the eight harmonics lies in the spectrum, bins above the fundamental. */
	readonly shifts: readonly number[];
	/** 3 x 39 x 8 harmonics x 8 outputs */
	readonly weights: Float32Array;
	readonly bias: Float32Array;
}

/** Rows of the spectrum that are read for so many rows made; the last two are read and not used. */
export function wideInputRows(rows: number): number {
	return rows + tileRows;
}

/**
 * Basic Pitch's widest layer: 3 frames by 39 bins over eight harmonics, which are eight shifts of one spectrum. Shifts
 * overlap, so that for a block of bins all harmonics together are one product with a band of the spectrum, a third fewer
 * multiplications than on the stacked harmonics; the edges, where the published graph pads with zeros, are in the weights.
 * @param spectrum [N, rows + 4, 309], from one row before the first made
 * @returns [N, 8, rows, 264]
 */
export function addWideConvolution(graph: OnnxGraph, spectrum: string, convolution: WideConvolution): string {
	const tiles = convolution.rows / tileRows;
	if (!Number.isInteger(tiles)) throw new Error(`The wide convolution makes rows by the four, not ${convolution.rows}.`);

	const grouped = graph.node('Reshape', [spectrum, graph.ints(-1, tiles + 1, tileRows, spectrumBins)]);
	const here = graph.slice(grouped, 1, 0, tiles);
	const next = graph.slice(graph.slice(grouped, 1, 1, tiles + 1), 2, 0, points - tileRows);
	const sixRows = graph.node('Concat', [here, next], { axis: 2 });
	const byPoint = graph.node('Transpose', [sixRows], { perm: [2, 0, 1, 3] });
	const flat = graph.node('Reshape', [byPoint, graph.ints(points, -1)]);
	const transformed = graph.node('MatMul', [graph.constant([points, points], inputTransform.flat()), flat]);
	const inputs = graph.node('Reshape', [transformed, graph.ints(points, -1, spectrumBins)]);

	const blocks: string[] = [];
	for (let first = 0; first < contourBins; first += blockBins) {
		const count = Math.min(blockBins, contourBins - first);
		const band = bandOf(convolution, first, count);
		const part = graph.slice(inputs, 2, band.start, band.end);
		const weights = graph.constant([points, band.end - band.start, channels * count], band.weights);
		const product = graph.node('MatMul', [part, weights]);
		blocks.push(graph.node('Reshape', [product, graph.ints(points, -1, channels, count)]));
	}
	const products = graph.node('Reshape', [graph.node('Concat', blocks, { axis: 3 }), graph.ints(points, -1)]);
	const rows = graph.node('MatMul', [graph.constant([tileRows, points], outputTransform.flat()), products]);
	const split = graph.node('Reshape', [rows, graph.ints(tileRows, -1, tiles, channels, contourBins)]);
	const ordered = graph.node('Transpose', [split], { perm: [1, 3, 2, 0, 4] });
	const made = graph.node('Reshape', [ordered, graph.ints(-1, channels, convolution.rows, contourBins)]);
	return graph.node('Add', [made, graph.constant([channels, 1, 1], convolution.bias)]);
}

interface Band {
	/** Bins of the spectrum that the block depends on. */
	readonly start: number;
	readonly end: number;
	/** 6 points x (end - start) x 8 channels x count */
	readonly weights: Float64Array;
}

function bandOf({ shifts, weights }: WideConvolution, first: number, count: number): Band {
	const reach = (taps - 1) / 2;
	const start = Math.max(0, first - reach + Math.min(...shifts));
	const end = Math.min(spectrumBins, first + count + reach + Math.max(...shifts));
	const width = end - start;
	const band = new Float64Array(points * width * channels * count);
	for (let bin = 0; bin < count; bin++) {
		shifts.forEach((shift, harmonic) => {
			for (let tap = 0; tap < taps; tap++) {
				const stacked = first + bin + tap - reach;
				const source = stacked + shift;
				if (stacked < 0 || stacked >= contourBins || source < 0 || source >= spectrumBins) continue;
				for (let channel = 0; channel < channels; channel++) {
					const kernel = [0, 1, 2].map(
						(row) => weights[((row * taps + tap) * shifts.length + harmonic) * channels + channel] ?? 0
					);
					kernelTransform.forEach((mix, point) => {
						const at = ((point * width + source - start) * channels + channel) * count + bin;
						band[at] = (band[at] ?? 0) + mix.reduce((sum, share, row) => sum + share * (kernel[row] ?? 0), 0);
					});
				}
			}
		});
	}
	return { start, end, weights: band };
}
