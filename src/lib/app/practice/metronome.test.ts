import { describe, expect, it } from 'vitest';
import { countInAt, metronomeSchema, toClicks, usualMetronome } from './metronome.ts';

/** Four bars of three at 120 beats a minute, after a pickup of one beat. */
const waltz = {
	beatsSeconds: Array.from({ length: 13 }, (_, i) => 1 + i * 0.5),
	downbeats: [1, 4, 7, 10]
};

describe('toClicks', () => {
	it('clicks on every beat and tells the first of each bar', () => {
		const clicks = toClicks({ ...usualMetronome, isOn: true }, waltz);
		expect(clicks.map(({ kind }) => (kind === 'accent' ? '1' : '.')).join('')).toBe('.1..1..1..1..');
		expect(clicks[0]?.atSeconds).toBe(1);
	});

	it('is silent while it is off, and without beats', () => {
		expect(toClicks(usualMetronome, waltz)).toEqual([]);
		expect(toClicks({ ...usualMetronome, isOn: true }, { beatsSeconds: [], downbeats: [] })).toEqual([]);
	});
});

describe('countInAt', () => {
	it('counts a bar of the song’s own meter at the speed that is set', () => {
		const countIn = countInAt(1, waltz, 3, 0.5);
		expect(countIn?.beats).toEqual(['accent', 'beat', 'beat']);
		expect(countIn?.beatSeconds).toBeCloseTo(1, 6);
	});

	it('counts on into the bar where the music comes in within one', () => {
		expect(countInAt(1, waltz, 3.5, 1)?.beats).toEqual(['accent', 'beat', 'beat', 'accent']);
		expect(countInAt(2, waltz, 3, 1)?.beats).toHaveLength(6);
	});

	it('leads into a pickup as the end of a bar', () => {
		expect(countInAt(1, waltz, 1, 1)?.beats).toEqual(['accent', 'beat', 'beat', 'accent', 'beat']);
	});

	it('counts nothing where it is not wanted or no beat is known', () => {
		expect(countInAt(0, waltz, 3, 1)).toBeNull();
		expect(countInAt(1, { beatsSeconds: [1], downbeats: [] }, 3, 1)).toBeNull();
	});
});

describe('metronomeSchema', () => {
	it('takes each value that it can read and leaves the others at what is usual', () => {
		expect(metronomeSchema.parse({ isOn: true, voice: 'gong', level: 7, parts: 3 })).toEqual({
			...usualMetronome,
			isOn: true,
			parts: 3
		});
	});
});
