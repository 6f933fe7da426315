import type { SoundChoice } from '$contracts/player.ts';

/** One line of a select. */
export interface Choice {
	readonly value: string;
	readonly label: string;
	/** Choices of the same group stand together under its name. */
	readonly group?: string;
}

/** General MIDI level 1: sixteen families of eight programmes. Source: MIDI Manufacturers Association, GM1 Sound Set. */
const families: readonly (readonly [family: string, names: readonly string[]])[] = [
	[
		'Piano',
		['Piano', 'Bright piano', 'Electric grand', 'Honky-tonk', 'Electric piano 1', 'Electric piano 2', 'Harpsichord', 'Clavinet']
	],
	[
		'Chromatic percussion',
		['Celesta', 'Glockenspiel', 'Music box', 'Vibraphone', 'Marimba', 'Xylophone', 'Tubular bells', 'Dulcimer']
	],
	[
		'Organ',
		['Drawbar organ', 'Percussive organ', 'Rock organ', 'Church organ', 'Reed organ', 'Accordion', 'Harmonica', 'Tango accordion']
	],
	[
		'Guitar',
		[
			'Nylon guitar',
			'Steel guitar',
			'Jazz guitar',
			'Clean electric guitar',
			'Muted electric guitar',
			'Overdriven guitar',
			'Distorted guitar',
			'Guitar harmonics'
		]
	],
	[
		'Bass',
		[
			'Acoustic bass',
			'Fingered bass',
			'Picked bass',
			'Fretless bass',
			'Slap bass 1',
			'Slap bass 2',
			'Synth bass 1',
			'Synth bass 2'
		]
	],
	['Strings', ['Violin', 'Viola', 'Cello', 'Double bass', 'Tremolo strings', 'Pizzicato strings', 'Harp', 'Timpani']],
	[
		'Ensemble',
		[
			'String ensemble 1',
			'String ensemble 2',
			'Synth strings 1',
			'Synth strings 2',
			'Choir aahs',
			'Voice oohs',
			'Synth voice',
			'Orchestra hit'
		]
	],
	['Brass', ['Trumpet', 'Trombone', 'Tuba', 'Muted trumpet', 'French horn', 'Brass section', 'Synth brass 1', 'Synth brass 2']],
	['Reed', ['Soprano sax', 'Alto sax', 'Tenor sax', 'Baritone sax', 'Oboe', 'English horn', 'Bassoon', 'Clarinet']],
	['Pipe', ['Piccolo', 'Flute', 'Recorder', 'Pan flute', 'Blown bottle', 'Shakuhachi', 'Whistle', 'Ocarina']],
	[
		'Synth lead',
		['Square lead', 'Sawtooth lead', 'Calliope lead', 'Chiff lead', 'Charang lead', 'Voice lead', 'Fifths lead', 'Bass and lead']
	],
	['Synth pad', ['New age pad', 'Warm pad', 'Polysynth pad', 'Choir pad', 'Bowed pad', 'Metallic pad', 'Halo pad', 'Sweep pad']],
	['Synth effects', ['Rain', 'Soundtrack', 'Crystal', 'Atmosphere', 'Brightness', 'Goblins', 'Echoes', 'Science fiction']],
	['World', ['Sitar', 'Banjo', 'Shamisen', 'Koto', 'Kalimba', 'Bagpipe', 'Fiddle', 'Shanai']],
	[
		'Percussive',
		['Tinkle bell', 'Agogo', 'Steel drums', 'Woodblock', 'Taiko drum', 'Melodic tom', 'Synth drum', 'Reverse cymbal']
	],
	[
		'Sound effects',
		['Guitar fret noise', 'Breath noise', 'Seashore', 'Bird tweet', 'Telephone ring', 'Helicopter', 'Applause', 'Gunshot']
	]
];

const grandValue = 'grand';

/** The sampled grand first, then General MIDI in its families. */
export const soundOptions: readonly Choice[] = [
	{ value: grandValue, label: 'Grand piano' },
	...families.flatMap(([group, names], family) => names.map((label, at) => ({ value: String(family * 8 + at), label, group })))
];

export function soundValue(sound: SoundChoice): string {
	return sound.kind === 'grand' ? grandValue : String(sound.programme);
}

/** The sound an option stands for; the grand for what is none. */
export function fromSoundValue(value: string): SoundChoice {
	const programme = Number(value);
	const isProgramme = value !== '' && Number.isInteger(programme) && programme >= 0 && programme <= 127;
	return isProgramme ? { kind: 'gm', programme } : { kind: 'grand' };
}
