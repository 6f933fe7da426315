import { env, InferenceSession, Tensor } from 'onnxruntime-web/wasm';
import { windowSamples } from './window-cutter.ts';

export interface ModelOptions {
	/** The ONNX file. */
	readonly model: Uint8Array<ArrayBuffer>;
	/** The runtime's JavaScript and WebAssembly, same-origin. */
	readonly glueUrl: string;
	readonly wasmUrl: string;
	readonly threads: number;
}

/** Basic Pitch in onnxruntime-web. One to a thread: the runtime takes its settings once. */
export class OnnxModel {
	readonly #session: InferenceSession;

	private constructor(session: InferenceSession) {
		this.#session = session;
	}

	static async open({ model, glueUrl, wasmUrl, threads }: ModelOptions): Promise<OnnxModel> {
		env.wasm.numThreads = threads;
		env.wasm.proxy = false;
		env.wasm.wasmPaths = { mjs: glueUrl, wasm: wasmUrl };
		return new OnnxModel(await InferenceSession.create(model, { executionProviders: ['wasm'], graphOptimizationLevel: 'all' }));
	}

	/** @param audio windows of 43,844 samples, one after another */
	async run(audio: Float32Array<ArrayBuffer>, windowCount: number) {
		const started = performance.now();
		const outputs = await this.#session.run({ audio: new Tensor('float32', audio, [windowCount, windowSamples, 1]) });
		const elapsedMs = performance.now() - started;
		const taken = (name: string): Float32Array<ArrayBuffer> => {
			const data = outputs[name]?.data;
			if (!(data instanceof Float32Array)) throw new Error(`The model has no output "${name}".`);
			return new Float32Array(data);
		};
		return { notes: taken('note'), onsets: taken('onset'), contours: taken('contour'), elapsedMs };
	}
}
