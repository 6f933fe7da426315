import { toInterval, type Interval } from '../bootstrap.ts';

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

export interface RhythmRow {
	readonly name: string;
	readonly items: number;
	readonly values: Readonly<Partial<Record<Measure, Interval>>>;
}

function toRow(name: string, results: readonly RhythmResult[], measures: readonly Measure[]): RhythmRow {
	const values: Partial<Record<Measure, Interval>> = {};
	for (const measure of measures) {
		const interval = toInterval(results.flatMap((result) => result[measure] ?? []));
		if (interval !== null) values[measure] = interval;
	}
	return { name, items: results.length, values };
}

/** By group, then held-out and tuned items, then all; a measure is a mean over the items whose truth has it. */
export function toRhythmRows(results: readonly RhythmResult[], measures: readonly Measure[]): RhythmRow[] {
	const groups = [...new Set(results.map((result) => result.group))].sort();
	const parts: (readonly [string, readonly RhythmResult[]])[] = [
		...groups.map((group) => [group, results.filter((result) => result.group === group)] as const),
		['held out', results.filter((result) => !result.isTuned)],
		['tuned', results.filter((result) => result.isTuned)],
		['all', results]
	];
	return parts.filter(([, part]) => part.length > 0).map(([name, part]) => toRow(name, part, measures));
}

const words: Readonly<Record<Measure, string>> = {
	beatsF: 'beats F',
	cmlt: 'CMLt',
	amlt: 'AMLt',
	downbeatsF: 'downbeats F',
	accuracy1: 'Accuracy1',
	accuracy2: 'Accuracy2'
};
const share = (value: number): string => value.toFixed(3).replace(/^0/, '');

/** A plain table of means with 95% bootstrap intervals. */
export function toRhythmTable(title: string, rows: readonly RhythmRow[], measures: readonly Measure[]): string {
	const cells = [
		['group', 'items', ...measures.map((measure) => words[measure])],
		...rows.map((row) => [
			row.name,
			String(row.items),
			...measures.map((measure) => {
				const interval = row.values[measure];
				return interval === undefined ? '' : `${share(interval.mean)} [${share(interval.low)}, ${share(interval.high)}]`;
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
