import { describe, expect, it } from 'vitest';
import { transcribeSettingsSchema } from '$contracts/transcription.ts';
import {
	fromOption,
	isReset,
	lengthOptions,
	pitchOptions,
	resetSettings,
	sensitivityWords,
	withLimit
} from './settings-change.ts';

const plain = transcribeSettingsSchema.parse({ preset: 'guitar' });

describe('settings of a transcription', () => {
	it('sets a limit and hands it back to the preset', () => {
		const own = withLimit(plain, 'lowestMidi', 40);
		expect(own).toEqual({ ...plain, lowestMidi: 40 });
		expect(withLimit(own, 'lowestMidi', null)).toEqual(plain);
		expect(transcribeSettingsSchema.parse(own)).toEqual(own);
	});

	it.each([
		['lowestMidi', 70, { lowestMidi: 70, highestMidi: 70 }],
		['highestMidi', 30, { lowestMidi: 30, highestMidi: 30 }],
		['highestMidi', 80, { lowestMidi: 40, highestMidi: 80 }]
	] as const)('never crosses the ends of the range: %s %d', (name, value, expected) => {
		expect(withLimit({ ...plain, lowestMidi: 40, highestMidi: 60 }, name, value)).toEqual({ ...plain, ...expected });
	});

	it('goes back to what the preset says and keeps the preset', () => {
		const own = { ...withLimit(plain, 'minimumNoteMs', 80), sensitivity: 0.8 };
		expect(isReset(own)).toBe(false);
		expect(resetSettings(own)).toEqual(plain);
		expect(isReset(resetSettings(own))).toBe(true);
	});

	it('offers every key of the piano, and a length that is not round', () => {
		expect(pitchOptions).toHaveLength(89);
		expect(pitchOptions[1]).toEqual({ value: '108', label: 'C8' });
		expect(lengthOptions(75).map(({ value }) => value)).toContain('75');
		expect(lengthOptions(80)).toHaveLength(lengthOptions(undefined).length);
		expect(fromOption('')).toBeNull();
		expect(fromOption('75')).toBe(75);
	});

	it('says which way the slider leans', () => {
		expect([20, 50, 80].map(sensitivityWords)).toEqual(['20 %, surer notes', 'as the preset', '80 %, more notes']);
	});
});
