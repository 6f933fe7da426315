import { describe, expect, it } from 'vitest';
import { fromSoundValue, soundOptions, soundValue } from './gm-sounds.ts';

describe('sounds to choose from', () => {
	it('are the grand and all 128 of General MIDI, each once', () => {
		expect(soundOptions).toHaveLength(129);
		expect(new Set(soundOptions.map(({ value }) => value)).size).toBe(129);
		expect(new Set(soundOptions.map(({ label }) => label)).size).toBe(129);
		expect(new Set(soundOptions.map(({ group }) => group)).size).toBe(17);
	});

	it.each([
		['Acoustic bass', 32],
		['Violin', 40],
		['Flute', 73],
		['Gunshot', 127]
	])('%s is programme %d', (label, programme) => {
		const option = soundOptions.find((candidate) => candidate.label === label);
		expect(fromSoundValue(option?.value ?? '')).toEqual({ kind: 'gm', programme });
	});

	it('come back from their values, and anything else is the grand', () => {
		for (const { value } of soundOptions) expect(soundValue(fromSoundValue(value))).toBe(value);
		for (const odd of ['', '128', '-1', '1.5', 'piano']) expect(fromSoundValue(odd)).toEqual({ kind: 'grand' });
	});
});
