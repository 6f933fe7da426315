import { describe, expect, it } from 'vitest';
import { fromOutcome } from '$contracts/workers/outcome.ts';
import type { TakeNote } from '$core/practice/index.ts';
import { toInt24, toTakeHeader } from '$formats/take-file/index.ts';
import { MemoryFileStore } from '../../tests/fakes/memory-file-store.ts';
import { createJudge } from './judge.ts';

const rateHz = 44_100;
/** Where the tones of the take begin, seconds. */
const begins = [0.5137, 1.0211, 1.5302];

/** A take of plucked A4s. */
async function stored(): Promise<MemoryFileStore> {
	const samples = Float32Array.from({ length: 2 * rateHz }, (_, i) => {
		const at = i / rateHz;
		const from = begins.findLast((begin) => begin <= at);
		return from === undefined ? 0 : 0.5 * Math.exp(-8 * (at - from)) * Math.sin(2 * Math.PI * 440 * (at - from));
	});
	const bytes = new Uint8Array(3 * samples.length);
	const peak = toInt24([samples], samples.length, bytes, 0);
	const header = { sampleRateHz: rateHz, channels: 1, frames: samples.length, isFinished: true, peak } as const;
	const files = new MemoryFileStore();
	const writer = await files.create();
	await writer.write(toTakeHeader({ ...header, clippedSamples: 0, overrunFrames: 0, draft: '{}' }));
	await writer.write(bytes);
	await writer.commit('takes/one');
	return files;
}

/** As a transcriber hears them: on its own frames. */
const notes: TakeNote[] = begins.map((begin) => ({
	onsetSeconds: Math.floor(begin / 0.0116) * 0.0116,
	offsetSeconds: begin + 0.4,
	pitchMidi: 69,
	velocity: 70,
	confidence: 0.9
}));
const request = { jobId: 'j', soundPath: 'takes/one', notes } as const;

describe('the onsets of a take', () => {
	it('are found between the frames of the transcriber, to a few milliseconds', async () => {
		const files = await stored();
		const timed = fromOutcome(await createJudge(async () => files).timeOnsets(request, () => undefined));
		const late = timed.map(({ onsetSeconds }, i) => 1000 * (onsetSeconds - (begins[i] ?? 0)));
		for (const ms of late) expect(Math.abs(ms)).toBeLessThan(9);
		expect(Math.max(...late) - Math.min(...late)).toBeLessThan(3);
		expect(timed.map(({ onsetSeconds: _, ...rest }) => rest)).toEqual(notes.map(({ onsetSeconds: _, ...rest }) => rest));
	});

	it('stay where the sound of the take is gone', async () => {
		const outcome = await createJudge(async () => new MemoryFileStore()).timeOnsets(request, () => undefined);
		expect(fromOutcome(outcome)).toEqual(notes);
	});

	it('stop when they are cancelled', async () => {
		const files = await stored();
		const worker = createJudge(async () => files);
		const many = { ...request, notes: Array.from({ length: 500 }, () => notes[0] ?? []).flat() };
		expect((await worker.timeOnsets(many, () => worker.cancel('j'))).kind).toBe('aborted');
	});
});
