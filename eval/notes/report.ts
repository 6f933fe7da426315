import { toInterval, type Interval } from '../bootstrap.ts';
import { toGroups, toHalves, toIntervalText, toShareText, toTableText } from '../report.ts';
import type { Scores } from './metrics.ts';

export interface ItemResult {
	readonly id: string;
	readonly group: string;
	/** Whether the item had a part in fitting or choosing anything. */
	readonly isTuned: boolean;
	readonly onset: Scores;
	readonly onsetOffset: Scores;
}

export interface Row {
	readonly name: string;
	readonly items: number;
	readonly onsetF: Interval | null;
	readonly precision: number;
	readonly recall: number;
	readonly onsetOffsetF: Interval | null;
}

function toRow(name: string, results: readonly ItemResult[]): Row {
	const mean = (pick: (result: ItemResult) => number): number =>
		results.length === 0 ? 0 : results.reduce((sum, result) => sum + pick(result), 0) / results.length;
	return {
		name,
		items: results.length,
		onsetF: toInterval(results.map((result) => result.onset.f)),
		precision: mean((result) => result.onset.precision),
		recall: mean((result) => result.onset.recall),
		onsetOffsetF: toInterval(results.map((result) => result.onsetOffset.f))
	};
}

/** By instrument group, then held-out and tuned items, then all. */
export function toRows(results: readonly ItemResult[]): Row[] {
	const parts = [...toGroups(results), ...toHalves(results)];
	return parts.map(([name, part]) => toRow(name, part));
}

const range = (interval: Interval | null): string => (interval === null ? '' : toIntervalText(interval));

/** A plain table of one transcriber's rows, mean over items with 95% bootstrap intervals. */
export function toTable(title: string, rows: readonly Row[]): string {
	const cells = [
		['group', 'items', 'onset F', 'P', 'R', 'onset+offset F'],
		...rows.map((row) => [
			row.name,
			String(row.items),
			range(row.onsetF),
			toShareText(row.precision),
			toShareText(row.recall),
			range(row.onsetOffsetF)
		])
	];
	return toTableText(title, cells);
}
