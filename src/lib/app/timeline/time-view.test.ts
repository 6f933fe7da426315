import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	clampTimeView,
	coarsestSecondsPerPixel,
	finestSecondsPerPixel,
	fitTime,
	followTime,
	panTime,
	secondsAt,
	showRange,
	xAt,
	zoomTime
} from './time-view.ts';

const bounds = { durationSeconds: 200, widthPx: 1000 };
const view = { startSeconds: 50, secondsPerPixel: 0.02 };

describe('a view of time', () => {
	it('turns pixels to seconds and back', () => {
		expect(secondsAt(view, 250)).toBeCloseTo(55, 12);
		expect(xAt(view, 55)).toBeCloseTo(250, 9);
	});

	it.each([
		['before the start', { startSeconds: -5, secondsPerPixel: 0.02 }, { startSeconds: 0, secondsPerPixel: 0.02 }],
		['after the end', { startSeconds: 199, secondsPerPixel: 0.02 }, { startSeconds: 180, secondsPerPixel: 0.02 }],
		['too wide', { startSeconds: 10, secondsPerPixel: 5 }, { startSeconds: 0, secondsPerPixel: 0.2 }],
		['too close', { startSeconds: 10, secondsPerPixel: 1e-9 }, { startSeconds: 10, secondsPerPixel: finestSecondsPerPixel }]
	])('is kept inside the song: %s', (_, wanted, expected) => {
		expect(clampTimeView(wanted, bounds)).toEqual(expected);
	});

	it('shows a song shorter than the closest zoom from its left edge', () => {
		const short = { durationSeconds: 0.1, widthPx: 1000 };
		expect(fitTime(short)).toEqual({ startSeconds: 0, secondsPerPixel: finestSecondsPerPixel });
		expect(panTime(fitTime(short), short, 300)).toEqual(fitTime(short));
	});

	it('survives a song of no length and a plot of no width', () => {
		const none = clampTimeView({ startSeconds: 3, secondsPerPixel: 1 }, { durationSeconds: 0, widthPx: 0 });
		expect(none).toEqual({ startSeconds: 0, secondsPerPixel: finestSecondsPerPixel });
	});

	it('keeps the time under the pointer when it zooms, unless an end of the song is in the way', () => {
		fc.assert(
			fc.property(
				fc.double({ min: 0, max: 180, noNaN: true }),
				fc.double({ min: 0.05, max: 20, noNaN: true }),
				fc.double({ min: 0, max: 1000, noNaN: true }),
				(startSeconds, factor, x) => {
					const before = clampTimeView({ startSeconds, secondsPerPixel: 0.02 }, bounds);
					const after = zoomTime(before, bounds, factor, x);
					const latest = bounds.durationSeconds - bounds.widthPx * after.secondsPerPixel;
					const isAtAnEnd = after.startSeconds <= 0 || after.startSeconds >= latest - 1e-9;
					expect(isAtAnEnd || Math.abs(secondsAt(after, x) - secondsAt(before, x)) < 1e-9).toBe(true);
					expect(after.secondsPerPixel).toBeGreaterThanOrEqual(finestSecondsPerPixel);
					expect(after.secondsPerPixel).toBeLessThanOrEqual(coarsestSecondsPerPixel(bounds));
					expect(after.startSeconds).toBeGreaterThanOrEqual(0);
				}
			)
		);
	});

	it('shows a range with a tenth free on both sides', () => {
		expect(showRange(bounds, 100, 110)).toEqual({ startSeconds: 99, secondsPerPixel: 12 / 1000 });
	});
});

describe('following the playhead', () => {
	it('turns the page near the right edge, and only there', () => {
		expect(followTime(view, bounds, 'page', 60)).toBe(view);
		expect(followTime(view, bounds, 'page', 69.1)).toBe(view);
		const turned = followTime(view, bounds, 'page', 69.3);
		expect(xAt(turned, 69.3)).toBeCloseTo(60, 6);
	});

	it('turns back when a loop jumps to before the page', () => {
		expect(xAt(followTime(view, bounds, 'page', 20), 20)).toBeCloseTo(60, 6);
	});

	it('holds the playhead still when it scrolls', () => {
		for (const position of [60, 61.7, 90])
			expect(xAt(followTime(view, bounds, 'scroll', position), position)).toBeCloseTo(350, 6);
	});

	it('answers the same view at the end of the song, so that nothing is drawn again', () => {
		const end = { startSeconds: 180, secondsPerPixel: 0.02 };
		expect(followTime(end, bounds, 'page', 199.9)).toBe(end);
		expect(followTime(end, bounds, 'scroll', 199.9)).toBe(end);
	});

	it('stays put when it is off', () => {
		expect(followTime(view, bounds, 'off', 150)).toBe(view);
	});
});
