import { expect, it } from 'vitest';
import { toWarningWords } from './input-warning-words.ts';

it.each([
	[
		{ kind: 'processed', by: ['echoCancellation', 'noiseSuppression', 'autoGainControl'] },
		'echo cancellation, noise suppression and automatic gain'
	],
	[{ kind: 'processed', by: ['noiseSuppression'] }, 'keeps noise suppression on'],
	[{ kind: 'narrowBand', deviceRateHz: 16_000 }, '16 kHz'],
	[{ kind: 'silent' }, 'Nothing is heard'],
	[{ kind: 'muted' }, 'held shut'],
	[{ kind: 'suspended' }, 'taken the sound away'],
	[{ kind: 'overrun', frames: 128 }, '128 samples'],
	[{ kind: 'dropped', frames: 441 }, '441 samples']
] as const)('%o is told', (warning, part) => {
	const { message, hint } = toWarningWords(warning);
	expect(message).toContain(part);
	expect(hint).toMatch(/\.$/);
});
