import { partSchema, scoreSchema, type Part, type Score } from '../score.ts';
import { changedFields, diffList, editList } from './list-edit.ts';
import {
	partFields,
	partLists,
	scoreFields,
	scoreLists,
	type ListEdit,
	type Operation,
	type PartList,
	type Patch,
	type ScoreList
} from './patch.ts';
import { isSame } from './same.ts';

/**
 * A score after a patch, and the patch that leads back: applied to the new score, the inverse gives the old one again, field for field.
 * What an operation names and the score does not have is passed over. The revision stays; whoever keeps the score counts it.
 * @throws ZodError when what a patch puts in does not fit its list
 */
export function applyPatch(score: Score, patch: Patch): { readonly score: Score; readonly inverse: Patch } {
	const changed = patch.reduce(applyOperation, score);
	return { score: changed, inverse: diffScores(changed, score) };
}

/** The patch that makes one score into another of the same id; ids, `songId` and revision are no part of it. */
export function diffScores(before: Score, after: Score): Patch {
	if (before === after) return [];
	const patch: Operation[] = [];
	const fields = changedFields(pick(before, scoreFields), pick(after, scoreFields));
	if (fields !== null) patch.push({ op: 'score', ...fields });
	for (const list of scoreLists) {
		const edit = diffList(before[list], after[list]);
		if (edit !== null) patch.push({ op: 'list', list, ...edit });
	}
	const map = diffTempoMap(before, after);
	if (map !== null) patch.push(map);
	if (before.parts !== after.parts) patch.push(...diffParts(before.parts, after.parts));
	return patch;
}

function diffParts(before: readonly Part[], after: readonly Part[]): Operation[] {
	const patch: Operation[] = [];
	const isLeft = new Set(after.map(({ id }) => id));
	for (const { id } of before) if (!isLeft.has(id)) patch.push({ op: 'removePart', partId: id });
	const old = new Map(before.map((part) => [part.id, part]));
	after.forEach((part, at) => {
		const was = old.get(part.id);
		if (was === undefined) {
			patch.push({ op: 'addPart', at, part });
			return;
		}
		const fields = changedFields(pick(was, partFields), pick(part, partFields));
		if (fields !== null) patch.push({ op: 'part', partId: part.id, ...fields });
		for (const list of partLists) {
			const edit = diffList(was[list], part[list]);
			if (edit !== null) patch.push({ op: 'partList', partId: part.id, list, ...edit });
		}
	});
	return patch;
}

function diffTempoMap({ tempoMap: before }: Score, { tempoMap: after }: Score): Operation | null {
	if (before === after) return null;
	let at = 0;
	while (at < before.length && at < after.length && isSame(before[at], after[at])) at++;
	let same = 0;
	while (same < Math.min(before.length, after.length) - at && isSame(before.at(-1 - same), after.at(-1 - same))) same++;
	const removedCount = before.length - at - same;
	const points = after.slice(at, after.length - same);
	return removedCount === 0 && points.length === 0 ? null : { op: 'tempoMap', at, removedCount, points };
}

function pick<T extends object, K extends keyof T>(from: T, names: readonly K[]): Record<string, T[K]> {
	return Object.fromEntries(names.map((name) => [name, from[name]]));
}

const listEditors: Readonly<Record<ScoreList, (score: Score, edit: ListEdit) => Score>> = {
	bars: (score, edit) => ({ ...score, bars: editList(score.bars, edit, scoreSchema.shape.bars.element) }),
	tempoMarks: (score, edit) => ({ ...score, tempoMarks: editList(score.tempoMarks, edit, scoreSchema.shape.tempoMarks.element) }),
	swings: (score, edit) => ({ ...score, swings: editList(score.swings, edit, scoreSchema.shape.swings.element) }),
	chords: (score, edit) => ({ ...score, chords: editList(score.chords, edit, scoreSchema.shape.chords.element) }),
	sections: (score, edit) => ({ ...score, sections: editList(score.sections, edit, scoreSchema.shape.sections.element) })
};

const partListEditors: Readonly<Record<PartList, (part: Part, edit: ListEdit) => Part>> = {
	notes: (part, edit) => ({ ...part, notes: editList(part.notes, edit, partSchema.shape.notes.element) }),
	slurs: (part, edit) => ({ ...part, slurs: editList(part.slurs, edit, partSchema.shape.slurs.element) }),
	dynamics: (part, edit) => ({ ...part, dynamics: editList(part.dynamics, edit, partSchema.shape.dynamics.element) }),
	hairpins: (part, edit) => ({ ...part, hairpins: editList(part.hairpins, edit, partSchema.shape.hairpins.element) }),
	pedals: (part, edit) => ({ ...part, pedals: editList(part.pedals, edit, partSchema.shape.pedals.element) }),
	clefChanges: (part, edit) => ({ ...part, clefChanges: editList(part.clefChanges, edit, partSchema.shape.clefChanges.element) }),
	ottavas: (part, edit) => ({ ...part, ottavas: editList(part.ottavas, edit, partSchema.shape.ottavas.element) })
};

const scoreHeadSchema = scoreSchema.pick({ title: true, artist: true, origin: true });
const partHeadSchema = partSchema.pick({
	name: true,
	programme: true,
	isDrums: true,
	staves: true,
	transposeSemitones: true,
	fretboard: true
});

function applyOperation(score: Score, operation: Operation): Score {
	switch (operation.op) {
		case 'list':
			return listEditors[operation.list](score, operation);
		case 'partList':
			return inPart(score, operation.partId, (part) => partListEditors[operation.list](part, operation));
		case 'score':
			return { ...score, ...scoreHeadSchema.parse({ ...score, ...operation.fields }) };
		case 'part':
			return inPart(score, operation.partId, ({ fretboard, ...part }) => {
				const isBare = operation.unset?.includes('fretboard') === true || fretboard === undefined;
				const head = { ...part, ...(isBare ? {} : { fretboard }), ...operation.fields };
				return { ...part, ...partHeadSchema.parse(head) };
			});
		case 'addPart':
			return { ...score, parts: score.parts.toSpliced(operation.at, 0, operation.part) };
		case 'removePart':
			return { ...score, parts: score.parts.filter(({ id }) => id !== operation.partId) };
		case 'tempoMap': {
			const rest = score.tempoMap.slice(operation.at + operation.removedCount);
			return { ...score, tempoMap: [...score.tempoMap.slice(0, operation.at), ...operation.points, ...rest] };
		}
	}
}

/** A score with one of its parts changed. */
export function inPart(score: Score, partId: string, change: (part: Part) => Part): Score {
	return { ...score, parts: score.parts.map((part) => (part.id === partId ? change(part) : part)) };
}
