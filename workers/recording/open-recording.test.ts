import { describe, expect, it } from 'vitest';
import { MemoryFileStore } from '../../tests/fakes/memory-file-store.ts';
import { toPcmBlock, toPcmHeader } from '$formats/pcm/index.ts';
import { openRecording } from './open-recording.ts';

async function stored(...parts: Uint8Array[]): Promise<MemoryFileStore> {
	const files = new MemoryFileStore();
	const writer = await files.create();
	for (const part of parts) await writer.write(part);
	await writer.commit('pcm/a');
	return files;
}

async function allOf(files: MemoryFileStore, mix: 'mean' | 'left' | 'right'): Promise<number[]> {
	const samples: number[] = [];
	const source = await openRecording(files, 'pcm/a', mix);
	for await (const block of source.blocks()) samples.push(...block.mono);
	expect(samples.length).toBe(source.frameCount);
	return samples;
}

describe('a recording as one signal', () => {
	it.each([
		['mean', 0.25],
		['left', 1],
		['right', -0.5]
	] as const)('takes the %s', async (mix, expected) => {
		const files = await stored(toPcmHeader(2), toPcmBlock([Float32Array.of(1, 1, 1), Float32Array.of(-0.5, -0.5, -0.5)], 3));
		for (const sample of await allOf(files, mix)) expect(sample).toBeCloseTo(expected, 4);
	});

	it('takes one channel as it is, whatever the mix', async () => {
		const files = await stored(toPcmHeader(1), toPcmBlock([Float32Array.of(0.5, -0.5)], 2));
		expect(await allOf(files, 'right')).toEqual([0.5, -0.5]);
	});

	it.each([Number.NaN, Number.POSITIVE_INFINITY, 1e30])('hears silence where a damaged block has the scale %d', async (scale) => {
		const block = toPcmBlock([Float32Array.of(0.5, -0.5, 0)], 3);
		new DataView(block.buffer).setFloat32(0, scale, true);
		expect((await allOf(await stored(toPcmHeader(1), block), 'mean')).map(Math.abs)).toEqual([0, 0, 0]);
	});

	it.each([
		['no header', [new Uint8Array(10)], 'recordCorrupt'],
		['another file', [new Uint8Array(100).fill(7)], 'recordCorrupt'],
		['nothing after the header', [toPcmHeader(2)], 'noSamples'],
		['half a frame', [toPcmHeader(2), new Uint8Array(6)], 'noSamples']
	] as const)('refuses %s', async (_, parts, code) => {
		const files = await stored(...parts);
		await expect(openRecording(files, 'pcm/a', 'mean')).rejects.toMatchObject({ fault: { code } });
	});

	it('says when the file is gone', async () => {
		await expect(openRecording(new MemoryFileStore(), 'pcm/a', 'mean')).rejects.toMatchObject({ fault: { code: 'fileMissing' } });
	});
});
