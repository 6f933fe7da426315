import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { MemoryFileStore } from '../../tests/fakes/memory-file-store.ts';
import { readPcm } from '../../tests/fixtures/find-tune.ts';
import { isAbort } from '$contracts/errors.ts';
import { downmix, makeFinite } from './downmix.ts';
import { RecordingWriter } from './recording-writer.ts';
import { toCover, toText } from './tags.ts';
import { StalledError, watched } from './watchdog.ts';

const rate = 44_100;
const ones = (frames: number, value = 0.5): Float32Array => new Float32Array(frames).fill(value);

/** The samples that come of chunks given as [value, frames, atSeconds]. */
async function timeline(
	chunks: readonly (readonly [value: number, frames: number, atSeconds: number | null])[],
	endSeconds: number | null = null
) {
	const store = new MemoryFileStore();
	const writer = new RecordingWriter(store, 'x', endSeconds, null);
	for (const [value, frames, atSeconds] of chunks) {
		await writer.add({ planes: [ones(frames, value)], frames, sampleRateHz: rate, atSeconds });
	}
	await writer.finish('pcm/x', 'peaks/x');
	const [plane] = await readPcm(store, 'pcm/x');
	const runs: [value: number, frames: number][] = [];
	for (const sample of plane ?? []) {
		const value = Math.round(sample * 100) / 100;
		const last = runs.at(-1);
		if (last?.[0] === value) last[1]++;
		else runs.push([value, 1]);
	}
	return { runs, hasBadSamples: writer.hasBadSamples };
}

describe('the timeline', () => {
	it('puts chunks one after the other', async () => {
		expect(
			(
				await timeline([
					[0.5, 3000, null],
					[0.25, 4000, null]
				])
			).runs
		).toEqual([
			[0.5, 3000],
			[0.25, 4000]
		]);
	});

	it('leaves silence before a late start and in a gap', async () => {
		const { runs } = await timeline([
			[0.5, 4410, 0.1],
			[0.25, 4410, 0.5]
		]);
		expect(runs).toEqual([
			[0, 4410],
			[0.5, 4410],
			[0, 13_230],
			[0.25, 4410]
		]);
	});

	it('drops what lies before the start, and what comes twice', async () => {
		const { runs } = await timeline([
			[0.75, 1000, -1],
			[0.5, 8820, -0.1],
			[0.25, 8820, 0]
		]);
		expect(runs).toEqual([
			[0.5, 4410],
			[0.25, 4410]
		]);
	});

	it('drops the padding at the end', async () => {
		expect(
			(
				await timeline(
					[
						[0.5, 4410, 0],
						[0.25, 4410, null]
					],
					0.15
				)
			).runs
		).toEqual([
			[0.5, 4410],
			[0.25, 2205]
		]);
	});

	it('takes no notice of rounded times', async () => {
		expect(
			(
				await timeline([
					[0.5, 4410, 0.001],
					[0.5, 4410, 0.102],
					[0.5, 4410, 0.199]
				])
			).runs
		).toEqual([[0.5, 13_230]]);
	});

	it.each([1e9, -1e9, Number.NaN, Infinity])('closes a gap that makes no sense (%d s) without filling it', async (atSeconds) => {
		const { runs, hasBadSamples } = await timeline([
			[0.5, 4410, 0],
			[0.25, 4410, atSeconds]
		]);
		expect(runs).toEqual([
			[0.5, 4410],
			[0.25, 4410]
		]);
		expect(hasBadSamples).toBe(true);
	});

	it('goes on through a change of rate and of channels', async () => {
		const store = new MemoryFileStore();
		const writer = new RecordingWriter(store, 'x', null, null);
		await writer.add({ planes: [ones(44_100)], frames: 44_100, sampleRateHz: 44_100, atSeconds: 0 });
		await writer.add({ planes: [ones(24_000), ones(24_000)], frames: 24_000, sampleRateHz: 48_000, atSeconds: 1 });
		const facts = await writer.finish('pcm/x', 'peaks/x');
		expect(facts).toMatchObject({ channels: 1, durationSeconds: 1.5 });
		const [plane] = await readPcm(store, 'pcm/x');
		expect(plane?.[60_000]).toBeCloseTo(0.5, 3);
	});
});

describe('samples', () => {
	it('become finite, and legal ones stay', () => {
		const plane = new Float32Array([Number.NaN, Infinity, -Infinity, 1e30, -1e30, 4, -0.5, 0]);
		expect(makeFinite(plane, 8)).toBe(true);
		expect([...plane]).toEqual([0, 1, -1, 64, -64, 4, -0.5, 0]);
		expect(makeFinite(plane, 8)).toBe(false);
	});

	it('of any number of channels become two without growing louder', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 64 }), fc.constantFrom(1 as const, 2 as const), (channels, wanted) => {
				const planes = Array.from({ length: channels }, () => ones(4, 1));
				const mixed = downmix(planes, 4, wanted);
				expect(mixed.length).toBe(wanted);
				for (const plane of mixed) expect(plane[3]).toBeCloseTo(1, 5);
			})
		);
	});

	it('of 5.1 keep their sides', () => {
		const six = [1, 0, 0, 0, 0, 0].map((value) => ones(2, value));
		const [left, right] = downmix(six, 2, 2);
		expect(left?.[0]).toBeCloseTo(0.414, 3);
		expect(right?.[0]).toBe(0);
	});
});

describe('the watchdog', () => {
	it('passes an answer on, gives up on none, and obeys a cancel', async () => {
		const { signal } = new AbortController();
		expect(await watched(Promise.resolve(3), signal)).toBe(3);
		await expect(watched(Promise.reject(new RangeError('x')), signal)).rejects.toThrow(RangeError);
		await expect(watched(new Promise(() => undefined), signal, 20)).rejects.toThrow(StalledError);
		const cancelled = new AbortController();
		const waiting = watched(new Promise(() => undefined), cancelled.signal);
		cancelled.abort();
		expect(await waiting.catch(isAbort)).toBe(true);
		expect(await watched(new Promise(() => undefined), cancelled.signal).catch(isAbort)).toBe(true);
	});
});

describe('tags', () => {
	it.each([
		['  a  b\x00', 'a  b'],
		['Ã‰tude'.replace('‰', '\x89'), 'Étude'],
		['Caf\xe9', 'Café'],
		['音楽', '音楽'],
		['line\r\nbreak\x07', 'line break'],
		['x'.repeat(2000), 'x'.repeat(500)]
	])('%j reads %j', (raw, text) => expect(toText(raw)).toBe(text));

	it('take pictures by what they are, up to 5 MB', () => {
		const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 0]);
		expect(toCover(png)?.mimeType).toBe('image/png');
		expect(toCover(Uint8Array.from([0xff, 0xd8, 0xff, 0xe0]))?.mimeType).toBe('image/jpeg');
		expect(toCover(new TextEncoder().encode('<svg onload=alert(1)>'))).toBeNull();
		const large = new Uint8Array(5 * 1024 ** 2 + 1);
		large.set(png);
		expect(toCover(large)).toBeNull();
	});
});
