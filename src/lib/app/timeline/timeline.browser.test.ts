import { describe, expect, it } from 'vitest';
import { Timeline } from './timeline.svelte.ts';

function opened(durationSeconds = 180, widthPx = 1000): Timeline {
	const timeline = new Timeline();
	timeline.setSong(durationSeconds);
	timeline.resize(widthPx, 480);
	return timeline;
}

describe('the timeline', () => {
	it('opens on fifty pixels a second', () => {
		expect(opened().time).toEqual({ startSeconds: 0, secondsPerPixel: 0.02 });
		expect(opened(8).isWholeSong).toBe(true);
	});

	it('keeps a view of the whole song whole when the window changes', () => {
		const timeline = opened();
		timeline.fit();
		timeline.resize(700, 480);
		expect(timeline.isWholeSong).toBe(true);
		timeline.zoomTimeAbout(4, 0);
		timeline.resize(900, 480);
		expect(timeline.isWholeSong).toBe(false);
	});

	it('stops following when the hand pans, and goes on when told', () => {
		const timeline = opened();
		timeline.panBy(100);
		expect(timeline.isFollowing).toBe(false);
		timeline.follow(100);
		expect(timeline.time.startSeconds).toBeCloseTo(2, 9);
		timeline.resumeFollowing();
		timeline.follow(100);
		expect(timeline.xAt(100)).toBeCloseTo(60, 6);
	});

	it('fits the pitches until someone has moved them', () => {
		const timeline = opened();
		timeline.setPitchRange(40, 75);
		const fitted = timeline.pitch;
		timeline.setPitchRange(50, 85);
		expect(timeline.pitch.topMidi).not.toBe(fitted.topMidi);
		timeline.zoomPitchAbout(2, 100);
		const own = timeline.pitch;
		timeline.setPitchRange(30, 90);
		expect(timeline.pitch).toBe(own);
		timeline.fitPitches();
		expect(timeline.pitch).not.toBe(own);
	});

	it('brings a note onto the screen', () => {
		const timeline = opened();
		timeline.setPitchRange(60, 70);
		timeline.zoomPitchAbout(3, 0);
		timeline.reveal(90, 30);
		expect(timeline.xAt(90)).toBeGreaterThan(0);
		expect(timeline.xAt(90)).toBeLessThan(1000);
		expect(timeline.rowTopPx(30)).toBeGreaterThanOrEqual(0);
		expect(timeline.rowTopPx(30)).toBeLessThanOrEqual(480 - timeline.pitch.semitonePx);
	});

	it('offers no time outside the song', () => {
		const timeline = opened(10, 1000);
		expect(timeline.seekSecondsAt(-50)).toBe(0);
		expect(timeline.seekSecondsAt(5000)).toBe(10);
	});
});
