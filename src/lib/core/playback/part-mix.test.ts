import { describe, expect, it } from 'vitest';
import { PartMix, partLevels } from './part-mix.ts';

describe('PartMix', () => {
	it('leaves parts as they are until they are touched', () => {
		expect(partLevels(new PartMix(), 3)).toEqual([1, 1, 1]);
		expect(partLevels(new PartMix().with(1, { level: 0.4 }), 3)).toEqual([1, 0.4, 1]);
	});

	it('mixes by name, and forgets', () => {
		const mix = new PartMix<string>().with('take', { level: 0.3, isSolo: true });
		expect([mix.levelOf('take'), mix.levelOf('song')]).toEqual([0.3, 0]);
		expect(mix.without('take').levelOf('song')).toBe(1);
	});

	it('silences what is muted, and what is not solo while anything is', () => {
		const solo = new PartMix().with(0, { isSolo: true });
		expect(partLevels(solo, 3)).toEqual([1, 0, 0]);
		expect(partLevels(solo.with(0, { isMuted: true }), 3)).toEqual([0, 0, 0]);
		expect(partLevels(solo.with(0, { isSolo: false }).with(2, { isMuted: true }), 3)).toEqual([1, 1, 0]);
	});
});
