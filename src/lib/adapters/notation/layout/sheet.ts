import { notateInStretches, onOneStaff, readAs, type StaffNotation, type WrittenBar } from '$core/score/notate/index.ts';
import type { Part, Score } from '$core/score/index.ts';
import type { EngravingLook } from '$contracts/notation/engraver.ts';

/** A staff of the page. */
export interface SheetStaff {
	readonly part: Part;
	/** Index into the part's staves. A tab staff of 0 shows the notes of all, unless the part has tab staves of its own. */
	readonly staff: number;
	readonly kind: 'notes' | 'tab';
	/** Stems and beams on the tab itself, as nothing else shows the rhythm. */
	readonly showsRhythm: boolean;
	readonly bars: readonly WrittenBar[];
	/** The part is read this many semitones above its sound: chord symbols too. */
	readonly writtenAbove: number;
}

/** The staves of the score that was written last, by part and staff. */
let latest: { readonly scoreId: string; readonly staves: Map<string, StaffNotation> } = { scoreId: '', staves: new Map() };

/** A staff as it is written; what did not change since it was written last is not written again. Pauses after each stretch. */
function* writtenStaff(score: Score, part: Part, staff: number): Generator<void, readonly WrittenBar[]> {
	if (latest.scoreId !== score.id) latest = { scoreId: score.id, staves: new Map() };
	const { staves } = latest;
	const name = `${staff} of ${part.staves.length} ${part.transposeSemitones} ${part.id}`;
	const known = staves.get(name);
	if (known?.frame.bars === score.bars && known.frame.part === part) return known.bars;
	const notation = yield* notateInStretches(score, part, staff, known ?? null);
	staves.set(name, notation);
	return notation.bars;
}

const atOnce = <T>(work: Generator<void, T>): T => {
	for (;;) {
		const step = work.next();
		if (step.done === true) return step.value;
	}
};

/** Which parts a look shows, as they are read in it. */
function readParts(score: Score, look: Pick<EngravingLook, 'partIds' | 'readings'>): Part[] {
	const parts = score.parts.filter(({ id }) => look.partIds?.includes(id) ?? true);
	return parts.map((sounding) => readAs(sounding, look.readings?.[sounding.id]));
}

/** Does ahead what of `sheetStaves` takes long; pauses after each stretch of bars. */
export function* writeStaves(score: Score, look: Pick<EngravingLook, 'partIds' | 'readings'>): Generator<void, void> {
	for (const part of readParts(score, look)) {
		for (const staff of part.staves.keys()) yield* writtenStaff(score, part, staff);
		if (part.fretboard !== undefined && !hasTabStaff(part)) yield* writtenStaff(score, onOneStaff(part), 0);
	}
}

const hasTabStaff = ({ staves }: Part): boolean => staves.some(({ clef }) => clef === 'tab');

/** The staves to draw, from the top. */
export function sheetStaves(score: Score, look: Pick<EngravingLook, 'partIds' | 'staves' | 'readings'>): SheetStaff[] {
	return readParts(score, look).flatMap((part): SheetStaff[] => {
		const writtenAbove = part.transposeSemitones % 12 === 0 ? 0 : -part.transposeSemitones;
		const make = (staff: number, kind: SheetStaff['kind'], showsRhythm = false): SheetStaff => ({
			part,
			staff,
			kind,
			showsRhythm,
			bars: atOnce(writtenStaff(score, kind === 'tab' && !hasTabStaff(part) ? onOneStaff(part) : part, staff)),
			writtenAbove
		});
		const all = part.staves.map(({ clef }, staff) => ({ clef, staff }));
		const plain = all.filter(({ clef }) => clef !== 'tab').map(({ staff }) => make(staff, 'notes'));
		if (part.fretboard === undefined) return plain.length > 0 ? plain : all.map(({ staff }) => make(staff, 'notes'));
		if (look.staves === 'score' && plain.length > 0) return plain;
		const isAlone = look.staves === 'tab' || plain.length === 0;
		const own = all.filter(({ clef }) => clef === 'tab');
		const tabs = (own.length > 0 ? own : all.slice(0, 1)).map(({ staff }) => make(staff, 'tab', isAlone));
		return isAlone ? tabs : [...plain, ...tabs];
	});
}
