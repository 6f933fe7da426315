import { describe, expect, it } from 'vitest';
import { inWindow, laneScreen, laneWindow, screenSeconds } from './lane-window.ts';

const view = (startSeconds: number) => ({ time: { startSeconds, secondsPerPixel: 0.02 }, widthPx: 500 });

describe('the window of a lane', () => {
	it('holds the screen and one on each side, and stays while less than a screen scrolls by', () => {
		expect(screenSeconds(view(0))).toBe(10);
		expect(laneScreen(view(9.9))).toBe(0);
		expect(laneScreen(view(10.1))).toBe(1);
		expect(laneWindow(1, 10)).toEqual({ fromSeconds: 0, toSeconds: 40 });
	});

	it('keeps what reaches into it and is wide enough to be seen', () => {
		const spans = [
			{ startSeconds: 0, endSeconds: 5 },
			{ startSeconds: 5, endSeconds: 12 },
			{ startSeconds: 12, endSeconds: 12.1 },
			{ startSeconds: 12.1, endSeconds: 60 }
		];
		expect(inWindow(spans, { fromSeconds: 10, toSeconds: 50 }, 0.2).map(({ index }) => index)).toEqual([1, 3]);
	});
});
