import { describe, expect, it } from 'vitest';
import { PartMix } from './part-mix.ts';

describe('PartMix', () => {
	it('leaves parts as they are until they are touched', () => {
		expect(new PartMix().levels(3)).toEqual([1, 1, 1]);
		expect(new PartMix().with(1, { level: 0.4 }).levels(3)).toEqual([1, 0.4, 1]);
	});

	it('silences what is muted, and what is not solo while anything is', () => {
		const solo = new PartMix().with(0, { isSolo: true });
		expect(solo.levels(3)).toEqual([1, 0, 0]);
		expect(solo.with(0, { isMuted: true }).levels(3)).toEqual([0, 0, 0]);
		expect(solo.with(0, { isSolo: false }).with(2, { isMuted: true }).levels(3)).toEqual([1, 1, 0]);
	});
});
