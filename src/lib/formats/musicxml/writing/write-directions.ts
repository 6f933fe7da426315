import { toChordName } from '$core/harmony/chord-names.ts';
import { fromSignature, toPitchClassName, transposeKey, transposePitchClass } from '$core/harmony/keys.ts';
import { barAt, barStarts, endTick, ticksPerQuarter, type Part, type Score } from '$core/score/index.ts';
import { toTempoChanges } from '../../score-draft/index.ts';
import { kindOf } from '../harmony.ts';
import { tag, textTag } from './tags.ts';
import type { MusicXmlOptions } from './options.ts';

/** Something said at a tick. `offset` is XML to be put inside where it does not stand at a note. */
export interface Direction {
	readonly tick: number;
	/** It ends something: at a bar line it belongs to the bar before. */
	readonly isEnd: boolean;
	xml(offset: string): string;
}

const at = (tick: number, xml: Direction['xml'], isEnd = false): Direction => ({ tick, isEnd, xml });

function direction(type: string, offset: string, after = '', placement = 'above'): string {
	return tag('direction', tag('direction-type', type) + offset + after, { placement });
}

/** What is said once for all parts, and written with the first. */
export function scoreDirections(score: Score, clock: MusicXmlOptions['clock']): Direction[] {
	return [
		...tempoDirections(score, clock),
		...score.sections.map(({ tick, label }) => at(tick, (offset) => direction(textTag('rehearsal', label), offset))),
		...score.swings.flatMap((swing) => {
			const unit = swing.unitTicks === ticksPerQuarter / 4 ? '16th' : 'eighth';
			const [first, second] = toRatio(swing.ratio);
			const on = tag('sound', tag('swing', tag('first', first) + tag('second', second) + tag('swing-type', unit)));
			const off = tag('sound', tag('swing', tag('straight')));
			return [
				at(swing.tick, (offset) => direction(tag('words', 'Swing'), offset, on)),
				...(swing.endTick < endTick(score)
					? [at(swing.endTick, (offset) => direction(tag('words', 'Straight'), offset, off))]
					: [])
			];
		})
	];
}

/** Two whole numbers. */
function toRatio(ratio: number): readonly [number, number] {
	const second = [1, 2, 3, 4].find((parts) => Number.isInteger(ratio * parts)) ?? 1000;
	return [Math.round(ratio * second), second];
}

/**
 * The marks of the score, and between them the clock: tempos that are played and not printed. MuseScore 3 prints a mark at every `sound`
 * that has no words of its own, so each of those says a space.
 */
function tempoDirections(score: Score, clock: MusicXmlOptions['clock']): Direction[] {
	const marks = new Map(score.tempoMarks.map((mark) => [mark.tick, mark]));
	let last = 0;
	return toTempos(score).flatMap(({ tick, quartersAMinute }) => {
		const mark = marks.get(tick);
		if (mark === undefined && quartersAMinute === last) return [];
		last = quartersAMinute;
		const sound = tag('sound', '', { tempo: quartersAMinute });
		if (mark === undefined && clock === 'sounds') return [at(tick, (offset) => tag('sound', offset, { tempo: quartersAMinute }))];
		if (mark === undefined)
			return [at(tick, (offset) => tag('direction', tag('direction-type', tag('words', '\u00a0')) + offset + sound))];
		const { bpm, beatTicks, words } = mark;
		const beats = tag('metronome', beatUnit(beatTicks) + tag('per-minute', hundredths(bpm)));
		const said = (words === undefined ? '' : tag('direction-type', textTag('words', words))) + tag('direction-type', beats);
		return [at(tick, (offset) => tag('direction', said + offset + sound, { placement: 'above' }))];
	});
}

const hundredths = (value: number): number => Math.round(value * 100) / 100;

/** The tempo from each change and mark on, to a hundredth. Each makes up for what those before it were rounded by. */
function toTempos(score: Score): { readonly tick: number; readonly quartersAMinute: number }[] {
	const changes = toTempoChanges(score.tempoMap);
	const lastTick = endTick(score);
	const places = [...changes.map(({ tick }) => Math.max(0, tick)), ...score.tempoMarks.map(({ tick }) => tick)];
	const ticks = [...new Set(places)].filter((tick) => tick < lastTick).sort((a, b) => a - b);
	let owedSeconds = 0;
	let change = 0;
	return ticks.map((tick, index) => {
		while ((changes[change + 1]?.tick ?? Infinity) <= tick) change++;
		const secondsPerQuarter = changes[change]?.secondsPerQuarter ?? 0.5;
		const quarters = ((ticks[index + 1] ?? lastTick) - tick) / ticksPerQuarter;
		const quartersAMinute = Math.max(0.01, hundredths(60 / (secondsPerQuarter + owedSeconds / quarters)));
		owedSeconds += (secondsPerQuarter - 60 / quartersAMinute) * quarters;
		return { tick, quartersAMinute };
	});
}

