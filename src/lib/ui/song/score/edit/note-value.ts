import { valueTicks, type NoteValue } from '$core/score/edit/index.ts';

const types = [1, 2, 4, 8, 16, 32, 64] as const;

/** The one written value that lasts so many ticks: plain, dotted or of a triplet; null for what takes ties. */
export function valueOf(ticks: number): NoteValue | null {
	const tuplet = { actual: 3, normal: 2 };
	const values: NoteValue[] = types.flatMap((type) => [{ type }, { type, dots: 1 as const }, { type, tuplet }]);
	return values.find((value) => valueTicks(value) === ticks) ?? null;
}
