import { barAt, barStarts } from '../../bars.ts';
import type { Part, Score, ScoreNote } from '../../score.ts';
import { applyPatch, diffScores } from '../apply-patch.ts';
import { layNotes, withoutLooseEnds, sortNotes } from '../lay-notes.ts';
import type { Patch } from '../patch.ts';
import { byVoice, isGrace, noteEnd } from '../voices.ts';
import type { NewId } from './selection.ts';

export interface SimplifyArgs {
	/** `melody`: the highest line alone, under the chord symbols. */
	readonly keep: 'melody' | 'all';
	/** The shortest value that is left, ticks; absent leaves the rhythm. */
	readonly gridTicks?: number;
}

/** A score that is easier to read: fewer notes, an easier rhythm, or both. Drums stay. */
export function simplify(score: Score, { keep, gridTicks }: SimplifyArgs, newId: NewId): Patch {
	const melodyPart = score.parts.find(({ isDrums, notes }) => !isDrums && notes.length > 0);
	const lean: Score = {
		...score,
		parts: score.parts.map((part) => {
			if (part.isDrums || keep === 'all') return part;
			return withoutLooseEnds(part, part === melodyPart ? melodyOf(part) : []);
		})
	};
	const simple = gridTicks === undefined ? lean : applyPatch(lean, easeRhythm(lean, gridTicks, newId)).score;
	return diffScores(score, simple);
}

/** The highest note of each onset that no higher note sounds over, one at a time, in the first voice of the first staff. */
function melodyOf({ notes }: Part): ScoreNote[] {
	const line: ScoreNote[] = [];
	for (const note of notes.filter((other) => !isGrace(other)).sort((a, b) => a.tick - b.tick || b.pitchMidi - a.pitchMidi)) {
		const last = line.at(-1);
		const isUnder = last !== undefined && note.tick < noteEnd(last) && note.pitchMidi <= last.pitchMidi;
		if (last?.tick === note.tick || isUnder) continue;
		line.push(note);
	}
	return line.map((note, index) => {
		const next = line[index + 1]?.tick ?? Infinity;
		return { ...note, staff: 0, voice: 0, ticks: Math.min(note.ticks, next - note.tick) };
	});
}

/**
 * Puts each voice on a grid counted from the bar: of what falls on one place the chord that was nearest stays, held to where the next
 * begins if it was held for most of that, else to the grid. Grace notes go.
 */
function easeRhythm(score: Score, gridTicks: number, newId: NewId): Patch {
	const starts = barStarts(score.bars);
	const end = starts.at(-1) ?? 0;
	const toGrid = (tick: number): number => {
		const bar = barAt(starts, tick);
		const [start = 0, next = end] = [starts[bar], starts[bar + 1]];
		return Math.min(start + Math.round((tick - start) / gridTicks) * gridTicks, next);
	};
	let eased = score;
	for (const part of score.parts.filter(({ isDrums }) => !isDrums)) {
		const notes = [...byVoice(part.notes.filter((note) => !isGrace(note))).values()].flatMap((voice) =>
			easeVoice(voice, toGrid, end)
		);
		const bare = {
			...eased,
			parts: eased.parts.map((other) => (other.id === part.id ? withoutLooseEnds(other, sortNotes(notes)) : other))
		};
		eased = layNotes(bare, part.id, { put: notes }, newId);
	}
	return diffScores(score, eased);
}

function easeVoice(voice: readonly ScoreNote[], toGrid: (tick: number) => number, end: number): ScoreNote[] {
	const nearest = new Map<number, number>();
	for (const { tick } of voice) {
		const place = toGrid(tick);
		const found = nearest.get(place);
		if (place < end && (found === undefined || Math.abs(tick - place) < Math.abs(found - place))) nearest.set(place, tick);
	}
	const places = [...nearest.keys()].sort((a, b) => a - b);
	return places.flatMap((place, index) => {
		const next = places[index + 1] ?? end;
		return voice
			.filter(({ tick }) => tick === nearest.get(place))
			.map((note) => {
				const held = toGrid(noteEnd(note));
				const isHeld = held >= next || (next - place) / 2 < held - place;
				return {
					...note,
					tick: place,
					ticks: isHeld ? next - place : Math.max(held - place, Math.min(next - place, gridOf(place, toGrid)))
				};
			});
	});
}

/** Distance from a place of the grid to the next one. */
function gridOf(place: number, toGrid: (tick: number) => number): number {
	for (let step = 1; ; step *= 2) {
		const next = toGrid(place + step);
		if (next > place) return next - place;
	}
}
