import { expose, transfer } from 'comlink';
import { OnnxModel, type ModelOptions } from './onnx-model.ts';

/** The runtime in a thread of its own: it can be ended when it fails to start or is not needed, and its memory with it. */
export interface ModelWorker {
	open(options: ModelOptions): Promise<void>;
	run(audio: Float32Array<ArrayBuffer>, windowCount: number): Promise<HeardArrays>;
}

type HeardArrays = Awaited<ReturnType<OnnxModel['run']>>;

let model: OnnxModel | null = null;

const worker: ModelWorker = {
	async open(options) {
		model = await OnnxModel.open(options);
	},
	async run(audio, windowCount) {
		if (model === null) throw new Error('The model was asked to run before it was opened.');
		const heard = await model.run(audio, windowCount);
		return transfer(heard, [heard.notes.buffer, heard.onsets.buffer, heard.contours.buffer]);
	}
};

expose(worker);
