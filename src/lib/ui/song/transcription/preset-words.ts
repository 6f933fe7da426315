import type { PresetName, TranscribeSettings } from '$contracts/transcription.ts';
import AudioWaveform from '@lucide/svelte/icons/audio-waveform';
import Guitar from '@lucide/svelte/icons/guitar';
import MicVocal from '@lucide/svelte/icons/mic-vocal';
import Music from '@lucide/svelte/icons/music';
import Piano from '@lucide/svelte/icons/piano';
import WandSparkles from '@lucide/svelte/icons/wand-sparkles';
import type { Component } from 'svelte';

export interface PresetChoice {
	readonly value: TranscribeSettings['preset'];
	readonly label: string;
	readonly icon: Component<{ 'aria-hidden'?: 'true' }>;
	/** What it is for, in half a sentence. */
	readonly hint: string;
}

export const presetChoices: readonly PresetChoice[] = [
	{ value: 'auto', label: 'Auto', icon: WandSparkles, hint: 'Listens first and chooses one of the others' },
	{ value: 'piano', label: 'Piano', icon: Piano, hint: 'Many notes at once, sharp beginnings' },
	{ value: 'guitar', label: 'Guitar', icon: Guitar, hint: 'Chords and runs, bends' },
	{ value: 'bass', label: 'Bass', icon: AudioWaveform, hint: 'One low note at a time' },
	{ value: 'voice', label: 'Voice', icon: MicVocal, hint: 'One sung line, gliding' },
	{ value: 'other', label: 'Other', icon: Music, hint: 'Winds, strings, bands, anything else' }
];

const names: Readonly<Record<PresetName, string>> = {
	piano: 'piano',
	guitar: 'guitar',
	bass: 'bass',
	voice: 'voice',
	other: 'something else'
};

/** `Auto heard piano and is 87 % sure.` */
export function autoWords(preset: PresetName, confidence: number): string {
	const percent = Math.round(confidence * 100);
	return percent >= 60
		? `Auto heard ${names[preset]}, ${percent} % sure.`
		: `Auto guessed ${names[preset]}, only ${percent} % sure: choose it yourself if that is wrong.`;
}
