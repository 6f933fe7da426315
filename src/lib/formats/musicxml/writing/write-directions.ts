import { toChordName } from '$core/harmony/chord-names.ts';
import { fromSignature, toPitchClassName, transposeKey, transposePitchClass } from '$core/harmony/keys.ts';
import { barAt, barStarts, endTick, ticksPerQuarter, type Part, type Score } from '$core/score/index.ts';
import { toTempoChanges } from '../../score-draft/index.ts';
import { kindOf } from '../harmony.ts';
import { tag, textTag } from './tags.ts';

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
export function scoreDirections(score: Score): Direction[] {
	return [
		...tempoDirections(score),
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

function tempoDirections(score: Score): Direction[] {
	const changes = toTempoChanges(score.tempoMap);
	const paceAt = (tick: number): number =>
		changes.findLast((change) => change.tick <= tick)?.secondsPerQuarter ?? changes[0]?.secondsPerQuarter ?? 0.5;
	const marked = new Set(score.tempoMarks.map(({ tick }) => tick));
	const tempo = (secondsPerQuarter: number): number => Math.round(60e6 / secondsPerQuarter) / 1e6;
	const lastTick = endTick(score);
	const played = changes
		.map((change) => ({ ...change, tick: Math.max(0, change.tick) }))
		.filter(({ tick }, i) => !marked.has(tick) && tick < lastTick && (tick > 0 || i === 0 || (changes[i + 1]?.tick ?? 1) > 0));
	return [
		...score.tempoMarks.map(({ tick, bpm, beatTicks, words }) =>
			at(tick, (offset) =>
				tag(
					'direction',
					(words === undefined ? '' : tag('direction-type', textTag('words', words))) +
						tag('direction-type', tag('metronome', beatUnit(beatTicks) + tag('per-minute', bpm))) +
						offset +
						tag('sound', '', { tempo: tempo(paceAt(tick)) }),
					{ placement: 'above' }
				)
			)
		),
		...played.map(({ tick, secondsPerQuarter }) =>
			at(tick, (offset) => tag('sound', offset, { tempo: tempo(secondsPerQuarter) }))
		)
	];
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
