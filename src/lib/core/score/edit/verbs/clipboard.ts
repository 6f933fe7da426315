import { z } from 'zod';
import { noteSchema, partSchema, scoreSchema, type Part, type Score, type ScoreNote } from '../../score.ts';
import { diffScores } from '../apply-patch.ts';
import { layNotes, withGraces } from '../lay-notes.ts';
import type { Patch } from '../patch.ts';
import { noteEnd } from '../voices.ts';
import { deleteNotes } from './notes.ts';
import { selectedRange, type NewId, type ScoreSelection } from './selection.ts';

/** Music on its way from one place to another: ticks count from its beginning, parts and staves from the first one copied. */
export const clipboardSchema = z.object({
	format: z.literal('woodshed-notes'),
	schemaVersion: z.literal(1),
	/** How long it is with its rests. */
	ticks: z.number().int().nonnegative(),
	parts: z
		.array(
			z.object({
				/** How many parts below the first. */
				offset: z.number().int().min(0).max(99),
				notes: z.array(noteSchema).max(100_000),
				slurs: partSchema.shape.slurs
			})
		)
		.max(100),
	chords: scoreSchema.shape.chords
});
export type ScoreClipboard = z.infer<typeof clipboardSchema>;

/** The selected notes, with the chord symbols of their stretch where a stretch is selected; null when there is nothing. */
export function copyNotes(score: Score, selection: ScoreSelection): ScoreClipboard | null {
	const range = selectedRange(score, selection);
	if (range === null) return null;
	const { fromTick, toTick } = range;
	const ids = withGraces(score, selection.noteIds);
	const found = score.parts.map(({ notes, slurs }) => ({
		notes: notes.filter(({ id }) => ids.has(id)),
		slurs: slurs.filter(({ fromNoteId, toNoteId }) => ids.has(fromNoteId) && ids.has(toNoteId))
	}));
	const firstPart = found.findIndex(({ notes }) => notes.length > 0);
	const firstStaff = found[firstPart]?.notes.reduce((staff, note) => Math.min(staff, note.staff), Infinity) ?? 0;
	const parts = found.flatMap(({ notes, slurs }, index) => {
		if (notes.length === 0) return [];
		const staffShift = index === firstPart ? firstStaff : 0;
		const copies = notes.map(({ evidence: _evidence, ...note }) => ({
			...note,
			tick: note.tick - fromTick,
			staff: note.staff - staffShift
		}));
		return [{ offset: index - firstPart, notes: copies, slurs }];
	});
	const chords =
		selection.range === undefined
			? []
			: score.chords
					.filter(({ tick }) => tick >= fromTick && tick < toTick)
					.map((chord) => ({ ...chord, tick: chord.tick - fromTick }));
	if (parts.length === 0 && chords.length === 0) return null;
	return { format: 'woodshed-notes', schemaVersion: 1, ticks: toTick - fromTick, parts, chords };
}

/** What is copied and, in its place, rests. */
export function cutNotes(
	score: Score,
	selection: ScoreSelection,
	newId: NewId
): { readonly clipboard: ScoreClipboard | null; readonly patch: Patch } {
	return { clipboard: copyNotes(score, selection), patch: deleteNotes(score, selection, newId) };
}

export interface PastePlace {
	readonly tick: number;
	readonly partId: string;
	/** Where the topmost staff of the first part goes; the others below it, as far as there are staves. */
	readonly staff: number;
}

/**
 * Puts copied music down at a tick. In the voices that it brings, it replaces the whole stretch that it lasts, rests too; other voices
 * stay. Chord symbols replace those of the stretch. Answers the ids of the new notes, to be selected.
 */
