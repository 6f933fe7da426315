import { describe, expect, it } from 'vitest';
import type { LayRequest } from '$contracts/playback/lay-take.contract.ts';
import type { TakeRecord } from '$contracts/recording/take.ts';
import { fromPcmBlock, fromPcmHeader, pcmBlockAt, pcmBlockFrames, pcmSampleRateHz } from '$formats/pcm/index.ts';
import { toTakePasses } from '../../src/lib/app/practice/mix/take-passes.ts';
import { MemoryFileStore } from '../../tests/fakes/memory-file-store.ts';
import { clickEverySeconds, clickTake, pingOnsets } from '../../tests/fixtures/recording/click-take.ts';
import { layTake } from './pipeline.ts';

const rate = pcmSampleRateHz;
const quiet = { signal: new AbortController().signal, onProgress: () => undefined };

async function readPcm(store: MemoryFileStore, path: string): Promise<Float32Array> {
	const file = await store.open(path);
	const layout = fromPcmHeader(await file.read(0, 32), file.sizeBytes);
	if (layout === null) throw new Error('no PCM');
	const plane = new Float32Array(layout.frameCount);
	for (let index = 0; index < layout.blockCount; index++) {
		const { offsetBytes, lengthBytes } = pcmBlockAt(layout, index);
		fromPcmBlock(await file.read(offsetBytes, lengthBytes), layout.channels, [plane], index * pcmBlockFrames);
	}
	return plane;
}

interface Laid {
	readonly startSeconds: number;
	readonly samples: Float32Array;
}

async function lay({ take, bytes }: ReturnType<typeof clickTake>, semitones = 0): Promise<Laid[]> {
	const store = new MemoryFileStore();
	store.put(`takes/${take.id}`, bytes);
	const laid: Laid[] = [];
	for (const { parts, startSeconds } of toTakePasses(take)) {
		await layTake(store, { takePath: `takes/${take.id}`, parts, semitones, pcmPath: 'stems/a' }, quiet);
		laid.push({ startSeconds, samples: await readPcm(store, 'stems/a') });
	}
	return laid;
}

/** How far each ping is from the song's nearest click, ms. */
function errorsMs({ startSeconds, samples }: Laid): number[] {
	return pingOnsets(samples, rate).map((frame) => {
		const seconds = startSeconds + frame / rate;
		return 1000 * (seconds - Math.round(seconds / clickEverySeconds) * clickEverySeconds);
	});
}

const place = (over: Partial<TakeRecord['place']>): TakeRecord['place'] => ({
	songSeconds: 0,
	speed: 1,
	loop: null,
	turns: [],
	...over
});

describe('layTake', () => {
	it.each([
		['at the song’s own speed', { place: place({ songSeconds: 3.2 }), seconds: 8 }, 0.1],
		['with a round trip', { place: place({ songSeconds: 3.2 }), seconds: 8, latencySeconds: 0.18 }, 0.1],
		['at 80 %', { place: place({ speed: 0.8 }), seconds: 10, latencySeconds: 0.12 }, 5],
		['at a quarter of the speed', { place: place({ speed: 0.25 }), seconds: 16 }, 5],
		['at twice the speed', { place: place({ speed: 2 }), seconds: 6 }, 5],
		['at another rate', { place: place({}), seconds: 6, rateHz: 48_000 }, 0.5],
		[
			'of a speed that changed',
			{ place: place({ turns: [{ takeSeconds: 4, songSeconds: 4, speed: 0.6 }] }), seconds: 10, latencySeconds: 0.1 },
			5
		],
		[
			'after a count-in and a jump ahead',
			{
				place: place({
					songSeconds: 2,
					speed: 0,
					turns: [
						{ takeSeconds: 2.1, songSeconds: 2, speed: 0.8 },
						{ takeSeconds: 6, songSeconds: 20.3, speed: 0.8 }
					]
				}),
				seconds: 10
			},
			5
		]
	] as const)('lays claps %s on the song’s clicks', async (_, take, mostMs) => {
		const [laid, ...others] = await lay(clickTake('a', take));
		if (laid === undefined) throw new Error('no pass');
		expect(others).toEqual([]);
		const errors = errorsMs(laid);
		expect(errors.length).toBeGreaterThanOrEqual(5);
		expect(Math.max(...errors.map(Math.abs))).toBeLessThan(mostMs);
	});

	it('lays each pass round a loop for itself', async () => {
		const loop = { startSeconds: 4, endSeconds: 8 };
		const take = clickTake('a', { place: place({ songSeconds: 4, speed: 0.8, loop }), seconds: 10.4, latencySeconds: 0.15 });
		const laid = await lay(take);
		expect(laid.map(({ startSeconds }) => startSeconds)).toEqual([4, 4]);
		for (const pass of laid) {
			const errors = errorsMs(pass);
			expect(errors.length).toBeGreaterThanOrEqual(6);
			expect(Math.max(...errors.map(Math.abs))).toBeLessThan(5);
		}
	});

	it('is silent between what was played', async () => {
		const turns = [{ takeSeconds: 2, songSeconds: 10, speed: 1 }];
		const [laid] = await lay(clickTake('a', { place: place({ turns }), seconds: 4 }));
		expect(laid?.samples.length).toBe(12 * rate);
		expect(laid?.samples.subarray(2 * rate, 10 * rate).every((x) => x === 0)).toBe(true);
	});

	it('stops when it is told to and leaves nothing behind; and refuses what is no take', async () => {
		const store = new MemoryFileStore();
		const { take, bytes } = clickTake('a', { place: place({}), seconds: 4 });
		store.put('takes/a', bytes);
		store.put('takes/b', new Uint8Array(99));
		const controller = new AbortController();
		const job: Omit<LayRequest, 'jobId'> = {
			takePath: 'takes/a',
			parts: toTakePasses(take)[0]?.parts ?? [],
			semitones: 0,
			pcmPath: 'stems/a'
		};
		const stop = { signal: controller.signal, onProgress: () => controller.abort() };
		await expect(layTake(store, job, stop)).rejects.toMatchObject({ name: 'AbortError' });
		expect(await store.stat('stems/a')).toBeNull();
		await expect(layTake(store, { ...job, takePath: 'takes/b' }, quiet)).rejects.toMatchObject({
			fault: { code: 'recordCorrupt' }
		});
		await expect(layTake(store, { ...job, takePath: 'takes/c' }, quiet)).rejects.toMatchObject({
			fault: { code: 'fileMissing' }
		});
	});
});
