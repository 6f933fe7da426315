import { toChordName } from '$core/harmony/chord-names.ts';
import { spellNotes } from '$core/pitch/index.ts';
import {
	barAt,
	barNumbers,
	barStarts,
	beatTicks,
	meterTicks,
	swungClock,
	ticksPerQuarter,
	type Part,
	type Score,
	type ScoreNote,
	type Spelling
} from '$core/score/index.ts';
import { toCsvRows } from '../csv-rows/index.ts';

/**
 * The columns, in order. `bar` is the printed number; `beat` counts the meter's beats from 1 (four decimals), in a pickup those it
 * ends with. Quarters are from the beginning of the file (six decimals), seconds where the note sounds, swing too, the first time
 * through (six decimals). `pitch_name` is of the sounding pitch as it is spelt, C4 is middle C. `chord` and `section` are those that
 * hold where the note begins. Staves, voices and strings count from 1; what a note has not is empty.
 */
export const scoreColumns = [
	'part',
	'staff',
	'voice',
	'bar',
	'beat',
	'onset_quarters',
	'duration_quarters',
	'onset_seconds',
	'offset_seconds',
	'pitch_midi',
	'pitch_name',
	'velocity',
	'grace',
	'string',
	'fret',
	'chord',
	'section',
	'lyric'
] as const;

/** The written notes as comma-separated values (RFC 4180), by part and then by time; the header alone when there are none. */
export function toScoreCsv(score: Score): string {
	return toCsvRows([scoreColumns, ...score.parts.flatMap((part) => partRows(score, part))]);
}

function partRows(score: Score, part: Part): string[][] {
	const starts = barStarts(score.bars);
	const numbers = barNumbers(score.bars);
	const clock = swungClock(score, starts);
	const names = spelledNames(score, part, starts);
	const chordAt = lastAt(score.chords);
	const sectionAt = lastAt(score.sections);
	return part.notes.map((note) => {
		const { tick, ticks, staff, voice, pitchMidi, velocity, grace, string, fret, lyrics } = note;
		const bar = barAt(starts, tick);
		const chord = chordAt(tick);
		return [
			part.name,
			`${staff + 1}`,
			`${voice + 1}`,
			`${numbers[bar] ?? ''}`,
			beatOf(score, bar, tick - (starts[bar] ?? 0)).toFixed(4),
			(tick / ticksPerQuarter).toFixed(6),
			(ticks / ticksPerQuarter).toFixed(6),
			clock(tick).toFixed(6),
			clock(tick + ticks).toFixed(6),
			`${pitchMidi}`,
			names.get(note.id) ?? '',
			`${velocity}`,
			grace ?? '',
			`${string ?? ''}`,
			`${fret ?? ''}`,
			chord === undefined ? '' : (chord.text ?? toChordName(chord.chord)),
			sectionAt(tick)?.label ?? '',
			lyrics?.[0] ?? ''
		];
	});
}

function beatOf({ bars }: Score, index: number, intoBar: number): number {
	const bar = bars[index];
	if (bar === undefined) return 1;
	const missing = bar.isPickup === true ? Math.max(0, meterTicks(bar.meter) - bar.ticks) : 0;
	return 1 + (missing + intoBar) / beatTicks(bar.meter);
}

function spelledNames({ bars }: Score, { notes, staves, isDrums }: Part, starts: readonly number[]): Map<string, string> {
	const names = new Map<string, string>();
	if (isDrums) return names;
	const usual = { fifths: 0, mode: 'major' } as const;
	staves.forEach((_, staff) => {
		const own = notes.filter((note) => note.staff === staff);
		const spellings = spellNotes(own, (tick) => bars[barAt(starts, tick)]?.key ?? usual);
		own.forEach(({ id }: ScoreNote, at) => {
			const spelling = spellings[at];
			if (spelling !== undefined) names.set(id, nameOf(spelling));
		});
	});
	return names;
}

const accidentals: Readonly<Record<number, string>> = { [-2]: 'bb', [-1]: 'b', 0: '', 1: '#', 2: '##' };

const nameOf = ({ letter, alter, octave }: Spelling): string => `${letter}${accidentals[alter] ?? ''}${octave}`;

/** The last mark at or before a tick; ticks are asked in order. */
function lastAt<T extends { readonly tick: number }>(marks: readonly T[]): (tick: number) => T | undefined {
	let at = -1;
	return (tick) => {
		while ((marks[at + 1]?.tick ?? Infinity) <= tick) at++;
		return marks[at];
	};
}
