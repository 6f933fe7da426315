import { toHalves, toIntervalText, toMeansRow, toShareText, toTableText, type MeansRow, type Part } from '../report.ts';

/** Null where the item does not say. */
export interface ScoreResult {
	readonly id: string;
	readonly isTuned: boolean;
	readonly position: number | null;
	readonly value: number | null;
	readonly both: number | null;
	/** Share of the notes on the staff where they are printed. */
	readonly staff: number | null;
	/** Share of bars in the right place and meter. */
	readonly meter: number;
	/** F of the notes heard times F of the beats heard. */
	readonly heard: number | null;
	/** `both` where the whole page may be read at half or double its values, for from sound alone nobody can tell. */
	readonly bothAnyLevel: number | null;
	/** `heard` with the beats so read. */
	readonly heardAnyLevel: number | null;
}

const measures = ['position', 'value', 'both', 'staff', 'meter', 'heard', 'bothAnyLevel', 'heardAnyLevel'] as const;
type Measure = (typeof measures)[number];
const words: Readonly<Record<Measure, string>> = {
	position: 'position F',
	value: 'value F',
	both: 'both F',
	staff: 'staff',
	meter: 'meter',
	heard: 'notes F x beats F',
	bothAnyLevel: 'both, any level',
	heardAnyLevel: 'notes x beats, any level'
};

export type ScoreRow = MeansRow<Measure>;

/** Each item, then held-out and tuned ones, then all; a measure is a mean over the items that have it. */
export function toScoreRows(results: readonly ScoreResult[]): ScoreRow[] {
	const items = results.map((result): Part<ScoreResult> => [result.id, [result]]);
	return [...items, ...toHalves(results)].map((part) => toMeansRow(part, measures));
}

/** A plain table: means, with 95% bootstrap intervals where there is more than one item. */
export function toScoreTable(title: string, rows: readonly ScoreRow[]): string {
	const used = measures.filter((measure) => rows.some(({ values }) => values[measure] !== undefined));
	const cells = [
		['', 'items', ...used.map((measure) => words[measure])],
		...rows.map(({ name, items, values }) => [
			name,
			String(items),
			...used.map((measure) => {
				const interval = values[measure];
				if (interval === undefined) return '';
				return items === 1 ? toShareText(interval.mean) : toIntervalText(interval);
			})
		])
	];
	return toTableText(title, cells);
}
