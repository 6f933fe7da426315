import { transcribeSettingsSchema, type TranscribeSettings } from '$contracts/transcription.ts';
import { highestKeyMidi, lowestKeyMidi } from '../../../app/timeline/pitch-view.ts';
import { pitchText } from '../../../app/timeline/note-words.ts';
import type { Choice } from '../transport/gm-sounds.ts';

/** What `more` holds; a key that is left out follows the preset. */
export type OwnLimits = Pick<TranscribeSettings, 'lowestMidi' | 'highestMidi' | 'minimumNoteMs'>;
export type LimitName = keyof OwnLimits;

export const followPreset = '';
const lengthsMs: readonly number[] = [20, 30, 40, 60, 80, 100, 130, 170, 220, 300, 400, 600, 1000];

/** Settings with one limit set, or handed back to the preset. The two ends of the range never cross: the other one gives way. */
export function withLimit(settings: TranscribeSettings, name: LimitName, value: number | null): TranscribeSettings {
	const { [name]: _, ...rest } = settings;
	if (value === null) return rest;
	const next: TranscribeSettings = { ...rest, [name]: value };
	const { lowestMidi, highestMidi } = next;
	if (lowestMidi === undefined || highestMidi === undefined || lowestMidi <= highestMidi) return next;
	return { ...next, [name === 'lowestMidi' ? 'highestMidi' : 'lowestMidi']: value };
}

export function hasOwnLimits(settings: TranscribeSettings): boolean {
	return settings.lowestMidi !== undefined || settings.highestMidi !== undefined || settings.minimumNoteMs !== undefined;
}

/** The same preset, everything else as it comes. */
export function resetSettings(settings: TranscribeSettings): TranscribeSettings {
	return transcribeSettingsSchema.parse({ preset: settings.preset });
}

export function isReset(settings: TranscribeSettings): boolean {
	return !hasOwnLimits(settings) && settings.sensitivity === resetSettings(settings).sensitivity;
}

export const pitchOptions: readonly Choice[] = [
	{ value: followPreset, label: 'As the preset' },
	...Array.from({ length: highestKeyMidi - lowestKeyMidi + 1 }, (_, at) => highestKeyMidi - at).map((midi) => ({
		value: String(midi),
		label: pitchText(midi)
	}))
];

/** @param chosenMs kept in the list even when it is none of the round ones */
export function lengthOptions(chosenMs: number | undefined): readonly Choice[] {
	const all = chosenMs === undefined || lengthsMs.includes(chosenMs) ? lengthsMs : [...lengthsMs, chosenMs].sort((a, b) => a - b);
	return [{ value: followPreset, label: 'As the preset' }, ...all.map((ms) => ({ value: String(ms), label: `${ms} ms` }))];
}

/** The number an option stands for; null for the preset's own. */
export function fromOption(value: string): number | null {
	return value === followPreset ? null : Number(value);
}

export function sensitivityWords(percent: number): string {
	if (percent === 50) return 'as the preset';
	return percent < 50 ? `${percent} %, surer notes` : `${percent} %, more notes`;
}
