import { notateStaff, readAs, type WrittenBar } from '$core/score/notate/index.ts';
import type { Part, Score } from '$core/score/index.ts';
import type { EngravingLook } from '$contracts/notation/engraver.ts';

/** A staff of the page. */
export interface SheetStaff {
	readonly part: Part;
	/** Index into the part's staves; that whose notes a tab staff shows. */
	readonly staff: number;
	readonly kind: 'notes' | 'tab';
	/** Stems and beams on the tab itself, as nothing else shows the rhythm. */
	readonly showsRhythm: boolean;
	readonly bars: readonly WrittenBar[];
	/** The part is read this many semitones above its sound: chord symbols too. */
	readonly writtenAbove: number;
}

interface Known {
	readonly bars: Score['bars'];
	/** By staff. */
	readonly staves: Map<number, readonly WrittenBar[]>;
}
const written = new WeakMap<Part, Known>();

/** A part that did not change is not written again. */
function writtenStaff(score: Score, part: Part, staff: number): readonly WrittenBar[] {
	let known = written.get(part);
	if (known?.bars !== score.bars) {
		known = { bars: score.bars, staves: new Map() };
		written.set(part, known);
	}
	const bars = known.staves.get(staff) ?? notateStaff(score, part, staff);
	known.staves.set(staff, bars);
	return bars;
}

/** The staves to draw, from the top. */
export function sheetStaves(score: Score, look: Pick<EngravingLook, 'partIds' | 'staves' | 'readings'>): SheetStaff[] {
	const parts = score.parts.filter(({ id }) => look.partIds?.includes(id) ?? true);
	return parts.flatMap((sounding): SheetStaff[] => {
		const part = readAs(sounding, look.readings?.[sounding.id]);
		const writtenAbove = part.transposeSemitones % 12 === 0 ? 0 : -part.transposeSemitones;
		const make = (staff: number, kind: SheetStaff['kind'], showsRhythm = false): SheetStaff => ({
			part,
			staff,
			kind,
			showsRhythm,
			bars: writtenStaff(score, part, staff),
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
