import { spawnSync } from 'node:child_process';
import { expect, test } from '@playwright/test';
import {
	burstTrain,
	findBursts,
	onPage,
	openFakeMicrophone,
	readTake,
	sourceRateHz,
	type FakeMicrophone
} from '../../bench/record/fake-microphone.ts';

/*
 * The recording engine end to end, without a room around it: a file plays as the microphone, and what lies in the store
 * afterwards is compared with it.
 */

/** Chromium hands microphones over in blocks of 10 ms, and on a busy machine may drop or double one before we see it. */
const captureBlockFrames = 441;
test.describe.configure({ retries: 2 });

let microphone: FakeMicrophone;

async function withMicrophone(samples: Float32Array): Promise<FakeMicrophone> {
	microphone = await openFakeMicrophone(samples);
	return microphone;
}

test.afterEach(async () => microphone.close());

for (const [name, mayShareMemory] of [
	['a ring', true],
	['messages', false]
] as const) {
	test(`through ${name}: the take is the source, although the page is blocked for 5 s`, async () => {
		const { samples, burstFrames } = burstTrain(16, 1.5, 0.5);
		const { page } = await withMicrophone(samples);
		const { take, input, overrunFrames } = await onPage(page, 'record', { id: 'a', seconds: 13, blockMs: 5000, mayShareMemory });
		expect(input.transport).toBe(mayShareMemory ? 'ring' : 'messages');
		expect(overrunFrames).toBe(0);
		expect(take.fault).toBeNull();
		expect(take.sound?.frames).toBeGreaterThan(12.5 * sourceRateHz);
		const [recorded = new Float32Array()] = await readTake(page, 'takes/a');
		expect(recorded.length).toBe(take.sound?.frames);
		const found = findBursts(samples, burstFrames, recorded);
		expect(found.length).toBeGreaterThan(18);
		const constant = found[0]?.offsetFrames ?? 0;
		for (const { offsetFrames, gain } of found) {
			// As long as the source within one block of the browser's capture, which is 10 ms after a constant offset.
			expect(Math.abs(offsetFrames - constant)).toBeLessThanOrEqual(captureBlockFrames);
			expect(Math.abs(20 * Math.log10(gain))).toBeLessThan(1);
		}
	});
}

test('a tab that is killed loses less than a second of its take', async () => {
	const { samples, burstFrames } = burstTrain(12, 1, 0.25);
	const { page, context, newPage } = await withMicrophone(samples);
	await onPage(page, 'begin', { id: 'killed', seconds: 0 });
	await page.waitForTimeout(5000);
	const devtools = await context.newCDPSession(page);
	const crashed = page.waitForEvent('crash');
	devtools.send('Page.crash').catch(() => undefined);
	await crashed;
	await page.close();
	const next = await newPage();
	const [found, ...others] = await onPage(next, 'recover', []);
	expect(others).toEqual([]);
	expect(found?.draft.id).toBe('killed');
	expect(found?.sound.frames).toBeGreaterThan(4 * sourceRateHz);
	const [recorded = new Float32Array()] = await readTake(next, 'takes/killed');
	expect(recorded.length).toBe(found?.sound.frames);
	const bursts = findBursts(samples, burstFrames, recorded);
	expect(bursts.length).toBeGreaterThan(10);
	for (const { offsetFrames } of bursts) expect(offsetFrames).toBe(bursts[0]?.offsetFrames);
	expect(await onPage(next, 'recover', ['killed'])).toEqual([]);
});

