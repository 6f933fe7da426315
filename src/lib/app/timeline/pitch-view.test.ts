import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clampPitchView, fitPitch, isBlackKey, isWholeKeyboard, midiAt, panPitch, rowTopPx, zoomPitch } from './pitch-view.ts';

describe('a view of pitch', () => {
	it('puts a note at the middle of its row', () => {
		const view = { topMidi: 72.5, semitonePx: 10 };
		expect(rowTopPx(view, 72)).toBe(0);
		expect(midiAt(view, 5)).toBe(72);
		expect(Math.round(midiAt(view, 9.9))).toBe(72);
		expect(Math.round(midiAt(view, 10.1))).toBe(71);
	});

	it('never leaves the piano', () => {
		expect(clampPitchView({ topMidi: 200, semitonePx: 10 }, 440).topMidi).toBe(108.5);
		expect(clampPitchView({ topMidi: 0, semitonePx: 10 }, 440).topMidi).toBe(64.5);
		expect(clampPitchView({ topMidi: 60, semitonePx: 1 }, 440)).toEqual({ topMidi: 108.5, semitonePx: 5 });
	});

	it('fits what is played with room around it, and an octave or two at least', () => {
		const wide = fitPitch(500, 40, 83);
		expect(wide.semitonePx).toBe(10);
		expect(rowTopPx(wide, 83)).toBeCloseTo(30, 9);
		expect(rowTopPx(wide, 40) + wide.semitonePx).toBeCloseTo(470, 9);
		expect(fitPitch(560, 60, 60).semitonePx).toBe(20);
	});

	it('shows the middle of the piano when there are no notes', () => {
		const view = fitPitch(500, Infinity, -Infinity);
		expect(midiAt(view, 250)).toBeCloseTo(62, 9);
	});

	it('keeps the pitch under the pointer when it zooms in from a whole that fits', () => {
		fc.assert(
			fc.property(fc.double({ min: 1, max: 4, noNaN: true }), fc.double({ min: 0, max: 500, noNaN: true }), (factor, y) => {
				const before = clampPitchView({ topMidi: 90, semitonePx: 10 }, 500);
				const after = zoomPitch(before, 500, factor, y);
				expect(midiAt(after, y)).toBeCloseTo(midiAt(before, y), 6);
			})
		);
	});

	it('pans down to lower pitches', () => {
		expect(panPitch({ topMidi: 90, semitonePx: 10 }, 300, 20).topMidi).toBe(88);
	});

	it('knows when there is nothing to pan to', () => {
		expect(isWholeKeyboard({ topMidi: 108.5, semitonePx: 5 }, 440)).toBe(true);
		expect(isWholeKeyboard({ topMidi: 108.5, semitonePx: 6 }, 440)).toBe(false);
	});

	it('tells black keys from white ones', () => {
		const blacks = Array.from({ length: 12 }, (_, step) => 60 + step).filter(isBlackKey);
		expect(blacks).toEqual([61, 63, 66, 68, 70]);
	});
});
