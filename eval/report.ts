import { toInterval, type Interval } from './bootstrap.ts';

/** Some of a task's results, and what a table calls them. */
export type Part<Result> = readonly [name: string, results: readonly Result[]];

/** By instrument group, in the order of their names. */
export function toGroups<Result extends { readonly group: string }>(results: readonly Result[]): Part<Result>[] {
	const groups = [...new Set(results.map(({ group }) => group))].sort();
	return groups.map((name) => [name, results.filter(({ group }) => group === name)]);
}

/** Held-out items, tuned ones, and all; without those that are empty. */
export function toHalves<Result extends { readonly isTuned: boolean }>(results: readonly Result[]): Part<Result>[] {
	const parts: Part<Result>[] = [
		['held out', results.filter(({ isTuned }) => !isTuned)],
		['tuned', results.filter(({ isTuned }) => isTuned)],
		['all', results]
	];
	return parts.filter(([, part]) => part.length > 0);
}

/** A row of means by measure; a measure that no item has is left out. */
export interface MeansRow<Measure extends string> {
	readonly name: string;
	readonly items: number;
	readonly values: Readonly<Partial<Record<Measure, Interval>>>;
}

/** Each measure's mean over the items of a part that have it. */
export function toMeansRow<Measure extends string>(
	[name, results]: Part<Readonly<Record<Measure, number | null>>>,
	measures: readonly Measure[]
): MeansRow<Measure> {
	const values: Partial<Record<Measure, Interval>> = {};
	for (const measure of measures) {
		const interval = toInterval(results.flatMap((result) => result[measure] ?? []));
		if (interval !== null) values[measure] = interval;
	}
	return { name, items: results.length, values };
}

/** A share from 0 to 1 as three decimals, without the zero before the point. */
export const toShareText = (value: number): string => value.toFixed(3).replace(/^0/, '');

/** A mean with its interval, `.812 [.790, .833]`. */
export const toIntervalText = ({ mean, low, high }: Interval): string =>
	`${toShareText(mean)} [${toShareText(low)}, ${toShareText(high)}]`;

/** A title above lines of cells, each column as wide as its widest cell; as many columns as the first line has. */
export function toTableText(title: string, cells: readonly (readonly string[])[]): string {
	const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)));
	const lines = cells.map((line) =>
		line
			.map((cell, column) => cell.padEnd(widths[column] ?? 0))
			.join('  ')
			.trimEnd()
	);
	return [title, ...lines].join('\n');
}
