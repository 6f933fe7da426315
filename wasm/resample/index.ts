import type { Convolver, MakeConvolver } from '../../src/lib/dsp/resample/index.ts';
import { kernelBytes } from './kernel.ts';

type Exact = (
	table: number,
	rowBytes: number,
	input: number,
	output: number,
	count: number,
	phase: number,
	up: number,
	wholeStepBytes: number,
	phaseStep: number
) => void;
type Blended = (...parameters: [...Parameters<Exact>, rowsPerPhase: number]) => void;

const pageBytes = 65_536;

/** The resampler's inner loop with SIMD; null where the browser has no WebAssembly SIMD. Compiles about 600 bytes. */
export function loadSimdConvolver(): MakeConvolver | null {
	let module: WebAssembly.Module;
	try {
		module = new WebAssembly.Module(kernelBytes());
	} catch (error) {
		if (error instanceof WebAssembly.CompileError || error instanceof EvalError) return null;
		throw error;
	}
	return (filter, { channels, windowFrames, outputFrames }): Convolver => {
		const aligned = (frames: number): number => 16 * Math.ceil((4 * frames) / 16);
		const tableBytes = aligned(filter.table.length);
		const windowBytes = aligned(windowFrames);
		const outputBytes = aligned(outputFrames);
		const totalBytes = tableBytes + channels * (windowBytes + outputBytes);
		const memory = new WebAssembly.Memory({ initial: Math.ceil(totalBytes / pageBytes) });
		const { exact, blended } = new WebAssembly.Instance(module, { host: { memory } }).exports as {
			exact: Exact;
			blended: Blended;
		};
		new Float32Array(memory.buffer, 0, filter.table.length).set(filter.table);
		const windowAt = Array.from({ length: channels }, (_, channel) => tableBytes + channel * windowBytes);
		const outputAt = windowAt.map((_, channel) => tableBytes + channels * windowBytes + channel * outputBytes);
		const { up, down, taps, phases } = filter;
		return {
			windows: windowAt.map((at) => new Float32Array(memory.buffer, at, windowFrames)),
			outputs: outputAt.map((at) => new Float32Array(memory.buffer, at, outputFrames)),
			run(start, phase, count) {
				if (count <= 0) return;
				const steps = [4 * Math.floor(down / up), down % up] as const;
				windowAt.forEach((at, channel) => {
					const output = outputAt[channel] ?? 0;
					const input = at + 4 * start;
					if (filter.isExact) exact(0, 4 * taps, input, output, count, phase, up, ...steps);
					else blended(0, 4 * taps, input, output, count, phase, up, ...steps, phases / up);
				});
			}
		};
	};
}
