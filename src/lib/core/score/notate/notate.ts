import { spellNotes, toWritten, transposeSpelling, transposeWrittenKey } from '../../pitch/index.ts';
import { barAt, barStarts, meterTicks } from '../bars.ts';
import type { Part, Score, ScoreBar, ScoreNote, Spelling, WrittenKey } from '../score.ts';
import { barAccidentals } from './accidentals.ts';
import { beamGroups } from './beams.ts';
import { drumSign } from './drum-map.ts';
import { divideBar, snap, tupletPieces, type Division } from './divide.ts';
import { meterOffset, meterTree } from './meter-tree.ts';
import { notePieces, restPieces } from './split.ts';
import { toValue, toValueWithin } from './values.ts';
import { toVoiceEvents, withoutEmpty, type VoiceEvent } from './voice-events.ts';
import type { WrittenBar, WrittenEvent, WrittenNote, WrittenVoice } from './written.ts';

/** A bar with its place. */
interface PlacedBar {
	readonly bar: ScoreBar;
	readonly startTick: number;
	readonly endTick: number;
	/** Ticks from the beginning of the meter's bar to that of this one. */
	readonly offset: number;
}

/** How the heads of a staff are written. */
interface Manner {
	readonly spellings: ReadonlyMap<string, Spelling>;
	readonly isDrums: boolean;
}

const noKey: WrittenKey = { fifths: 0, mode: 'major' };

/** A part of a note's length that one value writes. */
interface Piece {
	readonly tick: number;
	readonly ticks: number;
	readonly tuplet: number | null;
	readonly event: VoiceEvent | null;
}

/**
 * One staff of a part as it is written: voices filled with rests, ties over beats and bars as the meter asks, dots, tuplets, beams and
 * signs. Places that no division of a beat holds are drawn at the nearest 64th.
 */
export function notateStaff(score: Pick<Score, 'bars'>, part: Part, staff: number): WrittenBar[] {
	const notes = part.notes.filter((note) => note.staff === staff);
	const starts = barStarts(score.bars);
	return notateBars({ bars: score.bars, starts, part, staff }, { from: 0, to: score.bars.length, notes, following: [] });
}

/** What bars of a staff are written from. */
export interface StaffFrame {
	readonly bars: readonly ScoreBar[];
	readonly starts: readonly number[];
	readonly part: Part;
	readonly staff: number;
}

/** Bars that nothing sounds into or out of. */
export interface BarStretchNotes {
	/** Index of the first. */
	readonly from: number;
	/** One more than that of the last. */
	readonly to: number;
	/** All that sounds in them, by tick. */
	readonly notes: readonly ScoreNote[];
	/** What the voices go on with behind them: it tells how chromatic notes lead on. */
	readonly following: readonly ScoreNote[];
}

/** As `notateStaff`, of some bars. */
export function notateBars(frame: StaffFrame, { from, to, notes, following }: BarStretchNotes): WrittenBar[] {
	const { part, staff } = frame;
	const starts = frame.starts.slice(from, to + 1);
	const bars = frame.bars.slice(from, to).map((bar, index): PlacedBar => {
		const startTick = starts[index] ?? 0;
		return { bar, startTick, endTick: startTick + bar.ticks, offset: meterOffset(bar) };
	});
	const shift = part.isDrums ? 0 : part.transposeSemitones;
	const spellings = writtenSpellings(notes, following, frame, shift);
	const voices = [...new Set(notes.map(({ voice }) => voice))]
		.sort((a, b) => a - b)
		.map((voice) => {
			const inVoice = notes.filter((note) => note.voice === voice);
			return writeVoice(voice, inVoice, bars, starts, { spellings, isDrums: part.isDrums });
		});
	return bars.map((placed, index) => {
		const key = part.isDrums ? noKey : transposeWrittenKey(placed.bar.key, toWritten(placed.bar.key, shift));
		const filled = voices.map((voice) => voice[index]).filter((voice) => voice !== undefined && hasNotes(voice));
		const written = filled.length > 0 ? filled : [restVoice(placed)];
		return {
			index: from + index,
			startTick: placed.startTick,
			ticks: placed.bar.ticks,
			meter: placed.bar.meter,
			key,
			clef: clefAt(part, staff, placed.startTick),
			voices: withAccidentals(
				written.filter((voice) => voice !== undefined),
				key
			)
		};
	});
}

const hasNotes = ({ events }: WrittenVoice): boolean => events.some(({ notes, graces }) => notes.length > 0 || graces.length > 0);

