import { describe, expect, it } from 'vitest';
import { toPresetGuess, toPresetShares } from './auto.ts';

/** polyphony, soloShare, lowPitch, middlePitch, highPitch, attack, hold, movement, chordShare, strumShare */
const bassLine = Float32Array.of(0.17, 0.97, 0.08, 0.13, 0.22, 0.8, 0.9, 0.08, 0, 0.02);
const singing = Float32Array.of(0.18, 0.95, 0.36, 0.45, 0.55, 0.45, 0.8, 0.7, 0, 0);
const band = Float32Array.of(0.72, 0.03, 0.15, 0.42, 0.66, 0.72, 0.74, 0.2, 0.44, 0.1);

describe('toPresetGuess', () => {
	it.each([
		['a low single line', bassLine, 'bass'],
		['a wavering single line with soft beginnings', singing, 'voice'],
		['a band', band, 'other']
	])('%s', (_, character, preset) => {
		const guess = toPresetGuess(character);
		expect(guess.preset).toBe(preset);
		expect(guess.confidence).toBeGreaterThan(0);
		expect(guess.confidence).toBeLessThanOrEqual(1);
	});

	it('is the general preset, and sure of nothing, when too little sounds', () => {
		expect(toPresetGuess(null)).toEqual({ preset: 'other', confidence: 0 });
	});

	it('never takes music of several voices for one voice', () => {
		const lowChords = Float32Array.from(bassLine);
		lowChords[1] = 0.3;
		expect(['bass', 'voice']).not.toContain(toPresetGuess(lowChords).preset);
	});
});

describe('toPresetShares', () => {
	it('adds up to one', () => {
		for (const character of [bassLine, singing, band]) {
			const shares = [...toPresetShares(character).values()];
			expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6);
		}
	});
});
