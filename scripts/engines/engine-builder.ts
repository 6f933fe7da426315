import type { EngineId } from '../../src/lib/contracts/engines.ts';

/**
 * Makes one engine file from what npm installed; `build.ts` runs a list of these and writes the registry. A builder needs
 * no network and gives the same bytes for the same inputs on every machine.
 */
export interface EngineBuilder {
	readonly id: EngineId;
	/** Shown in Settings. */
	readonly name: string;
	readonly version: string;
	/** SPDX expression. */
	readonly licence: string;
	/** Without it the main job does not work offline. */
	readonly essential: boolean;
	/** Extension of the file, without the dot. */
	readonly extension: string;
	/** Every file whose content decides the output: sources in packages and the builder's own modules. */
	readonly inputs: readonly URL[];
	/** Throws with a sentence that says what is missing or wrong. */
	build(): Promise<Uint8Array>;
}

/** A file in the installed packages, such as `onnxruntime-web/dist/ort-wasm-simd-threaded.wasm`. */
export function packageFile(path: string): URL {
	return new URL(`../../node_modules/${path}`, import.meta.url);
}
