import { toInterval, type Interval } from '../bootstrap.ts';
import { toGroups, toHalves, toIntervalText, toTableText } from '../report.ts';

/** Scores of one item, null where it does not count for a measure. */
export interface ItemResult {
	readonly id: string;
	readonly group: string;
	/** Whether the item was looked at while settings were chosen. */
	readonly isTuned: boolean;
	readonly scores: Readonly<Record<string, number | null>>;
}

export interface Row {
	readonly name: string;
	/** By measure: how many items count, and their mean. */
	readonly measures: Readonly<Record<string, { readonly items: number; readonly interval: Interval | null }>>;
}

/** By instrument group, then held-out and tuned items, then all. */
export function toRows(results: readonly ItemResult[], measures: readonly string[]): Row[] {
	return [...toGroups(results), ...toHalves(results)].map(([name, part]) => ({
		name,
		measures: Object.fromEntries(
			measures.map((measure) => {
				const scores = part.flatMap(({ scores }) => scores[measure] ?? []);
				return [measure, { items: scores.length, interval: toInterval(scores) }];
			})
		)
	}));
}

/** A plain table of one analyser's rows: mean over items with a 95% bootstrap interval, and the number of items. */
export function toTable(title: string, rows: readonly Row[], measures: readonly string[]): string {
	const cells = [
		['group', ...measures],
		...rows.map((row) => [
			row.name,
			...measures.map((measure) => {
				const { items, interval } = row.measures[measure] ?? { items: 0, interval: null };
				if (interval === null) return '';
				return `${toIntervalText(interval)} (${items})`;
			})
		])
	];
	return toTableText(title, cells);
}