export function pasteNotes(
	score: Score,
	clipboard: ScoreClipboard,
	{ tick, partId, staff }: PastePlace,
	newId: NewId
): { readonly patch: Patch; readonly noteIds: ReadonlySet<string> } {
	const firstPart = score.parts.findIndex(({ id }) => id === partId);
	const noteIds = new Set<string>();
	let changed = score;
	if (firstPart < 0 || tick < 0) return { patch: [], noteIds };
	for (const { offset, notes, slurs } of clipboard.parts) {
		const part = score.parts[firstPart + offset];
		if (part === undefined) continue;
		const shift = offset === 0 ? staff : 0;
		const ids = new Map(notes.map(({ id }) => [id, newId()]));
		const pasted = notes.map((note): ScoreNote => {
			// What sounds on behind the stretch that was copied ends with it.
			const ticks = Math.min(note.ticks, clipboard.ticks - note.tick);
			const laid = { ...note, id: ids.get(note.id) ?? note.id, tick: note.tick + tick, ticks };
			return fitToPart({ ...laid, staff: Math.min(note.staff + shift, part.staves.length - 1) }, part);
		});
		changed = layNotes(changed, part.id, replaceStretch(part, pasted, tick, tick + clipboard.ticks, newId), newId);
		changed = withSlurs(changed, part.id, slurs, ids, newId);
		for (const { id } of pasted) noteIds.add(id);
	}
	if (clipboard.chords.length > 0) {
		const kept = changed.chords.filter((chord) => chord.tick < tick || chord.tick >= tick + clipboard.ticks);
		const added = clipboard.chords.map((chord) => ({ ...chord, id: newId(), tick: chord.tick + tick }));
		const end = changed.bars.reduce((sum, { ticks }) => sum + ticks, 0);
		changed = { ...changed, chords: [...kept, ...added.filter((chord) => chord.tick < end)].sort((a, b) => a.tick - b.tick) };
	}
	return { patch: diffScores(score, changed), noteIds };
}

/** Copies the selection behind itself, over what is there. */
export function repeatNotes(
	score: Score,
	selection: ScoreSelection,
	newId: NewId
): { readonly patch: Patch; readonly noteIds: ReadonlySet<string> } {
	const clipboard = copyNotes(score, selection);
	const range = selectedRange(score, selection);
	const part = score.parts.find(({ notes }) => notes.some(({ id }) => selection.noteIds.has(id)));
	if (clipboard === null || range === null || part === undefined) return { patch: [], noteIds: new Set() };
	const staff = part.notes.reduce((top, note) => (selection.noteIds.has(note.id) ? Math.min(top, note.staff) : top), Infinity);
	return pasteNotes(score, clipboard, { tick: range.toTick, partId: part.id, staff }, newId);
}

function replaceStretch(
	part: Part,
	pasted: readonly ScoreNote[],
	fromTick: number,
	toTick: number,
	newId: NewId
): { put: ScoreNote[]; remove: Set<string> } {
	const lanes = new Set(pasted.map(({ staff, voice }) => `${staff}/${voice}`));
	const put = [...pasted];
	const remove = new Set<string>();
	for (const note of part.notes) {
		if (!lanes.has(`${note.staff}/${note.voice}`)) continue;
		if (note.tick >= fromTick && note.tick < toTick) {
			// Its tie out of the stretch is cut: what sounds behind it stays.
			if (noteEnd(note) > toTick) put.push(tailOf(note, toTick));
			else remove.add(note.id);
		} else if (note.tick < fromTick && noteEnd(note) > toTick)
			put.push({ ...note, ticks: fromTick - note.tick }, { ...tailOf(note, toTick), id: newId() });
		else if (note.tick < fromTick && noteEnd(note) > fromTick) put.push({ ...note, ticks: fromTick - note.tick });
	}
	return { put, remove };
}

/** A note from a tick on. */
function tailOf({ lyrics: _lyrics, articulations: _articulations, ...note }: ScoreNote, tick: number): ScoreNote {
	return { ...note, tick, ticks: noteEnd(note) - tick };
}

/** A string and fret of another instrument mean nothing here. */
function fitToPart(note: ScoreNote, { fretboard }: Part): ScoreNote {
	const { string, fret, isStringLocked: _lock, ...bare } = note;
	if (string === undefined || fret === undefined) return note;
	const open = fretboard?.openMidi[string - 1];
	return open !== undefined && fretboard !== undefined && open + fretboard.capoFret + fret === note.pitchMidi ? note : bare;
}

function withSlurs(score: Score, partId: string, slurs: Part['slurs'], ids: ReadonlyMap<string, string>, newId: NewId): Score {
	if (slurs.length === 0) return score;
	const parts = score.parts.map((part) => {
		if (part.id !== partId) return part;
		const there = new Set(part.notes.map(({ id }) => id));
		const added = slurs.flatMap(({ fromNoteId, toNoteId }) => {
			const [from, to] = [ids.get(fromNoteId), ids.get(toNoteId)];
			return from !== undefined && to !== undefined && there.has(from) && there.has(to)
				? [{ id: newId(), fromNoteId: from, toNoteId: to }]
				: [];
		});
		return { ...part, slurs: [...part.slurs, ...added] };
	});
	return { ...score, parts };
}
