import { fromSignature, toKeyName } from '../../harmony/keys.ts';
import { toChordName } from '../../harmony/chord-names.ts';
import { barNumbers } from '../bars.ts';
import type { Part, Score, Spelling } from '../score.ts';
import type { WrittenBar, WrittenEvent, WrittenNote, WrittenValue } from '../notate/index.ts';

const alterWords: Readonly<Record<number, string>> = {
	[-2]: ' double flat',
	[-1]: ' flat',
	0: '',
	1: ' sharp',
	2: ' double sharp'
};

/** "E flat 5": letter, sign and octave, C4 being middle C. */
const pitchWords = ({ letter, alter, octave }: Spelling): string => `${letter}${alterWords[alter] ?? ''} ${octave}`;

/** "dotted quarter". */
const valueWords = ({ type, dots }: WrittenValue): string => `${['', 'dotted ', 'double dotted '][dots] ?? ''}${type}`;

const tupletNames: Readonly<Record<number, string>> = { 3: 'triplet', 5: 'quintuplet', 6: 'sextuplet', 7: 'septuplet' };

/**
 * A bar in words, for those who hear the page: its number, what changes with it, its chords, and what each staff plays in order.
 * @param staves the same bar of the part's staves, from the top
 */
export function describeBar(score: Score, part: Part, staves: readonly WrittenBar[]): string {
	const [bar] = staves;
	if (bar === undefined) return '';
	const { index, startTick, ticks } = bar;
	const isHere = ({ tick }: { readonly tick: number }): boolean => tick >= startTick && tick < startTick + ticks;
	const sentences = [`Bar ${barNumbers(score.bars)[index] ?? index + 1}`];
	sentences.push(...score.sections.filter(isHere).map(({ label }) => label));
	sentences.push(...signs(score, bar));
	const chords = score.chords.filter(isHere).map(({ chord, text }) => text ?? toChordName(chord));
	if (chords.length > 0) sentences.push(`Chords ${chords.join(', ')}`);
	const own = part.staves.length > 1;
	for (const [staff, written] of staves.entries()) {
		const name = own ? `${staffName(part, staff)}: ` : '';
		const voices = written.voices.map(({ events, tuplets }) =>
			events.map((event) => eventWords(event, event.tuplet === null ? undefined : tuplets[event.tuplet]?.actual)).join(', ')
		);
		sentences.push(name + voices.join('; second voice: '));
	}
	return `${sentences.join('. ')}.`;
}

function staffName({ staves, programme }: Part, staff: number): string {
	if (staves.length === 2 && programme < 24) return staff === 0 ? 'Right hand' : 'Left hand';
	return `Staff ${staff + 1}`;
}

function signs({ bars }: Score, { index, key, meter }: WrittenBar): string[] {
	const [bar, before] = [bars[index], bars[index - 1]];
	const found: string[] = [];
	if (before?.key.fifths !== bar?.key.fifths || before?.key.mode !== bar?.key.mode) found.push(toKeyName(fromSignature(key)));
	if (before?.meter.beats !== meter.beats || before.meter.beatType !== meter.beatType)
		found.push(`${meter.beats} ${meter.beatType} time`);
	if (bar?.startsRepeat === true) found.push('Repeat begins');
	if (bar?.endings !== undefined) found.push(`Ending ${bar.endings.join(' and ')}`);
	if (bar?.endsRepeatTimes !== undefined) found.push('Repeat ends');
	return found;
}

/** "C 4, E flat 4 and G 4, dotted quarter, tied"; "eighth rest". */
export function eventWords({ notes, value, isBarRest, graces }: WrittenEvent, tuplet?: number): string {
	if (isBarRest) return 'whole bar rest';
	const inTuplet = tuplet === undefined ? '' : ` ${tupletNames[tuplet] ?? `${tuplet}-tuplet`}`;
	if (notes.length === 0) return `${valueWords(value)}${inTuplet} rest`;
	const grace = graces.length === 0 ? '' : `grace ${graces.flat().map(headWords).join(', ')}, `;
	const tied = notes.some(({ isTiedOn }) => isTiedOn) ? ', tied' : '';
	return `${grace}${listWords(notes.map(headWords))} ${valueWords(value)}${inTuplet}${tied}`;
}

function headWords({ spelling, drum, note: { string, fret } }: WrittenNote): string {
	if (drum !== undefined) return drum.name;
	return pitchWords(spelling) + (string === undefined ? '' : ` (string ${string} fret ${fret ?? 0})`);
}

const listWords = (words: readonly string[]): string =>
	words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words[words.length - 1] ?? ''}`;