function clefAt({ staves, clefChanges, isDrums }: Part, staff: number, tick: number): WrittenBar['clef'] {
	if (isDrums) return 'percussion';
	const change = clefChanges.findLast((one) => one.staff === staff && one.tick <= tick);
	return change?.clef ?? staves[staff]?.clef ?? 'treble';
}

function writtenSpellings(
	notes: readonly ScoreNote[],
	following: readonly ScoreNote[],
	{ part, staff, starts, bars }: StaffFrame,
	shift: number
): Map<string, Spelling> {
	if (part.isDrums) return new Map(notes.map(({ id, pitchMidi }) => [id, { ...drumSign(pitchMidi).place, alter: 0 }]));
	const keyAt = (tick: number): WrittenKey => bars[barAt(starts, tick)]?.key ?? { fifths: 0, mode: 'major' };
	const sounding = spellNotes(following.length === 0 ? notes : [...notes, ...following], keyAt);
	const ottavas = part.ottavas.filter((ottava) => ottava.staff === staff);
	const written = new Map<string, Spelling>();
	for (const [at, note] of notes.entries()) {
		const spelling = sounding[at];
		if (spelling === undefined) continue;
		const read = shift === 0 ? spelling : transposeSpelling(spelling, toWritten(keyAt(note.tick), shift));
		const octaves = ottavas.find(({ tick, endTick }) => note.tick >= tick && note.tick < endTick)?.octaves ?? 0;
		written.set(note.id, octaves === 0 ? read : { ...read, octave: read.octave - octaves });
	}
	return written;
}

function writeVoice(
	voice: number,
	notes: readonly ScoreNote[],
	bars: readonly PlacedBar[],
	starts: readonly number[],
	manner: Manner
): WrittenVoice[] {
	const end = starts[starts.length - 1] ?? 0;
	const events = toVoiceEvents(notes, end);
	const places = bars.map((): number[] => []);
	for (const place of new Set(events.flatMap(({ startTick, endTick }) => [startTick, endTick])))
		if (place < end) places[barAt(starts, place)]?.push(place);
	const divided = bars.map(({ startTick, endTick, offset }, index) => {
		const shift = offset - startTick;
		const within = (places[index] ?? []).map((place) => place + shift).sort((a, b) => a - b);
		const tree = meterTree(bars[index]?.bar.meter ?? { beats: 4, beatType: 4 });
		return divideBar(tree, startTick + shift, endTick + shift, within).map((division) => ({
			...division,
			start: division.start - shift
		}));
	});
	const snapped = (tick: number): number => (tick >= end ? end : snap(divided[barAt(starts, tick)] ?? [], tick));
	const drawn = withoutEmpty(
		events.map((event) => ({ ...event, startTick: snapped(event.startTick), endTick: snapped(event.endTick) })),
		(tick) => divided[barAt(starts, tick)]?.find(({ start, ticks }) => tick >= start && tick < start + ticks)?.gridTicks ?? 1,
		end
	);
	let next = 0;
	return bars.map((placed, index) => {
		while ((drawn[next]?.endTick ?? Infinity) <= placed.startTick) next++;
		const within: VoiceEvent[] = [];
		for (let at = next; (drawn[at]?.startTick ?? Infinity) < placed.endTick; at++) {
			const event = drawn[at];
			if (event !== undefined) within.push(event);
		}
		return within.length === 0 ? restVoice(placed, voice) : writeBar(voice, placed, divided[index] ?? [], within, manner);
	});
}

