import { toInterval, type Interval } from '../bootstrap.ts';

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
	const groups = [...new Set(results.map((result) => result.group))].sort();
	const parts: (readonly [string, readonly ItemResult[]])[] = [
		...groups.map((group) => [group, results.filter((result) => result.group === group)] as const),
		['held out', results.filter((result) => !result.isTuned)],
		['tuned', results.filter((result) => result.isTuned)],
		['all', results]
	];
	return parts
		.filter(([, part]) => part.length > 0)
		.map(([name, part]) => ({
			name,
			measures: Object.fromEntries(
				measures.map((measure) => {
					const scores = part.flatMap(({ scores }) => scores[measure] ?? []);
					return [measure, { items: scores.length, interval: toInterval(scores) }];
				})
			)
		}));
}

const share = (value: number): string => value.toFixed(3).replace(/^0/, '');

/** A plain table of one analyser's rows: mean over items with a 95% bootstrap interval, and the number of items. */
export function toTable(title: string, rows: readonly Row[], measures: readonly string[]): string {
	const cells = [
		['group', ...measures],
		...rows.map((row) => [
			row.name,
			...measures.map((measure) => {
				const { items, interval } = row.measures[measure] ?? { items: 0, interval: null };
				if (interval === null) return '';
				return `${share(interval.mean)} [${share(interval.low)}, ${share(interval.high)}] (${items})`;
			})
		])
	];
	const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)));
	const lines = cells.map((line) =>
		line
			.map((cell, column) => cell.padEnd(widths[column] ?? 0))
			.join('  ')
			.trimEnd()
	);
	return [title, ...lines].join('\n');
}
