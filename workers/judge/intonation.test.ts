import { describe, expect, it } from 'vitest';
import { fromOutcome } from '$contracts/workers/outcome.ts';
import type { TakeNote } from '$core/practice/index.ts';
import { pcmBlockFrames, pcmSampleRateHz, toPcmBlock, toPcmHeader } from '$formats/pcm/index.ts';
import { MemoryFileStore } from '../../tests/fakes/memory-file-store.ts';
import { createJudge } from './judge.ts';

/** A tone of A4, 30 cents sharp, from 0.5 to 1.5 s. */
async function stored(): Promise<MemoryFileStore> {
	const files = new MemoryFileStore();
	const hz = 440 * 2 ** (30 / 1200);
	const samples = Float32Array.from({ length: 2 * pcmSampleRateHz }, (_, i) => {
		const at = i / pcmSampleRateHz;
		return at < 0.5 || at > 1.5 ? 0 : 0.3 * Math.sin(2 * Math.PI * hz * at) + 0.1 * Math.sin(4 * Math.PI * hz * at);
	});
	const writer = await files.create();
	await writer.write(toPcmHeader(1));
	for (let at = 0; at < samples.length; at += pcmBlockFrames) {
		const block = samples.subarray(at, at + pcmBlockFrames);
		await writer.write(toPcmBlock([block], block.length));
	}
	await writer.commit('pcm/t');
	return files;
}
const notes: TakeNote[] = [{ onsetSeconds: 0.5, offsetSeconds: 1.5, pitchMidi: 69, velocity: 70, confidence: 0.9 }];
const request = { jobId: 'j', pcmPath: 'pcm/t', monoMix: 'mean', notes, tuningCents: 0 } as const;

describe('the worker that judges', () => {
	it('puts on a note of a take how sharp it is, within 5 cents, and tells how far it is', async () => {
		const files = await stored();
		const fractions: number[] = [];
		const outcome = await createJudge(async () => files).trackCents(request, ({ stage, fraction }) => {
			expect(stage).toBe('tuning');
			fractions.push(fraction);
		});
		const [heard] = fromOutcome(outcome);
		expect(heard).toMatchObject(notes[0] ?? {});
		expect(Math.abs((heard?.cents ?? 999) - 30)).toBeLessThan(5);
		expect(fractions.at(-1)).toBe(1);
		expect(fractions.length).toBeGreaterThan(3);
	});

	it('stops when it is cancelled', async () => {
		const files = await stored();
		const worker = createJudge(async () => files);
		const outcome = await worker.trackCents(request, () => worker.cancel('j'));
		expect(outcome.kind).toBe('aborted');
	});
});
