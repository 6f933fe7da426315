import { toGroups, toHalves, toIntervalText, toMeansRow, toTableText, type MeansRow } from '../report.ts';

/** Null where the truth does not say. */
export interface RhythmResult {
	readonly id: string;
	readonly group: string;
	/** Whether the item had a part in choosing a setting. */
	readonly isTuned: boolean;
	readonly beatsF: number | null;
	readonly cmlt: number | null;
	readonly amlt: number | null;
	readonly downbeatsF: number | null;
	readonly accuracy1: number | null;
	readonly accuracy2: number | null;
}

export type Measure = Exclude<keyof RhythmResult, 'id' | 'group' | 'isTuned'>;

export type RhythmRow = MeansRow<Measure>;

/** By group, then held-out and tuned items, then all; a measure is a mean over the items whose truth has it. */
export function toRhythmRows(results: readonly RhythmResult[], measures: readonly Measure[]): RhythmRow[] {
	return [...toGroups(results), ...toHalves(results)].map((part) => toMeansRow(part, measures));
}

const words: Readonly<Record<Measure, string>> = {
	beatsF: 'beats F',
	cmlt: 'CMLt',
	amlt: 'AMLt',
	downbeatsF: 'downbeats F',
	accuracy1: 'Accuracy1',
	accuracy2: 'Accuracy2'
};

/** A plain table of means with 95% bootstrap intervals. */
export function toRhythmTable(title: string, rows: readonly RhythmRow[], measures: readonly Measure[]): string {
	const cells = [
		['group', 'items', ...measures.map((measure) => words[measure])],
		...rows.map((row) => [
			row.name,
			String(row.items),
			...measures.map((measure) => {
				const interval = row.values[measure];
				return interval === undefined ? '' : toIntervalText(interval);
			})
		])
	];
	return toTableText(title, cells);
}
