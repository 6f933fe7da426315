import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { packageFile } from '../engine-builder.ts';

export const modelFile = packageFile('@spotify/basic-pitch/model/model.json');
export const weightsFile = packageFile('@spotify/basic-pitch/model/group1-shard1of1.bin');

const manifestSchema = z.object({
	format: z.literal('graph-model'),
	weightsManifest: z.array(
		z.object({
			paths: z.array(z.literal('group1-shard1of1.bin')),
			weights: z.array(z.object({ name: z.string(), shape: z.array(z.number().int()), dtype: z.enum(['float32', 'int32']) }))
		})
	)
});

interface Weights {
	readonly shape: readonly number[];
	readonly data: Float32Array;
}

/** Looks up a float tensor of the published model by the name of its layer; throws when its shape is another. */
export type WeightsOf = (layer: string, shape: readonly number[]) => Float32Array;

/** Reads the TensorFlow.js graph model as installed by npm. Throws when the package's layout has changed. */
export async function readPublishedWeights(): Promise<WeightsOf> {
	const manifest = manifestSchema.parse(JSON.parse(await readFile(modelFile, 'utf8')));
	const bytes = await readFile(weightsFile);
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const tensors = new Map<string, Weights>();
	let offset = 0;
	for (const { name, shape, dtype } of manifest.weightsManifest.flatMap((group) => group.weights)) {
		const count = shape.reduce((product, size) => product * size, 1);
		if (dtype === 'float32') {
			const start = offset;
			const data = Float32Array.from({ length: count }, (_, i) => view.getFloat32(start + i * 4, true));
			tensors.set(name.replace('StatefulPartitionedCall/model_1/', ''), { shape, data });
		}
		offset += count * 4;
	}
	if (offset !== bytes.byteLength) throw new Error(`The weights of Basic Pitch have ${bytes.byteLength} bytes, not ${offset}.`);
	return (layer, shape) => {
		const tensor = tensors.get(layer);
		if (tensor?.shape.join() !== shape.join()) {
			throw new Error(`Basic Pitch's "${layer}" should be [${shape.join()}] and is [${tensor?.shape.join() ?? 'missing'}].`);
		}
		return tensor.data;
	};
}

/** Height, width, channels in, channels out: the order of TensorFlow's convolution weights. */
export type ConvolutionShape = readonly [height: number, width: number, ins: number, outs: number];

/** Convolution weights in the order of ONNX: out, in, height, width. */
export function toOutInHeightWidth(data: Float32Array, [height, width, ins, outs]: ConvolutionShape): Float32Array {
	const turned = new Float32Array(data.length);
	let at = 0;
	for (let o = 0; o < outs; o++) {
		for (let i = 0; i < ins; i++) {
			for (let tap = 0; tap < height * width; tap++) turned[at++] = data[(tap * ins + i) * outs + o] ?? 0;
		}
	}
	return turned;
}

/** The same as a transposed convolution: in, out, height, width, the kernel turned by half a circle. */
export function toInOutFlipped(data: Float32Array, [height, width, ins, outs]: ConvolutionShape): Float32Array {
	const turned = new Float32Array(data.length);
	let at = 0;
	for (let i = 0; i < ins; i++) {
		for (let o = 0; o < outs; o++) {
			for (let tap = height * width - 1; tap >= 0; tap--) turned[at++] = data[(tap * ins + i) * outs + o] ?? 0;
		}
	}
	return turned;
}
