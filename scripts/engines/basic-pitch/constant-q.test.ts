import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { addConstantQ } from './constant-q.ts';
import { goldenWindows, idealTones } from './golden-windows.ts';
import { OnnxGraph } from './onnx-graph.ts';
import { readPublishedWeights, type WeightsOf } from './published-weights.ts';

const frames = 172;
const bins = 309;

/** The published transform as its definition says, in double precision. */
function exactPower(audio: Float32Array, weightsOf: WeightsOf): Float64Array {
	const real = weightsOf('cq_t2010v2_1/conv1d/ExpandDims_1', [1, 256, 1, 36]);
	const imaginary = weightsOf('cq_t2010v2_1/conv1d_1/ExpandDims_1', [1, 256, 1, 36]);
	const lowPass = weightsOf('cq_t2010v2_1/conv1d_2/ExpandDims_1', [1, 256, 1, 1]);
	const rootLengths = weightsOf('cq_t2010v2_1/Sqrt', [bins, 1, 1]);
	const power = new Float64Array(frames * bins);
	let signal = Float64Array.from(audio);
	for (let octave = 0; octave < 9; octave++) {
		const last = signal.length - 1;
		const mirrored = (i: number): number => signal[i < 0 ? -i : i > last ? 2 * last - i : i] ?? 0;
		for (let frame = 0; frame < frames; frame++) {
			const start = frame * 2 ** (8 - octave) - 128;
			for (let k = Math.max(0, 36 * (octave + 1) - bins); k < 36; k++) {
				let re = 0;
				let im = 0;
				for (let tap = 0; tap < 256; tap++) {
					re += mirrored(start + tap) * (real[tap * 36 + k] ?? 0);
					im += mirrored(start + tap) * (imaginary[tap * 36 + k] ?? 0);
				}
				const bin = bins - 36 * (octave + 1) + k;
				power[frame * bins + bin] = (re ** 2 + im ** 2) * (rootLengths[bin] ?? 0) ** 2;
			}
		}
		const halved = new Float64Array(Math.floor(signal.length / 2));
		for (let i = 0; i < halved.length; i++) {
			let sum = 0;
			for (let tap = 0; tap < 256; tap++) sum += (signal[2 * i + tap - 127] ?? 0) * (lowPass[tap] ?? 0);
			halved[i] = sum;
		}
		signal = halved;
	}
	return power;
}

/** What a bin's kernel makes of the worst signal of amplitude 1. */
function absoluteGains(weightsOf: WeightsOf): Float64Array {
	const parts = ['', '_1'].map((part) => weightsOf(`cq_t2010v2_1/conv1d${part}/ExpandDims_1`, [1, 256, 1, 36]));
	const rootLengths = weightsOf('cq_t2010v2_1/Sqrt', [bins, 1, 1]);
	return Float64Array.from({ length: bins }, (_, bin) => {
		const k = (bin + 36 * 9 - bins) % 36;
		const sum = parts
			.flatMap((part) =>
				Array.from(
					part.filter((_, i) => i % 36 === k),
					Math.abs
				)
			)
			.reduce((a, b) => a + b, 0);
		return sum * (rootLengths[bin] ?? 0);
	});
}

describe('the constant-Q transform', () => {
	it('is what its definition says, in single precision, for ideal tones too', async () => {
		const weightsOf = await readPublishedWeights();
		const gains = absoluteGains(weightsOf);
		const graph = new OnnxGraph('constant-q');
		graph.output('power', addConstantQ(graph, weightsOf, graph.input('audio', ['N', 43_844])), ['N', frames, bins]);
		const session = await InferenceSession.create(graph.toBytes(), { intraOpNumThreads: 1 });
		for (const [name, audio] of Object.entries({ ...goldenWindows(), ...idealTones() })) {
			const heard = (await session.run({ audio: new Tensor('float32', audio, [1, audio.length]) }))['power']?.data;
			if (!(heard instanceof Float32Array)) throw new Error('The transform answered no numbers.');
			const exact = exactPower(audio, weightsOf);
			const loudest = audio.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
			exact.forEach((power, i) => {
				const error = Math.abs(Math.sqrt(power) - Math.sqrt(heard[i] ?? Number.NaN));
				// Sixteen times the last of 24 bits of the largest sum that could occur; reported for the first that is not so.
				const allowed = 1e-6 * loudest * (gains[i % bins] ?? 0);
				if (!(error <= allowed)) expect(error, `${name}, bin ${i % bins} of frame ${Math.floor(i / bins)}`).toBeLessThan(allowed);
			});
		}
		await session.release();
	}, 60_000);
});
