import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { placeBeside, type PlaceRequest } from './place.ts';

const request: PlaceRequest = {
	anchor: { left: 100, top: 100, width: 40, height: 20 },
	width: 120,
	height: 80,
	viewportWidth: 400,
	viewportHeight: 300,
	side: 'below',
	align: 'start',
	gap: 4,
	margin: 8
};

describe('placeBeside', () => {
	test.each<[string, Partial<PlaceRequest>, { left: number; top: number; side: string }]>([
		['below, at the start', {}, { left: 100, top: 124, side: 'below' }],
		[
			'at the end',
			{ align: 'end', anchor: { left: 200, top: 100, width: 40, height: 20 } },
			{ left: 120, top: 124, side: 'below' }
		],
		['in the middle', { align: 'centre' }, { left: 60, top: 124, side: 'below' }],
		[
			'above when below has no room',
			{ anchor: { left: 100, top: 260, width: 40, height: 20 } },
			{ left: 100, top: 176, side: 'above' }
		],
		[
			'below when above has none',
			{ side: 'above', anchor: { left: 100, top: 20, width: 40, height: 20 } },
			{ left: 100, top: 44, side: 'below' }
		],
		[
			'pushed in at the right',
			{ anchor: { left: 380, top: 100, width: 20, height: 20 } },
			{ left: 272, top: 124, side: 'below' }
		],
		['to the right', { side: 'right', align: 'centre' }, { left: 144, top: 70, side: 'right' }],
		[
			'left when the right has no room',
			{ side: 'right', anchor: { left: 330, top: 100, width: 40, height: 20 } },
			{ left: 206, top: 100, side: 'left' }
		],
		['larger than the window: the near edge shows', { width: 900, height: 700 }, { left: 8, top: 8, side: 'below' }]
	])('%s', (_name, change, expected) => {
		expect(placeBeside({ ...request, ...change })).toEqual(expected);
	});

	test('lies inside the window whenever it fits', () => {
		const size = fc.integer({ min: 1, max: 200 });
		fc.assert(
			fc.property(
				size,
				size,
				fc.integer({ min: -50, max: 450 }),
				fc.integer({ min: -50, max: 350 }),
				fc.constantFrom('below', 'above', 'left', 'right'),
				(width, height, left, top, side) => {
					const place = placeBeside({ ...request, width, height, side, anchor: { left, top, width: 10, height: 10 } });
					expect(place.left).toBeGreaterThanOrEqual(8);
					expect(place.left + width).toBeLessThanOrEqual(392);
					expect(place.top).toBeGreaterThanOrEqual(8);
					expect(place.top + height).toBeLessThanOrEqual(292);
				}
			)
		);
	});
});
