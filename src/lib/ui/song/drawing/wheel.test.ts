import { describe, expect, it } from 'vitest';
import { wheelIntent } from './wheel.ts';

const turn = (facts: Partial<Parameters<typeof wheelIntent>[0]>, hasHeight = true) =>
	wheelIntent(
		{ deltaX: 0, deltaY: 0, deltaMode: 0, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...facts },
		hasHeight
	);

describe('the wheel', () => {
	it('pans up and down, and sideways with Shift or a trackpad', () => {
		expect(turn({ deltaY: 100 })).toEqual({ kind: 'pan', deltaX: 0, deltaY: 100 });
		expect(turn({ deltaY: 100, shiftKey: true })).toEqual({ kind: 'pan', deltaX: 100, deltaY: 0 });
		expect(turn({ deltaX: 12, deltaY: 3 })).toEqual({ kind: 'pan', deltaX: 12, deltaY: 3 });
	});

	it('moves through time where there is nothing above or below', () => {
		expect(turn({ deltaY: 100 }, false)).toEqual({ kind: 'pan', deltaX: 100, deltaY: 0 });
	});

	it('counts lines and pages in pixels', () => {
		expect(turn({ deltaY: 3, deltaMode: 1 })).toEqual({ kind: 'pan', deltaX: 0, deltaY: 54 });
	});

	it('comes closer when it turns away, by as much as it goes back', () => {
		const closer = turn({ deltaY: -100, ctrlKey: true });
		const wider = turn({ deltaY: 100, ctrlKey: true });
		expect(closer.kind).toBe('zoom-time');
		if (closer.kind === 'pan' || wider.kind === 'pan') throw new Error('a zoom was expected');
		expect(closer.factor).toBeGreaterThan(1.1);
		expect(closer.factor * wider.factor).toBeCloseTo(1, 9);
		expect(turn({ deltaY: -100, altKey: true }).kind).toBe('zoom-pitch');
	});
});
