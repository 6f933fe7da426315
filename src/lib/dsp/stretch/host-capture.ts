/*
 * The stretcher's package gives its engine to nobody: in an audio thread it registers a processor of its own. While the package is
 * evaluated the two names it looks for stand for what is here, so that our own processor can hold the engine. This module must be
 * imported before the package; `release` puts the names back.
 */

/** What the package's processor is seen through. */
export interface EngineHost<Engine> {
	readonly wasmModule: Engine | null;
}

type HostClass<Engine> = new (options: {
	readonly numberOfOutputs: number;
	readonly outputChannelCount: readonly number[];
}) => EngineHost<Engine>;

interface AudioScope {
	sampleRate?: number;
	AudioWorkletProcessor?: unknown;
	registerProcessor?: unknown;
}

/** The end of a port that hears the one message that matters: the engine is there. */
class HostBase {
	static whenReady: (() => void) | null = null;
	readonly port: { readonly onmessage: null; readonly postMessage: () => void };

	/** Of this one: several may be on their way. */
	constructor() {
		const ready = HostBase.whenReady;
		this.port = { onmessage: null, postMessage: () => ready?.() };
	}
}

const scope = globalThis as AudioScope;
const before: AudioScope = { AudioWorkletProcessor: scope.AudioWorkletProcessor, registerProcessor: scope.registerProcessor };
let captured: unknown = null;
scope.AudioWorkletProcessor = HostBase;
scope.registerProcessor = (_name: string, host: unknown): void => {
	captured = host;
};

/** Puts the names back. Call once the package is evaluated. */
export function release(): void {
	Object.assign(scope, before);
}

/** Makes an engine. Rejects when the package is another than expected, or its engine cannot be compiled. */
export async function openHost<Engine>(channels: number, sampleRateHz: number): Promise<Engine> {
	// Outside an audio thread there is no such name, and the package asks for it.
	if (scope.sampleRate === undefined) scope.sampleRate = sampleRateHz;
	if (typeof captured !== 'function') throw new Error('the stretching engine was not found in its package');
	const Host = captured as HostClass<Engine>;
	const host = await new Promise<EngineHost<Engine>>((resolve) => {
		HostBase.whenReady = () => resolve(made);
		const made = new Host({ numberOfOutputs: 1, outputChannelCount: [channels] });
	});
	if (host.wasmModule === null) throw new Error('the stretching engine did not start');
	return host.wasmModule;
}
