import { InferenceSession, Tensor } from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { basicPitch } from './builder.ts';
import { goldenWindows } from './golden-windows.ts';
import { openReferenceModel, type ReferenceModel } from './reference-model.ts';

const tolerance = 1e-4;

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
		const expected = await reference.run(audio);
		const { contour, note, onset } = await session.run({ audio: new Tensor('float32', audio, [1, audio.length, 1]) });
		const worst = [
			largestDifference(contour?.data, expected.contour),
			largestDifference(note?.data, expected.note),
			largestDifference(onset?.data, expected.onset)
		];
		console.log(_, worst);
		expect(Math.max(...worst)).toBeLessThan(tolerance);
	});
});

function largestDifference(got: Tensor['data'] | undefined, expected: Float32Array): number {
	if (!(got instanceof Float32Array) || got.length !== expected.length) throw new Error('Another size than expected.');
	return expected.reduce((worst, value, i) => Math.max(worst, Math.abs(value - (got[i] ?? Number.NaN))), 0);
}
