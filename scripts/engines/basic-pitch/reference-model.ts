import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { packageFile } from '../engine-builder.ts';
import { modelFile, weightsFile } from './published-weights.ts';

export interface ReferencePosteriors {
	/** 172 x 264 */
	readonly contour: Float32Array;
	/** 172 x 88 */
	readonly note: Float32Array;
	/** 172 x 88 */
	readonly onset: Float32Array;
}

/** The model as published, run by TensorFlow.js: what every other form of it is held to. */
export interface ReferenceModel {
	/** @param audio 43,844 samples at 22,050 Hz */
	run(audio: Float32Array): Promise<ReferencePosteriors>;
	dispose(): void;
}

export async function openReferenceModel(): Promise<ReferenceModel> {
	setWasmPaths(fileURLToPath(packageFile('@tensorflow/tfjs-backend-wasm/dist/')));
	await tf.setBackend('wasm');
	const { modelTopology, weightsManifest } = JSON.parse(await readFile(modelFile, 'utf8'));
	const weights = await readFile(weightsFile);
	const model = await tf.loadGraphModel(
		tf.io.fromMemory({
			modelTopology,
			weightSpecs: weightsManifest[0].weights,
			weightData: weights.buffer.slice(weights.byteOffset, weights.byteOffset + weights.byteLength)
		})
	);
	return {
		async run(audio) {
			const input = tf.tensor3d(audio, [1, audio.length, 1]);
			const outputs = model.execute(input, ['Identity', 'Identity_1', 'Identity_2']);
			if (!Array.isArray(outputs)) throw new Error('The published model answered one tensor, not three.');
			const [contour, note, onset] = await Promise.all(outputs.map(async (output) => Float32Array.from(await output.data())));
			tf.dispose([input, outputs]);
			if (!contour || !note || !onset) throw new Error('The published model answered fewer than three tensors.');
			return { contour, note, onset };
		},
		dispose: () => model.dispose()
	};
}
