import type { WrittenBar } from '$core/score/notate/index.ts';
import type { Clef, Part } from '$core/score/index.ts';
import { lettersOf } from '../pitches.ts';
import { tag } from './tags.ts';

const clefTags: Readonly<Record<Clef, string>> = {
	treble: tag('sign', 'G') + tag('line', 2),
	bass: tag('sign', 'F') + tag('line', 4),
	alto: tag('sign', 'C') + tag('line', 3),
	tenor: tag('sign', 'C') + tag('line', 4),
	treble8vb: tag('sign', 'G') + tag('line', 2) + tag('clef-octave-change', -1),
	bass8vb: tag('sign', 'F') + tag('line', 4) + tag('clef-octave-change', -1),
	percussion: tag('sign', 'percussion'),
	tab: tag('sign', 'TAB') + tag('line', 5)
};

export const clefXml = (clef: Clef, staff: number | undefined): string => tag('clef', clefTags[clef], { number: staff });

interface AttributeOptions {
	/** Of the staves as they are written. */
	readonly clefs: readonly Clef[];
	/** Staff lines stand for strings, on a plain staff too. */
	readonly showsStringLines: boolean;
}

/** What stands at the beginning of a bar: all of it in the first, then what changes. */
export function attributesXml(
	bar: WrittenBar,
	before: WrittenBar | undefined,
	part: Part,
	{ clefs, showsStringLines }: AttributeOptions,
	divisions: number
): string {
	const isFirst = before === undefined;
	const isNewKey = isFirst || before.key.fifths !== bar.key.fifths || before.key.mode !== bar.key.mode;
	const isNewMeter = isFirst || before.meter.beats !== bar.meter.beats || before.meter.beatType !== bar.meter.beatType;
	const xml =
		(isFirst ? tag('divisions', divisions) : '') +
		(isNewKey ? tag('key', tag('fifths', bar.key.fifths) + tag('mode', bar.key.mode)) : '') +
		(isNewMeter ? tag('time', tag('beats', bar.meter.beats) + tag('beat-type', bar.meter.beatType)) : '') +
		(isFirst && clefs.length > 1 ? tag('staves', clefs.length) : '') +
		(isFirst ? clefs.map((clef, staff) => clefXml(clef, clefs.length > 1 ? staff + 1 : undefined)).join('') : '') +
		(isFirst ? staffDetails(part, clefs, showsStringLines) + transposeXml(part.transposeSemitones) : '');
	return xml === '' ? '' : tag('attributes', xml);
}

function staffDetails({ fretboard }: Part, clefs: readonly Clef[], showsStringLines: boolean): string {
	if (fretboard === undefined) return '';
	const tabStaff = clefs.indexOf('tab');
	const { openMidi, capoFret } = fretboard;
	const tunings = openMidi.toReversed().map((midi, i) => {
		const [step = 'C', alter] = pitchNames[midi % 12] ?? [];
		return tag(
			'staff-tuning',
			tag('tuning-step', step) +
				(alter === undefined ? '' : tag('tuning-alter', alter)) +
				tag('tuning-octave', Math.floor(midi / 12) - 1),
			{ line: i + 1 }
		);
	});
	return tag(
		'staff-details',
		(tabStaff < 0 && !showsStringLines ? '' : tag('staff-lines', openMidi.length)) +
			tunings.join('') +
			(capoFret > 0 ? tag('capo', capoFret) : ''),
		{ number: clefs.length > 1 ? Math.max(0, tabStaff) + 1 : undefined }
	);
}

const pitchNames: readonly (readonly [step: string, alter?: number])[] = [
	['C'],
	['C', 1],
	['D'],
	['E', -1],
	['E'],
	['F'],
	['F', 1],
	['G'],
	['A', -1],
	['A'],
	['B', -1],
	['B']
];

function transposeXml(semitones: number): string {
	if (semitones === 0) return '';
	const octaves = Math.trunc(semitones / 12);
	const chromatic = semitones - 12 * octaves;
	const diatonic = Math.sign(chromatic) * lettersOf(Math.abs(chromatic));
	return tag(
		'transpose',
		tag('diatonic', diatonic) + tag('chromatic', chromatic) + (octaves === 0 ? '' : tag('octave-change', octaves))
	);
}
