import { describe, expect, it } from 'vitest';
import { rulerSteps } from './ruler.ts';

describe('the ruler', () => {
	it.each([
		[20 / 1000, { majorSeconds: 2, minorSeconds: 0.5, decimals: 0 }],
		[200 / 1000, { majorSeconds: 30, minorSeconds: 5, decimals: 0 }],
		[5400 / 1000, { majorSeconds: 600, minorSeconds: 120, decimals: 0 }],
		[1 / 2000, { majorSeconds: 0.05, minorSeconds: 0.01, decimals: 2 }],
		[1 / 400, { majorSeconds: 0.2, minorSeconds: 0.05, decimals: 1 }],
		[1000, { majorSeconds: 7200, minorSeconds: 1800, decimals: 0 }]
	])('at %d s a pixel', (secondsPerPixel, expected) => {
		expect(rulerSteps(secondsPerPixel)).toEqual(expected);
	});
});
