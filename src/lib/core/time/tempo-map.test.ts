import { describe, expect, it } from 'vitest';
import { toTempoMap } from './tempo-map.ts';

const beats = (count: number, from: number, step: number): number[] => Array.from({ length: count }, (_, i) => from + i * step);

describe('a tempo map of tracked beats', () => {
	it('puts the first downbeat on a bar line, and keeps the lead-in near the tempo', () => {
		const points = toTempoMap({ beatsSeconds: beats(16, 1, 0.5), downbeats: [2, 6, 10, 14] }, 4, 2);
		expect(points[0]).toEqual({ seconds: 0, quarters: 0 });
		expect(points[3]).toEqual({ seconds: 2, quarters: 4 });
		expect(points.at(-1)).toEqual({ seconds: 8.5, quarters: 17 });
	});

	it('leaves room for a pickup that is longer than the silence before it', () => {
		const points = toTempoMap({ beatsSeconds: beats(9, 0, 0.5), downbeats: [3, 6] }, 3, 2);
		expect(points[0]).toEqual({ seconds: 0, quarters: 0 });
		expect(points[3]).toEqual({ seconds: 1.5, quarters: 3 });
	});

	it('counts dotted quarters in 6/8', () => {
		const points = toTempoMap({ beatsSeconds: beats(5, 0, 1), downbeats: [0, 2, 4] }, 2, 3);
		expect(points.map(({ quarters }) => quarters)).toEqual([0, 1.5, 3, 4.5, 6]);
	});

	it('always moves forward, whatever comes first', () => {
		for (const from of [0, 0.01, 0.3, 7, 100]) {
			for (const anchor of [0, 1, 5]) {
				const points = toTempoMap({ beatsSeconds: beats(12, from, 0.6), downbeats: [anchor] }, 5, 2);
				for (let i = 1; i < points.length; i++) {
					expect(points[i]?.seconds).toBeGreaterThan(points[i - 1]?.seconds ?? 0);
					expect(points[i]?.quarters).toBeGreaterThan(points[i - 1]?.quarters ?? 0);
				}
			}
		}
	});

	it('says nothing without beats', () => {
		expect(toTempoMap({ beatsSeconds: [], downbeats: [] }, 4, 2)).toEqual([]);
		expect(toTempoMap({ beatsSeconds: [1], downbeats: [0] }, 4, 2)).toEqual([]);
	});
});
