import { expect, test } from 'vitest';
import { fieldPath, keyPoint, wheelSize } from './wheel-geometry.ts';

const angleOf = (tonic: number, mode: 'major' | 'minor'): number => {
	const { x, y } = keyPoint({ tonic, mode });
	return Math.round((Math.atan2(x - wheelSize / 2, wheelSize / 2 - y) * 180) / Math.PI + 360) % 360;
};

test('a fifth up is thirty degrees on, clockwise, with 12 at the top', () => {
	expect(angleOf(4, 'major')).toBe(0);
	expect(angleOf(11, 'major')).toBe(30);
	expect(angleOf(0, 'major')).toBe(240);
	expect(angleOf(9, 'minor')).toBe(angleOf(0, 'major'));
});

test('minor lies inside major, and every field closes', () => {
	const radius = (mode: 'major' | 'minor', tonic: number): number => {
		const { x, y } = keyPoint({ tonic, mode });
		return Math.hypot(x - wheelSize / 2, y - wheelSize / 2);
	};
	expect(radius('minor', 9)).toBeLessThan(radius('major', 0));
	for (let number = 1; number <= 12; number++) expect(fieldPath(number, 'A')).toMatch(/^M[\d. -]+A.*Z$/);
});
