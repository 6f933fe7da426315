import { describe, expect, it } from 'vitest';
import { toScoreKey } from './score-keys.ts';

const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

describe('keys of the score', () => {
	it.each([
		[{ key: 'ArrowRight' }, { kind: 'walk', step: 'next' }],
		[
			{ key: 'ArrowUp', altKey: true },
			{ kind: 'walk', step: 'higher' }
		],
		[{ key: 'ArrowUp' }, null],
		[{ key: ' ' }, null],
		[{ key: 'PageUp' }, { kind: 'bar', by: -1, extends: false }],
		[
			{ key: 'PageDown', shiftKey: true },
			{ kind: 'bar', by: 1, extends: true }
		],
		[{ key: 'End' }, { kind: 'end', which: 'last' }],
		[{ key: 'd' }, { kind: 'describe' }],
		[{ key: 'd', ctrlKey: true }, null],
		[{ key: 'ArrowRight', ctrlKey: true }, null],
		[{ key: 'ArrowRight', shiftKey: true }, null],
		[{ key: 'ArrowRight', altKey: true }, null],
		[{ key: 'x' }, null]
	])('%o', (pressed, expected) => {
		expect(toScoreKey({ ...none, ...pressed })).toEqual(expected);
	});
});
