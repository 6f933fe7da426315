import { InferenceSession, Tensor } from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { basicPitch } from './builder.ts';
import goldenValues from './golden-values.json' with { type: 'json' };
import { goldenWindows, idealTones } from './golden-windows.ts';
import { openReferenceModel, type ReferenceModel } from './reference-model.ts';

const goodFrames = 142;
const firstGoodFrame = 15;

describe('the ONNX model beside the published one', () => {
	let session: InferenceSession;
	let reference: ReferenceModel;
	beforeAll(async () => {
		session = await InferenceSession.create(await basicPitch.build(), { intraOpNumThreads: 1 });
		reference = await openReferenceModel();
	}, 60_000);
	afterAll(async () => {
		reference.dispose();
		await session.release();
	});

	it.each(Object.entries(goldenWindows()))('hears the same in %s', async (_, audio) => {
		expect(await largestDifference(audio)).toBeLessThan(1e-4);
	});

	it.each(Object.entries(idealTones()))('stays near rounding in an ideal %s', async (_, audio) => {
		expect(await largestDifference(audio)).toBeLessThan(5e-3);
	});

	it.each(Object.entries(goldenValues.windows))('has the values that browsers test %s with', async (name, expected) => {
		const audio = goldenWindows()[name];
		if (!audio) throw new Error(`There is no golden window "${name}".`);
		const heard = await reference.run(audio);
		const sampled = (matrix: Float32Array, bins: number): number[] =>
			Array.from(matrix.subarray(firstGoodFrame * bins, (firstGoodFrame + goodFrames) * bins)).filter(
				(_, cell) => cell % goldenValues.everyCell === 0
			);
		for (const [got, stored] of [
			[sampled(heard.contour, 264), expected.contours],
			[sampled(heard.note, 88), expected.notes],
			[sampled(heard.onset, 88), expected.onsets]
		] as const) {
			expect(got.length).toBe(stored.length);
			got.forEach((value, i) => expect(Math.abs(value - (stored[i] ?? Number.NaN))).toBeLessThan(1e-5));
		}
	});

	async function largestDifference(audio: Float32Array): Promise<number> {
		const expected = await reference.run(audio);
		const heard = await session.run({ audio: new Tensor('float32', audio, [1, audio.length, 1]) });
		return Math.max(
			differenceOf(heard['contour'], expected.contour, 264),
			differenceOf(heard['note'], expected.note, 88),
			differenceOf(heard['onset'], expected.onset, 88)
		);
	}
});

/** Over the good frames, which is all that the ONNX model answers. */
function differenceOf(tensor: Tensor | undefined, expected: Float32Array, bins: number): number {
	const got = tensor?.data;
	if (!(got instanceof Float32Array) || got.length !== goodFrames * bins) throw new Error('Another size than expected.');
	return got.reduce(
		(worst, value, i) => Math.max(worst, Math.abs(value - (expected[firstGoodFrame * bins + i] ?? Number.NaN))),
		0
	);
}
