import { expect, test } from 'vitest';
import { valueOf } from './note-value.ts';

test.each([
	[40_320, { type: 1 }],
	[10_080, { type: 4 }],
	[15_120, { type: 4, dots: 1 }],
	[3360, { type: 8, tuplet: { actual: 3, normal: 2 } }],
	[630, { type: 64 }],
	[12_600, null],
	[0, null]
])('%i ticks are %j', (ticks, value) => {
	expect(valueOf(ticks)).toEqual(value);
});
