import { expect, it } from 'vitest';
import { headroomGain } from './headroom.ts';

const chord = (
	count: number,
	velocity: number,
	onsetSeconds = 0
): { onsetSeconds: number; offsetSeconds: number; velocity: number }[] =>
	Array.from({ length: count }, () => ({ onsetSeconds, offsetSeconds: onsetSeconds + 1, velocity }));

it('leaves alone what a piano plays, also chord after chord', () => {
	expect(headroomGain([])).toBe(1);
	expect(headroomGain([...chord(6, 90), ...chord(6, 90, 1)])).toBe(1);
});

it('turns an orchestra down by the power of its fullest chord', () => {
	expect(headroomGain(chord(24, 127))).toBeCloseTo(Math.sqrt((6 * 0.75 ** 2) / 24), 9);
	expect(headroomGain([...chord(40, 100), ...chord(2, 100, 5)])).toBeLessThan(0.4);
});
