import { endTick, meterTicks } from '../bars.ts';
import type { Part, Score, ScoreNote } from '../score.ts';
import { inPart } from './apply-patch.ts';
import { compareListed } from './list-edit.ts';
import { isGrace, noteEnd, settleVoices, voiceKey } from './voices.ts';

/** Notes to be put into a part, in place of those with the same ids, and ids of those to be taken out. */
export interface NoteEdit {
	readonly put: readonly ScoreNote[];
	readonly remove?: ReadonlySet<string>;
}

/** A score after notes of one part were changed: voices settled, slurs without ends gone, bars added behind the end where notes need them. */
export function layNotes(score: Score, partId: string, { put, remove = new Set() }: NoteEdit, newId: () => string): Score {
	const changed = inPart(score, partId, (part) => {
		const given = new Map(put.map((note) => [note.id, note]));
		const kept = part.notes.filter(({ id }) => !remove.has(id)).map((note) => given.get(note.id) ?? note);
		const known = new Set(kept.map(({ id }) => id));
		const all = [...kept, ...put.filter(({ id }) => !known.has(id))];
		return withoutLooseEnds(part, settleVoices(withoutOrphans(part, all), new Set(given.keys())));
	});
	const last = put.reduce((tick, note) => Math.max(tick, noteEnd(note)), 0);
	return growTo(changed, last, newId);
}

/** Changes the notes that are selected, in every part. Null takes a note out. */
export function changeNotes(
	score: Score,
	ids: ReadonlySet<string>,
	change: (note: ScoreNote, part: Part) => ScoreNote | null,
	newId: () => string
): Score {
	let changed = score;
	for (const part of score.parts) {
		const put: ScoreNote[] = [];
		const remove = new Set<string>();
		for (const note of part.notes) {
			if (!ids.has(note.id)) continue;
			const now = change(note, part);
			if (now === null) remove.add(note.id);
			else if (now !== note) put.push(now);
		}
		if (put.length > 0 || remove.size > 0) changed = layNotes(changed, part.id, { put, remove }, newId);
	}
	return changed;
}

/** Selected ids, and the grace notes of chords that are selected whole. */
export function withGraces(score: Score, ids: ReadonlySet<string>): Set<string> {
	const wide = new Set(ids);
	for (const { notes } of score.parts) {
		const graces = notes.filter(isGrace);
		if (graces.length === 0) continue;
		const place = (note: ScoreNote): string => `${voiceKey(note)}/${note.tick}`;
		const chosen = new Set<string>();
		const left = new Set<string>();
		for (const note of notes) if (!isGrace(note)) (ids.has(note.id) ? chosen : left).add(place(note));
		for (const grace of graces) if (chosen.has(place(grace)) && !left.has(place(grace))) wide.add(grace.id);
	}
	return wide;
}

/** A part with other notes: slurs that lose an end go. */
export function withoutLooseEnds(part: Part, notes: ScoreNote[]): Part {
	if (part.slurs.length === 0) return { ...part, notes };
	const ids = new Set(notes.map(({ id }) => id));
	const slurs = part.slurs.filter(({ fromNoteId, toNoteId }) => ids.has(fromNoteId) && ids.has(toNoteId));
	return { ...part, notes, slurs: slurs.length === part.slurs.length ? part.slurs : slurs };
}

/** Notes without the grace notes whose note was there and is no more. */
function withoutOrphans(part: Part, notes: readonly ScoreNote[]): readonly ScoreNote[] {
	if (!notes.some(isGrace)) return notes;
	const place = (note: ScoreNote): string => `${voiceKey(note)}/${note.tick}`;
	const there = new Set(notes.filter((note) => !isGrace(note)).map(place));
	const before = new Set(part.notes.filter((note) => !isGrace(note)).map(place));
	return notes.filter((note) => !isGrace(note) || there.has(place(note)) || !before.has(place(note)));
}

/** A score with bars like its last one added until it holds a tick. */
export function growTo(score: Score, tick: number, newId: () => string): Score {
	let end = endTick(score);
	const last = score.bars.at(-1);
	if (last === undefined || tick <= end) return score;
	const bars = [...score.bars];
	for (; end < tick; end += meterTicks(last.meter)) {
		bars.push({ id: newId(), ticks: meterTicks(last.meter), meter: last.meter, key: last.key });
	}
	return { ...score, bars };
}

export const sortNotes = (notes: readonly ScoreNote[]): ScoreNote[] => [...notes].sort(compareListed);
