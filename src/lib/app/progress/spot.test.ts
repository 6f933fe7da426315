import { describe, expect, it, vi } from 'vitest';
import { FakePlayer } from '../../../../tests/fakes/fake-player.ts';
import { Transport } from '../transport/transport.svelte.ts';
import { fromSpotParams, openSpot, spotHref } from './spot.ts';

const paramsOf = (href: string): URLSearchParams => new URL(href, 'http://localhost').searchParams;

describe('the address of a spot', () => {
	it.each([
		[{ bars: { fromBar: 3, toBar: 6 }, speed: 0.8 }, '/song/a/practice?bars=4-7&speed=80'],
		[{ bars: null, speed: 1 }, '/song/a/practice?speed=100']
	])('says %o and is read back', (spot, href) => {
		expect(spotHref('a', spot)).toBe(href);
		expect(fromSpotParams(paramsOf(href))).toEqual(spot);
	});

	it.each(['', 'bars=0-3', 'bars=5-4', 'bars=x', 'speed=10', 'speed=900', 'speed=abc', 'bars=1-2&speed=300'])(
		'%s asks for nothing',
		(query) => {
			expect(fromSpotParams(new URLSearchParams(query))).toBeNull();
		}
	);
});

describe('opening a spot', () => {
	function setUp(loop: { startSeconds: number; endSeconds: number } | null, hasScore = false) {
		const transport = new Transport(
			async () => new FakePlayer(60),
			() => undefined
		);
		transport.load({ pcmPath: 'pcm/a', durationSeconds: 60 }, []);
		const desk = { hasScore, lookAtScore: vi.fn(async () => undefined), barSeconds: () => loop };
		return { transport, desk };
	}

	it('marks the loop, goes there and sets the speed', async () => {
		const { transport, desk } = setUp({ startSeconds: 10, endSeconds: 14 }, true);
		expect(await openSpot(desk, transport, { bars: { fromBar: 1, toBar: 2 }, speed: 0.6 })).toBe(true);
		expect(desk.lookAtScore).toHaveBeenCalledOnce();
		expect(transport.loop).toEqual({ startSeconds: 10, endSeconds: 14 });
		expect([transport.positionSeconds(), transport.speed]).toEqual([10, 0.6]);
	});

	it('says so where the bars are not there', async () => {
		const { transport, desk } = setUp(null);
		expect(await openSpot(desk, transport, { bars: { fromBar: 90, toBar: 92 }, speed: 0.6 })).toBe(false);
		expect(transport.loop).toBeNull();
	});
});
