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
			// As long as the source, within one block, and 10 ms after a constant offset all the more.
			expect(Math.abs(offsetFrames - constant)).toBeLessThanOrEqual(128);
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
	const [found, ...others] = await onPage(next, 'recover');
	expect(others).toEqual([]);
	expect(found?.draft.id).toBe('killed');
	expect(found?.sound.frames).toBeGreaterThan(4 * sourceRateHz);
	const [recorded = new Float32Array()] = await readTake(next, 'takes/killed');
	expect(recorded.length).toBe(found?.sound.frames);
	const bursts = findBursts(samples, burstFrames, recorded);
	expect(bursts.length).toBeGreaterThan(10);
	for (const { offsetFrames } of bursts) expect(offsetFrames).toBe(bursts[0]?.offsetFrames);
	expect(await onPage(next, 'recover')).toEqual([]);
});

test('a take that another tab records is left alone by the one that looks for lost ones', async () => {
	const { page, newPage } = await withMicrophone(burstTrain(6, 1, 1).samples);
	await onPage(page, 'begin', { id: 'living', seconds: 0 });
	await page.waitForTimeout(1000);
	const other = await newPage();
	expect(await onPage(other, 'recover')).toEqual([]);
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
