import { expect, it } from 'vitest';
import { rhythmNames } from '$core/practice/index.ts';
import { skillWords } from './skill-words.ts';

it('calls every rhythm by words, not by the name that it is kept under (regression)', () => {
	const words = rhythmNames.map((name) => skillWords({ kind: 'rhythm', name }));
	expect(words.filter((word) => /[a-z][A-Z]/.test(word))).toEqual([]);
	expect(words).toContain('Long notes');
	expect(new Set(words).size).toBe(rhythmNames.length);
});

it('calls hands by part and staff, and leaves other names as they are', () => {
	expect(skillWords({ kind: 'hand', name: '0:1' })).toBe('Part 1, lower staff');
	expect(skillWords({ kind: 'leaps', name: 'repeated notes' })).toBe('Repeated notes');
});