test('a take goes out as WAV, FLAC and Opus that other programs read', async () => {
	const { samples } = burstTrain(8, 1, 0.5);
	const { page } = await withMicrophone(samples);
	const { take } = await onPage(page, 'record', { id: 'out', seconds: 4 });
	const [recorded = new Float32Array()] = await readTake(page, 'takes/out');
	for (const [format, leastDb] of [
		['wav', 100],
		['flac', 100],
		['opus', 15]
	] as const) {
		const bytes = Buffer.from(await onPage(page, 'exportTake', 'takes/out', format), 'base64');
		const rate = format === 'opus' ? 48_000 : sourceRateHz;
		const back = spawnSync('ffmpeg', ['-v', 'error', '-xerror', '-i', '-', '-f', 'f32le', '-ar', String(rate), '-'], {
			input: bytes,
			maxBuffer: 2 ** 28
		});
		test.skip(back.error !== undefined, 'ffmpeg is not installed');
		expect(back.stderr.toString()).toBe('');
		const decoded = new Float32Array(
			back.stdout.buffer.slice(back.stdout.byteOffset, back.stdout.byteOffset + back.stdout.byteLength)
		);
		// Opus ends on whole packets; the others are the same to the frame.
		if (format !== 'opus') expect(decoded.length).toBe(take.sound?.frames);
		else expect(Math.abs(decoded.length / 48_000 - recorded.length / sourceRateHz)).toBeLessThan(0.03);
		expect(signalToDifference(recorded, decoded, rate / sourceRateHz), format).toBeGreaterThan(leastDb);
	}
});

/** dB; the envelope of 5 ms blocks where the rates differ. */
function signalToDifference(source: Float32Array, decoded: Float32Array, ratio: number): number {
	const block = ratio === 1 ? 1 : 220.5;
	let signal = 0;
	let difference = 1e-20;
	for (let at = 0; at + block <= source.length; at += block) {
		const a = rms(source, at, at + block);
		const b = rms(decoded, at * ratio, (at + block) * ratio);
		signal += a * a;
		difference += (a - b) ** 2;
	}
	return Math.min(200, 10 * Math.log10(signal / difference));
}

function rms(samples: Float32Array, from: number, to: number): number {
	if (to - from === 1) return samples[from] ?? 0;
	const part = samples.subarray(Math.round(from), Math.round(to));
	return Math.sqrt(part.reduce((sum, sample) => sum + sample * sample, 0) / part.length);
}

test('a take that another tab records is left alone by the one that looks for lost ones', async () => {
	const { page, newPage } = await withMicrophone(burstTrain(6, 1, 1).samples);
	await onPage(page, 'begin', { id: 'living', seconds: 0 });
	await page.waitForTimeout(1000);
	const other = await newPage();
	expect(await onPage(other, 'recover', [])).toEqual([]);
	await page.bringToFront();
	const take = await onPage(page, 'stop');
	expect(take?.sound?.frames).toBeGreaterThan(sourceRateHz);
});

test('the disk full: what was recorded until then is kept, and told', async () => {
	const { page, context, url } = await withMicrophone(burstTrain(20, 1, 1).samples);
	const origin = new URL(url).origin;
	const devtools = await context.newCDPSession(page);
	const { usage } = await devtools.send('Storage.getUsageAndQuota', { origin });
	await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: usage + 2_500_000 });
	await onPage(page, 'begin', { id: 'full', seconds: 0 });
	const take = await onPage(page, 'untilEnded', 45_000);
	expect(take?.fault?.code).toBe('storageFull');
	expect(take?.sound?.frames).toBeGreaterThan(sourceRateHz);
	await devtools.send('Storage.overrideQuotaForOrigin', { origin });
	const [recorded = new Float32Array()] = await readTake(page, 'takes/full');
	expect(recorded.length).toBe(take?.sound?.frames);
	const again = await onPage(page, 'record', { id: 'again', seconds: 1 });
	expect(again.take.fault).toBeNull();
});

test('a take thrown away leaves nothing', async () => {
	const { page } = await withMicrophone(burstTrain(4, 1, 1).samples);
	await onPage(page, 'begin', { id: 'gone', seconds: 0 });
	await page.waitForTimeout(500);
	await onPage(page, 'discard');
	expect(await onPage(page, 'storedTakes')).toEqual([]);
});
