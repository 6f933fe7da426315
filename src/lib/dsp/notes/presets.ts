export const presetNames = ['piano', 'guitar', 'bass', 'voice', 'other'] as const;
export type PresetName = (typeof presetNames)[number];

/** What the user chooses; the same shape as the contract's settings. */
export interface DecodeSettings {
	readonly preset: PresetName | 'auto';
	/** 0 finds only what is certain, 1 all that might be a note, 0.5 is the preset's own. */
	readonly sensitivity: number;
	readonly lowestMidi?: number | undefined;
	readonly highestMidi?: number | undefined;
	readonly minimumNoteMs?: number | undefined;
}

export interface Preset {
	readonly lowestMidi: number;
	readonly highestMidi: number;
	/** Probability from which a candidate is a note at sensitivity 0.5. */
	readonly threshold: number;
	readonly minimumNoteMs: number;
	/** For one voice at a time: the price, as log-odds, of a new pitch without an attack. Null for any number of voices. */
	readonly glidePrice: number | null;
}

/** Ranges are those of the instruments, with a little to spare for other tunings. */
export const presets: Readonly<Record<PresetName, Preset>> = {
	piano: { lowestMidi: 21, highestMidi: 108, threshold: 0.42, minimumNoteMs: 35, glidePrice: null },
	guitar: { lowestMidi: 35, highestMidi: 90, threshold: 0.42, minimumNoteMs: 45, glidePrice: null },
	bass: { lowestMidi: 21, highestMidi: 69, threshold: 0.4, minimumNoteMs: 35, glidePrice: 14 },
	voice: { lowestMidi: 33, highestMidi: 88, threshold: 0.4, minimumNoteMs: 40, glidePrice: 7 },
	other: { lowestMidi: 21, highestMidi: 108, threshold: 0.42, minimumNoteMs: 40, glidePrice: null }
};

/** Log-odds that sensitivity moves the threshold by from one end to the other. */
const sensitivitySpan = 7;

/** A preset with the user's own limits, and the threshold as log-odds. */
export interface Decision {
	readonly lowestBin: number;
	readonly highestBin: number;
	readonly thresholdLogit: number;
	readonly minimumSeconds: number;
	/** For one voice at a time: the price, as log-odds, of a new pitch without an attack. Null for any number of voices. */
	readonly glidePrice: number | null;
}

export function toDecision(name: PresetName, settings: DecodeSettings): Decision {
	const preset = presets[name];
	// A guess may be wrong: it must not cost the notes outside an instrument's range.
	const range = settings.preset === 'auto' && preset.glidePrice === null ? presets.other : preset;
	const sensitivity = Number.isFinite(settings.sensitivity) ? Math.max(0, Math.min(1, settings.sensitivity)) : 0.5;
	const { threshold } = preset;
	return {
		lowestBin: Math.max(21, settings.lowestMidi ?? range.lowestMidi) - 21,
		highestBin: Math.min(108, settings.highestMidi ?? range.highestMidi) - 21,
		thresholdLogit: Math.log(threshold / (1 - threshold)) + (0.5 - sensitivity) * sensitivitySpan,
		minimumSeconds: (settings.minimumNoteMs ?? preset.minimumNoteMs) / 1000,
		glidePrice: preset.glidePrice
	};
}
