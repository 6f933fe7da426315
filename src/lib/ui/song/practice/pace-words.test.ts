import { describe, expect, it } from 'vitest';
import { paceMark, pitchWords } from './pace-words.ts';

describe('pace words', () => {
	it('say a pitch in semitones and cents', () => {
		expect(pitchWords(0)).toBe('as it is');
		expect(pitchWords(1)).toBe('1 semitone up');
		expect(pitchWords(-2.35)).toBe('2 semitones 35 cents down');
		expect(pitchWords(0.5)).toBe('50 cents up');
	});

	it('mark speed and pitch in a few letters', () => {
		expect(paceMark(0.75, 0)).toBe('75 %');
		expect(paceMark(1, 2)).toBe('100 % +2');
		expect(paceMark(0.5, -1.5)).toBe('50 % −1.5');
	});
});