function writeBar(
	voice: number,
	placed: PlacedBar,
	divisions: readonly Division[],
	within: readonly VoiceEvent[],
	{ spellings, isDrums }: Manner
): WrittenVoice {
	const tree = meterTree(placed.bar.meter);
	const tuplets = divisions.flatMap(({ tuplet }) => (tuplet === null ? [] : [tuplet]));
	const pieces: Piece[] = [];
	let tuplet = -1;
	for (const { start, ticks, ratio } of joined(divisions)) {
		if (ratio !== null) tuplet++;
		for (const { from, to, event } of stretches(within, start, start + ticks)) {
			const shift = placed.offset - placed.startTick;
			const lengths =
				ratio !== null
					? tupletPieces(to - from, ratio)
					: (event === null ? restPieces : notePieces)(tree, from + shift, to + shift);
			let tick = from;
			for (const length of lengths) {
				pieces.push({ tick, ticks: length, tuplet: ratio === null ? null : tuplet, event });
				tick += length;
			}
		}
	}
	const values = pieces.map((piece) => {
		const ratio = piece.tuplet === null ? undefined : tuplets[piece.tuplet];
		const written = ratio === undefined ? piece.ticks : (piece.ticks * ratio.actual) / ratio.normal;
		return toValue(written) ?? toValueWithin(written);
	});
	const beams = beamGroups(
		tree,
		pieces.map(({ tick, ticks, event }, at) => ({
			offset: tick - placed.startTick + placed.offset,
			ticks,
			value: values[at] ?? toValueWithin(ticks),
			isRest: event === null
		}))
	);
	const events = pieces.map(({ tick, ticks, tuplet: index, event }, at): WrittenEvent => {
		const isFirst = event !== null && tick === event.startTick;
		const head = (note: ScoreNote, isGrace: boolean): WrittenNote => ({
			note,
			spelling: spellings.get(note.id) ?? { letter: 'C', alter: 0, octave: 4 },
			...(isDrums ? { drum: drumSign(note.pitchMidi) } : {}),
			accidental: null,
			isTiedBack: !isGrace && !isFirst,
			isTiedOn: !isGrace && event !== null && tick + ticks < event.endTick
		});
		return {
			tick,
			ticks,
			value: values[at] ?? toValueWithin(ticks),
			notes: event === null ? [] : event.notes.map((note) => head(note, false)),
			graces: isFirst ? event.graces.map((chord) => chord.map((note) => head(note, true))) : [],
			tuplet: index,
			beam: beams[at] ?? null,
			isBarRest: false
		};
	});
	return { voice, events, tuplets };
}

/** Stretches without tuplets that follow each other as one: values may reach over their seams. */
function joined(divisions: readonly Division[]): { start: number; ticks: number; ratio: Division['tuplet'] }[] {
	const found: { start: number; ticks: number; ratio: Division['tuplet'] }[] = [];
	for (const { start, ticks, tuplet } of divisions) {
		const last = found[found.length - 1];
		if (last !== undefined && last.ratio === null && tuplet === null) last.ticks += ticks;
		else found.push({ start, ticks, ratio: tuplet });
	}
	return found;
}

/** What sounds, or rests, from one tick to another without a change. */
function stretches(
	events: readonly VoiceEvent[],
	start: number,
	end: number
): { from: number; to: number; event: VoiceEvent | null }[] {
	const found: { from: number; to: number; event: VoiceEvent | null }[] = [];
	let at = start;
	for (const event of events) {
		const from = Math.max(start, event.startTick);
		const to = Math.min(end, event.endTick);
		if (from >= to) continue;
		if (from > at) found.push({ from: at, to: from, event: null });
		found.push({ from, to, event });
		at = to;
	}
	if (at < end) found.push({ from: at, to: end, event: null });
	return found;
}

function restVoice({ bar, startTick, offset }: PlacedBar, voice = 0): WrittenVoice {
	const rest = { notes: [], graces: [], tuplet: null, beam: null };
	if (bar.ticks === meterTicks(bar.meter)) {
		const value = { type: 'whole', dots: 0 } as const;
		return { voice, tuplets: [], events: [{ ...rest, tick: startTick, ticks: bar.ticks, value, isBarRest: true }] };
	}
	let tick = startTick;
	const events = restPieces(meterTree(bar.meter), offset, offset + bar.ticks).map((ticks): WrittenEvent => {
		const event = { ...rest, tick, ticks, value: toValue(ticks) ?? toValueWithin(ticks), isBarRest: false };
		tick += ticks;
		return event;
	});
	return { voice, tuplets: [], events };
}

/** Signs hold for all voices of a staff, in the order of time. */
function withAccidentals(voices: readonly WrittenVoice[], key: WrittenKey): WrittenVoice[] {
	const inOrder = voices
		.flatMap(({ events }) => events)
		.sort((a, b) => a.tick - b.tick)
		.flatMap(({ notes, graces }) => [...graces.flat(), ...notes]);
	const signs = barAccidentals(inOrder, key);
	const signOf = new Map<WrittenNote, number>();
	for (const [at, head] of inOrder.entries()) {
		const sign = signs[at];
		if (sign !== undefined && sign !== null) signOf.set(head, sign);
	}
	if (signOf.size === 0) return [...voices];
	const signed = (head: WrittenNote): WrittenNote => {
		const accidental = signOf.get(head);
		return accidental === undefined ? head : { ...head, accidental };
	};
	return voices.map((voice) => ({
		...voice,
		events: voice.events.map((event) =>
			event.notes.length === 0 && event.graces.length === 0
				? event
				: { ...event, notes: event.notes.map(signed), graces: event.graces.map((chord) => chord.map(signed)) }
		)
	}));
}