function beatUnit(beatTicks: number): string {
	const names = ['whole', 'half', 'quarter', 'eighth', '16th', '32nd'];
	for (const [i, name] of names.entries()) {
		const ticks = (4 * ticksPerQuarter) / 2 ** i;
		if (beatTicks === ticks) return tag('beat-unit', name);
		if (beatTicks === 1.5 * ticks) return tag('beat-unit', name) + tag('beat-unit-dot');
	}
	return tag('beat-unit', 'quarter');
}

/** Dynamics, hairpins, pedals and octave signs of a part. @param staffCount staves that the part is written on */
export function partDirections(part: Part, staffCount: number): Direction[] {
	const staff = (index: number): string => (staffCount > 1 ? tag('staff', index + 1) : '');
	return [
		...part.dynamics.map(({ tick, mark }) =>
			at(tick, (offset) => direction(tag('dynamics', tag(mark)), offset, staff(0), 'below'))
		),
		...numbered(part.hairpins).flatMap(({ span, number }) => [
			at(span.tick, (offset) => direction(tag('wedge', '', { type: span.kind, number }), offset, staff(0), 'below')),
			at(span.endTick, (offset) => direction(tag('wedge', '', { type: 'stop', number }), offset, staff(0), 'below'), true)
		]),
		...part.pedals.flatMap(({ tick, endTick: end }) => [
			at(tick, (offset) =>
				direction(tag('pedal', '', { type: 'start', line: 'no' }), offset, staff(part.staves.length - 1), 'below')
			),
			at(
				end,
				(offset) => direction(tag('pedal', '', { type: 'stop', line: 'no' }), offset, staff(part.staves.length - 1), 'below'),
				true
			)
		]),
		...numbered(part.ottavas).flatMap(({ span, number }) => {
			const size = 7 * Math.abs(span.octaves) + 1;
			const type = span.octaves > 0 ? 'down' : 'up';
			return [
				at(span.tick, (offset) => direction(tag('octave-shift', '', { type, number, size }), offset, staff(span.staff))),
				at(
					span.endTick,
					(offset) => direction(tag('octave-shift', '', { type: 'stop', number, size }), offset, staff(span.staff)),
					true
				)
			];
		})
	];
}

function numbered<T extends { readonly tick: number; readonly endTick: number }>(
	spans: readonly T[]
): { readonly span: T; readonly number: number }[] {
	const busyUntil: number[] = [];
	return spans
		.toSorted((a, b) => a.tick - b.tick)
		.map((span) => {
			const free = busyUntil.findIndex((until) => until <= span.tick);
			const index = free < 0 ? busyUntil.length : free;
			busyUntil[index] = span.endTick;
			return { span, number: (index % 16) + 1 };
		});
}

/** Chord symbols as the part reads them. */
export function chordDirections({ chords, bars }: Score, transposeSemitones: number): Direction[] {
	const starts = barStarts(bars);
	return chords.map(({ tick, chord, text }) => {
		const key = bars[barAt(starts, tick)]?.key;
		if (chord === null) {
			const none = tag('root', tag('root-step', 'C', { text: '' })) + tag('kind', 'none', { text: 'N.C.' });
			return at(tick, (offset) => tag('harmony', none + offset));
		}
		const written = (pitchClass: number, name: string): string => {
			const [letter = 'C', ...accidentals] = toPitchClassName(
				transposePitchClass(pitchClass, -transposeSemitones),
				key && transposeKey(fromSignature(key), -transposeSemitones)
			);
			const alter = accidentals.reduce((sum, sign) => sum + (sign === '#' ? 1 : -1), 0);
			return tag(name, tag(`${name}-step`, letter) + (alter === 0 ? '' : tag(`${name}-alter`, alter)));
		};
		const plain = toChordName({ root: chord.root, quality: chord.quality });
		const suffix = (text ?? plain).replace(/^[A-G][b#♭♯]*/, '').replace(/\/[A-G][b#♭♯]*$/, '');
		const xml =
			written(chord.root, 'root') +
			textKind(kindOf[chord.quality], suffix) +
			(chord.bass === undefined ? '' : written(chord.bass, 'bass'));
		return at(tick, (offset) => tag('harmony', xml + offset));
	});
}

const textKind = (kind: string, suffix: string): string => textTag('kind', kind, suffix === '' ? {} : { text: suffix });
