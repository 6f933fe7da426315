import {
	barAt,
	barStarts,
	beatTicks as toBeatTicks,
	tickToSeconds,
	type Part,
	type Score,
	type ScoreNote
} from '../score/index.ts';
import type { BeatLine } from './beat-line.ts';
import type { EvidenceNote, QuantiseOptions } from './evidence-note.ts';
import { ownEvidenceId } from './own-times.ts';
import { quantiseOnsets, type PlacedNote, type PlacedNotes } from './grid/quantise-onsets.ts';
import { writeVoices, type Open } from './voices/voices.ts';

/** A stretch of a score, ticks; it is widened to whole bars. */
export interface TickRange {
	readonly startTick: number;
	readonly endTick: number;
}

/** Voices that are written; those above them are a person's own and stay as they are. */
const writtenVoices = 2;

/**
 * Writes the rhythm of a range again from what was heard, with other options. Ids, pitches and staves stay, and so do all
 * notes outside the range, but that a chord that rings into it may end otherwise. Notes without evidence keep their place
 * and give way in length or voice only. What was deleted stays deleted.
 * @param evidence what the score was written from, or its own times (`ownTimes`); more does no harm
 */
export function requantise(
	score: Score,
	evidence: readonly EvidenceNote[],
	range: TickRange,
	options: QuantiseOptions,
	newId: () => string
): Score {
	const starts = barStarts(score.bars);
	const firstBar = barAt(starts, Math.max(0, range.startTick));
	const lastBar = barAt(starts, Math.max(range.startTick, range.endTick - 1));
	const startTick = starts[firstBar] ?? 0;
	const endTick = starts[lastBar + 1] ?? startTick;
	const meter = score.bars[firstBar]?.meter;
	if (meter === undefined || endTick <= startTick) return score;
	const beatTicks = toBeatTicks(meter);
	// A pickup ends with a beat; its first one may have begun before it.
	const isCut = score.bars[firstBar]?.isPickup === true;
	const pickupTicks = (starts[firstBar + 1] ?? endTick) - startTick;
	const originTick = isCut ? startTick - ((beatTicks - (pickupTicks % beatTicks)) % beatTicks) : startTick;
	const line = toLine(score, starts.slice(firstBar, lastBar + 1), originTick, endTick, beatTicks, meter.beatType >= 8);
	const { feel = 'auto' } = options;
	const was = score.swings.find((span) => span.tick < endTick && span.endTick > startTick);
	const isKept = feel === 'auto' || (feel === 'swing' && was !== undefined);
	const isEven = feel === 'straight' || feel === 'triplets' || line.isCompound;
	const known = isEven ? null : was !== undefined ? was.ratio / (1 + was.ratio) : null;
	const heard = new Map(evidence.map((note) => [note.id, note]));
	let swings = isKept ? score.swings : cutSpans(score.swings, startTick, endTick, newId);
	let isSwung = isKept && was !== undefined;
	const parts = score.parts.map((part) => {
		const moved = part.notes.flatMap((note) => {
			const source = heard.get(note.evidence?.id ?? ownEvidenceId(note));
			const isMoved = source !== undefined && note.tick >= startTick && note.tick < endTick && note.voice < writtenVoices;
			return isMoved ? [{ note, source: { ...source, id: note.id, pitchMidi: note.pitchMidi } }] : [];
		});
		if (moved.length === 0) return part;
		const sources = moved.map(({ source }) => source);
		const first = quantiseOnsets(sources, line, options, known);
		const isUnheard = feel === 'swing' && known === null && first.swingMiddle === null && !line.isCompound;
		const placed = isUnheard ? quantiseOnsets(sources, line, options, usualSwingMiddle) : first;
		if (!isSwung && placed.swingMiddle !== null) {
			const ratio = Math.round((placed.swingMiddle / (1 - placed.swingMiddle)) * 100) / 100;
			const stretches = feel === 'swing' ? [{ firstBeat: 0, endBeat: Infinity }] : placed.swings;
			swings = [...swings, ...stretches.map(({ firstBeat, endBeat }) => toSwing(firstBeat, endBeat, ratio))];
			isSwung = true;
		}
		return rewrite(part, new Map(moved.map(({ note }) => [note.id, note])), placed, line, { startTick, endTick, originTick });
	});
	return { ...score, parts, swings: [...swings].sort((a, b) => a.tick - b.tick) };

	function toSwing(firstBeat: number, endBeat: number, ratio: number): Score['swings'][number] {
		const { beatTicks } = line;
		const tick = Math.max(startTick, originTick + firstBeat * beatTicks);
		const end = Math.min(endTick, originTick + endBeat * beatTicks);
		return { id: newId(), tick, endTick: end, ratio: Math.min(4, Math.max(1, ratio)), unitTicks: beatTicks / 2 };
	}
}

/** Where off-beats are taken to sound when someone says that it swings and it cannot be heard, as a share of the beat. */
const usualSwingMiddle = 2 / 3;

/** Spans without what they have of a stretch; the id stays with what is left of one at its beginning. */
function cutSpans(spans: Score['swings'], startTick: number, endTick: number, newId: () => string): Score['swings'] {
	return spans.flatMap((span) => {
		if (span.tick >= endTick || span.endTick <= startTick) return [span];
		const before = span.tick < startTick ? [{ ...span, endTick: startTick }] : [];
		const behind = span.endTick > endTick ? [{ ...span, id: before.length > 0 ? newId() : span.id, tick: endTick }] : [];
		return [...before, ...behind];
	});
}

