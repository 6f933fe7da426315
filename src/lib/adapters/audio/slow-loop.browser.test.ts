import { expect, it, vi } from 'vitest';
import { pcmBlockFrames, pcmSampleRateHz, toPcmBlock, toPcmHeader } from '$formats/pcm/index.ts';
import { MemoryFileStore } from '../../../../tests/fakes/memory-file-store.ts';
import { createSlowLoop } from './slow-loop.ts';
import { readWav } from './wav-stretch.ts';

const seconds = 3;

/** A ramp over three seconds: what a sample is says where it was. */
async function recording(): Promise<MemoryFileStore> {
	const files = new MemoryFileStore();
	const writer = await files.create();
	await writer.write(toPcmHeader(1));
	const frames = seconds * pcmSampleRateHz;
	for (let start = 0; start < frames; start += pcmBlockFrames) {
		const count = Math.min(pcmBlockFrames, frames - start);
		await writer.write(toPcmBlock([Float32Array.from({ length: count }, (_, at) => (start + at) / frames)], count));
	}
	await writer.commit('pcm/a');
	return files;
}

it('cuts a stretch out of the recording, over the seams of its blocks, faded at both ends', async () => {
	const wav = await readWav(await recording(), 'pcm/a', { startSeconds: 1, endSeconds: 2 });
	const view = new DataView(await wav.arrayBuffer());
	const frames = (view.byteLength - 44) / 2;
	expect([view.getUint32(24, true), frames]).toEqual([pcmSampleRateHz, pcmSampleRateHz]);
	const at = (frame: number): number => view.getInt16(44 + 2 * frame, true) / 32767;
	expect([at(0), at(frames - 1)]).toEqual([0, 0]);
	for (const share of [0.1, 0.37, 0.5, 0.9]) expect(at(Math.round(share * frames))).toBeCloseTo((1 + share) / 3, 3);
});

it('loops at half the pace until it is stopped', async () => {
	const loop = createSlowLoop(await recording());
	expect(loop.positionSeconds()).toBeNull();
	await loop.play('pcm/a', { startSeconds: 0.5, endSeconds: 1.1 }, 0.5);
	const began = performance.now();
	const first = loop.positionSeconds() ?? 0;
	expect(first).toBeGreaterThanOrEqual(0.5);
	await vi.waitFor(() => expect(loop.positionSeconds() ?? 0).toBeGreaterThan(first + 0.2), { timeout: 5000, interval: 10 });
	expect((performance.now() - began) / 1000).toBeGreaterThan(0.3);
	const far = loop.positionSeconds() ?? 0;
	await vi.waitFor(() => expect(loop.positionSeconds() ?? 9).toBeLessThan(far - 0.1), { timeout: 5000, interval: 10 });
	loop.stop();
	expect(loop.positionSeconds()).toBeNull();
});

it('refuses a recording that is gone', async () => {
	const loop = createSlowLoop(new MemoryFileStore());
	await expect(loop.play('pcm/gone', { startSeconds: 0, endSeconds: 1 }, 0.5)).rejects.toMatchObject({
		fault: { code: 'fileMissing' }
	});
	expect(loop.positionSeconds()).toBeNull();
});
