import type { Spelling } from '../score.ts';

export type DrumHead = 'normal' | 'cross' | 'circled' | 'diamond' | 'triangle';

/** How a sound of a drum set is written. */
export interface DrumSign {
	readonly name: string;
	readonly head: DrumHead;
	/** Its place on the staff, as a treble clef would name it. */
	readonly place: Pick<Spelling, 'letter' | 'octave'>;
}

const sign = (name: string, letter: Spelling['letter'], octave: number, head: DrumHead = 'normal'): DrumSign => ({
	name,
	head,
	place: { letter, octave }
});

/**
 * Sounds of General MIDI by their numbers, on the places of Norman Weinberg's "Guidelines for Drumset Notation" (Percussive Notes, 1994): drums
 * are plain heads, cymbals crosses, what is played by foot lies at the bottom.
 */
const signs: Readonly<Record<number, DrumSign>> = {
	35: sign('low bass drum', 'E', 4),
	36: sign('bass drum', 'F', 4),
	37: sign('side stick', 'C', 5, 'cross'),
	38: sign('snare', 'C', 5),
	39: sign('hand clap', 'D', 5, 'cross'),
	40: sign('electric snare', 'C', 5),
	41: sign('low floor tom', 'G', 4),
	42: sign('closed hi-hat', 'G', 5, 'cross'),
	43: sign('floor tom', 'A', 4),
	44: sign('pedal hi-hat', 'D', 4, 'cross'),
	45: sign('low tom', 'B', 4),
	46: sign('open hi-hat', 'G', 5, 'circled'),
	47: sign('low mid tom', 'D', 5),
	48: sign('high mid tom', 'E', 5),
	49: sign('crash', 'A', 5, 'cross'),
	50: sign('high tom', 'F', 5),
	51: sign('ride', 'F', 5, 'cross'),
	52: sign('china', 'C', 6, 'cross'),
	53: sign('ride bell', 'F', 5, 'diamond'),
	54: sign('tambourine', 'B', 4, 'triangle'),
	55: sign('splash', 'B', 5, 'diamond'),
	56: sign('cowbell', 'E', 5, 'triangle'),
	57: sign('second crash', 'B', 5, 'cross'),
	58: sign('vibraslap', 'D', 5, 'diamond'),
	59: sign('second ride', 'D', 5, 'cross'),
	60: sign('high bongo', 'E', 5, 'diamond'),
	61: sign('low bongo', 'C', 5, 'diamond'),
	62: sign('muted high conga', 'B', 4, 'cross'),
	63: sign('open high conga', 'B', 4, 'diamond'),
	64: sign('low conga', 'G', 4, 'diamond'),
	65: sign('high timbale', 'F', 5, 'triangle'),
	66: sign('low timbale', 'D', 5, 'triangle'),
	67: sign('high agogo', 'G', 5, 'triangle'),
	68: sign('low agogo', 'A', 4, 'triangle'),
	69: sign('cabasa', 'A', 4, 'cross'),
	70: sign('maracas', 'A', 4, 'diamond'),
	75: sign('claves', 'E', 5, 'cross'),
	76: sign('high wood block', 'C', 5, 'triangle'),
	77: sign('low wood block', 'G', 4, 'triangle'),
	80: sign('muted triangle', 'A', 5, 'triangle'),
	81: sign('open triangle', 'B', 5, 'triangle')
};

/** How a sound of a drum set is written; what has no place of its own is a diamond in the middle, named by its number. */
export const drumSign = (pitchMidi: number): DrumSign => signs[pitchMidi] ?? sign(`drum sound ${pitchMidi}`, 'B', 4, 'diamond');
