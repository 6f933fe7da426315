import { makeScalarConvolver, type MakeConvolver } from './convolver.ts';
import { polyphaseFilter } from './filter.ts';

/** Takes what was made: one array a channel, valid until it returns. */
export type EmitFrames = (planes: readonly Float32Array[], frames: number) => void;

export interface Resampler {
	/** @param planes one array a channel, `frames` or more samples each, finite; any chunk size gives the same output */
	push(planes: readonly Float32Array[], frames: number, emit: EmitFrames): void;
	/** Emits the rest. In all, round(frames in x target / source) frames come out; frame 0 in is frame 0 out. */
	finish(emit: EmitFrames): void;
}

export interface ResamplerOptions {
	/** Whole, above 0. */
	readonly sourceRateHz: number;
	readonly targetRateHz: number;
	readonly channels: number;
	/** A faster inner loop than the plain one. */
	readonly makeConvolver?: MakeConvolver;
}

const blockOutputs = 8192;

/** Band-limited conversion between any two rates as a stream; memory does not grow with the length. */
export function createResampler({ sourceRateHz, targetRateHz, channels, makeConvolver }: ResamplerOptions): Resampler {
	for (const rateHz of [sourceRateHz, targetRateHz]) {
		if (!Number.isInteger(rateHz) || rateHz <= 0) throw new RangeError(`not a sample rate: ${rateHz}`);
	}
	if (sourceRateHz === targetRateHz) {
		return {
			push: (planes, frames, emit) => {
				if (frames > 0) emit(planes, frames);
			},
			finish: () => undefined
		};
	}
	const filter = polyphaseFilter(sourceRateHz, targetRateHz);
	const { taps, up, down } = filter;
	const blockInputs = Math.max(64, Math.floor((blockOutputs * down) / up));
	const windowFrames = taps + blockInputs;
	const outputFrames = Math.ceil(((blockInputs + 1) * up) / down) + 1;
	const convolver = (makeConvolver ?? makeScalarConvolver)(filter, { channels, windowFrames, outputFrames });

	// The window holds inputs from `windowStart` on; what lies before the recording is zero.
	let windowStart = -(taps / 2 - 1);
	let windowFill = taps / 2 - 1;
	let framesIn = 0;
	let framesOut = 0;
	// Base input sample of the next output, and how far after it the output lies in units of 1/up.
	let base = 0;
	let phase = 0;

	function produce(emit: EmitFrames, limit: number): void {
		const first = base - (taps / 2 - 1) - windowStart;
		const lastFirst = windowFill - taps;
		if (lastFirst < first) return;
		// The last output whose weights all lie in the window.
		const room = Math.floor(((lastFirst - first + 1) * up - 1 - phase) / down) + 1;
		const count = Math.min(room, limit - framesOut, outputFrames);
		if (count > 0) {
			convolver.run(first, phase, count);
			const moved = phase + count * down;
			base += Math.floor(moved / up);
			phase = moved % up;
			framesOut += count;
			emit(convolver.outputs, count);
		}
		const drop = Math.min(windowFill, base - (taps / 2 - 1) - windowStart);
		if (drop > 0) {
			for (const window of convolver.windows) window.copyWithin(0, drop, windowFill);
			windowStart += drop;
			windowFill -= drop;
		}
	}

	function feed(planes: readonly Float32Array[] | null, frames: number, emit: EmitFrames, limit: number): void {
		for (let done = 0; done < frames && framesOut < limit;) {
			const part = Math.min(frames - done, windowFrames - windowFill);
			convolver.windows.forEach((window, channel) => {
				const plane = planes?.[channel];
				if (plane) window.set(plane.subarray(done, done + part), windowFill);
				else window.fill(0, windowFill, windowFill + part);
			});
			windowFill += part;
			done += part;
			produce(emit, limit);
		}
	}

	return {
		push(planes, frames, emit) {
			framesIn += frames;
			feed(planes, frames, emit, Infinity);
		},
		finish(emit) {
			const total = Math.round((framesIn * up) / down);
			const inputsLeft = Math.ceil(((total - framesOut) * down) / up) + taps;
			feed(null, inputsLeft, emit, total);
		}
	};
}