/** The beats of a stretch of bars, counted from the first of them. */
function toLine(
	{ tempoMap }: Score,
	barTicks: readonly number[],
	originTick: number,
	endTick: number,
	beatTicks: number,
	isEighths: boolean
): BeatLine {
	const count = Math.ceil((endTick - originTick) / beatTicks);
	const starts = barTicks.map((tick) => (tick - originTick) / beatTicks);
	return {
		beatsSeconds: Array.from({ length: count + 1 }, (_, beat) => tickToSeconds(tempoMap, originTick + beat * beatTicks)),
		bars: starts.map((firstBeat, at) => ({ firstBeat, beatCount: (starts[at + 1] ?? count) - firstBeat })),
		beatTicks,
		isCompound: isEighths && beatTicks % 3 === 0
	};
}

function rewrite(
	part: Part,
	moved: ReadonlyMap<string, ScoreNote>,
	placed: PlacedNotes,
	line: BeatLine,
	{ startTick, endTick, originTick }: { readonly startTick: number; readonly endTick: number; readonly originTick: number }
): Part {
	const { beatTicks, isCompound } = line;
	const barTicks = line.bars.map(({ firstBeat }) => firstBeat * beatTicks);
	const fixed = part.notes.filter(({ id }) => !moved.has(id));
	const rewritten = new Map<string, ScoreNote>();
	const lengths = new Map<string, number>();
	part.staves.forEach((_, staff) => {
		const inside = fixed.filter(
			(note) => note.staff === staff && note.tick >= startTick && note.tick < endTick && note.voice < writtenVoices
		);
		const own = placed.notes
			.filter(({ evidence }) => moved.get(evidence.id)?.staff === staff)
			.map((note) => ({
				...note,
				tick: Math.max(startTick - originTick, Math.min(note.tick, endTick - originTick - (placed.unitTicks.at(-1) ?? beatTicks)))
			}));
		if (own.length === 0) return;
		const ringing = [0, 1].map((voice) => toRinging(fixed, staff, voice, startTick, originTick)) as [Open | null, Open | null];
		const terms = { beatTicks, isCompound, barTicks, unitTicks: placed.unitTicks, mostVoices: 2 } as const;
		const persons = inside.map((note): PlacedNote => fromNote(note, originTick));
		const all = [...own, ...persons].sort((a, b) => a.tick - b.tick || Number(b.isGrace) - Number(a.isGrace));
		for (const { placed: note, voice, ticks } of writeVoices(all, terms, ringing)) {
			const tick = note.tick + originTick;
			const next = fixed
				.filter((other) => other.staff === staff && other.voice === voice && other.tick >= endTick)
				.reduce((least, other) => Math.min(least, other.tick), Infinity);
			const length = Math.min(ticks, next - tick);
			const before = moved.get(note.evidence.id);
			if (before === undefined) {
				lengths.set(note.evidence.id, length);
				const person = inside.find(({ id }) => id === note.evidence.id);
				if (person !== undefined) rewritten.set(person.id, { ...person, voice, ticks: length });
			} else rewritten.set(before.id, withPlace(before, tick, length, voice, note.isGrace));
		}
	});
	const notes = part.notes.flatMap((note) => {
		const held = lengths.get(note.id);
		const anew = rewritten.get(note.id) ?? (held === undefined ? note : { ...note, ticks: held });
		// Struck twice in one place of the new grid: one of the two is left, as when it was first written.
		return moved.has(note.id) && !rewritten.has(note.id) ? [] : [anew];
	});
	return { ...part, notes: notes.sort(byPlace) };
}

const byPlace = (a: ScoreNote, b: ScoreNote): number =>
	a.tick - b.tick || Number(b.grace !== undefined) - Number(a.grace !== undefined) || a.pitchMidi - b.pitchMidi;

function withPlace({ grace, ...note }: ScoreNote, tick: number, ticks: number, voice: number, isGrace: boolean): ScoreNote {
	const placed = { ...note, tick, ticks, voice };
	return isGrace ? { ...placed, ticks: 0, grace: grace ?? 'slashed' } : placed;
}

/** The chord of a voice that begins before a tick and sounds on over it. */
function toRinging(
	notes: readonly ScoreNote[],
	staff: number,
	voice: number,
	startTick: number,
	originTick: number
): Open | null {
	const own = notes.filter(
		(note) => note.staff === staff && note.voice === voice && note.tick < startTick && note.tick + note.ticks > startTick
	);
	const [first] = own;
	return first === undefined ? null : { tick: first.tick - originTick, notes: own.map((note) => fromNote(note, originTick)) };
}

/** A written note as if it had been played just as it stands. */
function fromNote({ id, tick, ticks, pitchMidi, velocity, grace }: ScoreNote, originTick: number): PlacedNote {
	const evidence = { id, onsetSeconds: 0, offsetSeconds: 1, pitchMidi, velocity, confidence: 1 };
	return { evidence, tick: tick - originTick, playedTicks: Math.max(1, ticks), isGrace: grace !== undefined };
}
