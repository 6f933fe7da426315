import { describe, expect, it } from 'vitest';
import { encodeChord } from './chord-labels.ts';
import { compareMajMin, compareSevenths, toRecall, type LabelledSpan } from './chord-metric.ts';
import { fromKeyText, toKeyScore } from './key-metric.ts';

const span = (start: number, end: number, label: string): LabelledSpan => ({ start, end, label });

describe('labels', () => {
	it.each([
		['C', 0, [0, 4, 7]],
		['A:min7/b3', 9, [0, 3, 7, 10]],
		['C:maj/b7', 0, [0, 4, 7, 10]],
		['D:9(*5)/1', 2, [0, 4, 10]],
		['Cb:(1,5)', 11, [0, 7]],
		['F#:maj(9)', 6, [0, 4, 7]],
		['G:(b3,5)', 7, [0, 3, 7]]
	])('%s', (label, root, semitones) => {
		expect(encodeChord(label)).toEqual({ root, semitones: semitones.reduce((sum, bit) => sum | (1 << bit), 0) });
	});

	it('knows no chord and what cannot be said', () => {
		expect(encodeChord('N')).toEqual({ root: -1, semitones: 0 });
		expect(encodeChord('X').semitones).toBe(-1);
	});

	it.each(['H:maj', 'C:foo', '', 'C:maj/x'])('refuses "%s"', (label) => expect(() => encodeChord(label)).toThrow(RangeError));
});

/** What mir_eval 0.8.2 answers for the same pairs: majmin, sevenths. */
describe('comparisons', () => {
	it.each<[string, string, number | null, number | null]>([
		['C:maj', 'C:maj', 1, 1],
		['C:maj', 'C:maj7', 1, 0],
		['C:7', 'C:maj', 1, 0],
		['C:maj', 'C:min', 0, 0],
		['C:maj', 'G:maj', 0, 0],
		['A:min7', 'A:min7/b3', 1, 1],
		['C:maj', 'C:maj/b7', 1, 0],
		['C:maj/2', 'C:maj', null, null],
		['E:5', 'E:maj', null, null],
		['B:dim', 'B:dim', null, null],
		['C:sus4', 'C:sus4', null, null],
		['C:maj6', 'C:maj', 1, null],
		['D:9', 'D:7', 1, 1],
		['N', 'N', 1, 1],
		['N', 'C:maj', 0, 0],
		['C:maj', 'N', 0, 0],
		['X', 'C:maj', null, null],
		['N', 'X', 0, 0]
	])('%s heard as %s', (reference, estimate, majMin, seventh) => {
		expect(compareMajMin(encodeChord(reference), encodeChord(estimate))).toBe(majMin);
		expect(compareSevenths(encodeChord(reference), encodeChord(estimate))).toBe(seventh);
	});
});

describe('recall', () => {
	const reference = [span(0, 2, 'C:maj'), span(2, 3, 'B:dim'), span(3, 4, 'G:7'), span(4, 5, 'N')];

	it('weighs by duration and leaves out what cannot be compared', () => {
		const estimate = [span(0, 1, 'C:maj'), span(1, 3.5, 'A:min'), span(3.5, 9, 'G:maj')];
		expect(toRecall(reference, estimate, compareMajMin)).toBeCloseTo(1.5 / 4, 9);
		expect(toRecall(reference, estimate, compareSevenths)).toBeCloseTo(1 / 4, 9);
	});

	it('counts gaps and what is missing at the ends as no chord', () => {
		expect(toRecall(reference, [span(0.5, 1, 'C:maj')], compareMajMin)).toBeCloseTo(1.5 / 4, 9);
		expect(toRecall(reference, [], compareMajMin)).toBeCloseTo(1 / 4, 9);
	});

	it('is 1 for the truth itself and null without anything to compare', () => {
		expect(toRecall(reference, reference, compareMajMin)).toBe(1);
		expect(toRecall([span(0, 4, 'E:5')], reference, compareMajMin)).toBeNull();
	});
});

describe('key score', () => {
	it.each([
		['C major', 'C major', 1],
		['C major', 'G major', 0.5],
		['C major', 'F major', 0],
		['A minor', 'E minor', 0.5],
		['C major', 'A minor', 0.3],
		['A minor', 'C major', 0.3],
		['C major', 'C minor', 0.2],
		['Eb minor', 'D# minor', 1],
		['C major', 'D minor', 0]
	])('%s heard as %s', (truth, answer, score) => {
		const reference = fromKeyText(truth);
		expect(reference).not.toBeNull();
		if (reference !== null) expect(toKeyScore(reference, fromKeyText(answer))).toBe(score);
	});

	it('is 0 for no answer', () => expect(toKeyScore({ tonic: 0, mode: 'major' }, null)).toBe(0));
	it.each(['', 'C', 'H major', 'C lydian'])('reads no key from "%s"', (text) => expect(fromKeyText(text)).toBeNull());
});
