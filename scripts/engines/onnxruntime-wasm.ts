import { readFile } from 'node:fs/promises';
import { packageFile, type EngineBuilder } from './engine-builder.ts';

const wasm = packageFile('onnxruntime-web/dist/ort-wasm-simd-threaded.wasm');

/** The runtime's WebAssembly as published; its JavaScript is bundled with the worker that starts it. */
export const onnxruntimeWasm: EngineBuilder = {
	id: 'onnxruntime-wasm',
	name: 'ONNX Runtime',
	version: '1.30.0',
	licence: 'MIT',
	essential: true,
	extension: 'wasm',
	inputs: [wasm, new URL(import.meta.url)],
	build: () => readFile(wasm)
};
