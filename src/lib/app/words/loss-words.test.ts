import { expect, it } from 'vitest';
import { lossSummary, lossWords } from './loss-words.ts';

it('counts what a file has and a score does not', () => {
	expect(lossWords({ losses: { 'cue notes': 1, text: 1200, 'tempos of zero': 0 } })).toEqual([
		'one cue note: written as plain notes',
		'1,200 texts that are no chord: left out'
	]);
	expect(lossSummary({ losses: { 'keys inside a bar': 2 } })).toBe(
		'One thing this file has that Woodshed does not hold: 2 key signatures in the middle of a bar: count from the next bar.'
	);
});

it('says nothing of nothing, and names what has no words yet', () => {
	expect(lossSummary({ losses: {} })).toBeNull();
	expect(lossWords({ losses: { 'whammy bars': 3 } })).toEqual(['3 × whammy bars']);
});
