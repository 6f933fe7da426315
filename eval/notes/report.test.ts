import { describe, expect, it } from 'vitest';
import { toInterval } from '../bootstrap.ts';
import { toInstrumentGroup } from './groups.ts';
import { measureNotes } from './index.ts';
import { toTable } from './report.ts';
import type { Transcriber } from './transcriber.ts';

describe('toInterval', () => {
	it('gives the mean, and the same interval for the same seed', () => {
		const values = [0.2, 0.4, 0.6, 0.8];
		const interval = toInterval(values);
		expect(interval?.mean).toBeCloseTo(0.5, 12);
		expect(interval).toEqual(toInterval(values));
		expect(interval?.low).toBeGreaterThanOrEqual(0.2);
		expect(interval?.low).toBeLessThan(0.4);
		expect(interval?.high).toBeGreaterThan(0.6);
		expect(interval?.high).toBeLessThanOrEqual(0.8);
	});

	it('has no width for one value, and is nothing for none', () => {
		expect(toInterval([0.3, 0.3])).toEqual({ mean: 0.3, low: 0.3, high: 0.3 });
		expect(toInterval([])).toBeNull();
	});
});

describe('toInstrumentGroup', () => {
	it.each([
		['piano (Yamaha Disklavier, ambient mic)', 'piano'],
		['band: bass, steel guitar, piano, pads (no drums)', 'band'],
		['full band (drums, bass, e-guitar, vocals)', 'band'],
		['electric bass (stem)', 'bass'],
		['electric guitar (stem; clean)', 'guitar'],
		['solo violin', 'violin'],
		['male singer (stem)', 'voice'],
		['drum kit only', 'drums'],
		['tenor saxophone', 'other'],
		['', 'other']
	])('%s is %s', (instrument, group) => expect(toInstrumentGroup(instrument)).toBe(group));
});

describe('measureNotes', () => {
	const items = ['a', 'b'].map((id) => ({ id, group: 'piano', audioPath: id, notes: [{ onset: 0, offset: 1, pitch: 60 }] }));
	const close = async (): Promise<void> => undefined;
	const right: Transcriber = { name: 'right', close, transcribe: async () => [{ onset: 0.01, offset: 1, pitch: 60 }] };
	const failing: Transcriber = {
		name: 'failing',
		close,
		transcribe: async (path) => {
			if (path === 'b') throw new Error('no sound');
			return [{ onset: 0.01, offset: 3, pitch: 60 }];
		}
	};

	it('scores each, and counts a failure as nothing found', async () => {
		const [first, second] = await measureNotes(items, [right, failing]);
		expect(first?.items.map((item) => item.onset.f)).toEqual([1, 1]);
		expect(second?.items.map((item) => item.onset.f)).toEqual([1, 0]);
		expect(second?.items.map((item) => item.onsetOffset.f)).toEqual([0, 0]);
		expect(second?.failures).toEqual([{ id: 'b', message: 'no sound' }]);
		expect(first?.rows.map((row) => [row.name, row.items])).toEqual([
			['piano', 2],
			['held out', 2],
			['all', 2]
		]);
		expect(toTable('right', first?.rows ?? []).split('\n')[2]).toMatch(
			/^piano +2 +1\.000 \[1\.000, 1\.000\] +1\.000 +1\.000 +1\.000/
		);
	});
});
