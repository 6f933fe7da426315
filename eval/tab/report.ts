import { toInterval, type Interval } from '../bootstrap.ts';
import type { FingeredNote } from '../../src/lib/core/fretboard/fingering/index.ts';
import { toGroups, toHalves, toTableText, type Part } from '../report.ts';
import type { TabItem } from './dataset.ts';
import { isTunedItem } from './tuned.ts';

export interface TabResult {
	readonly id: string;
	readonly group: string;
	/** Whether the item had a part in choosing a weight. */
	readonly isTuned: boolean;
	readonly notes: number;
	/** Notes on the string (and so the fret) that a person chose. */
	readonly agreed: number;
	/** Notes left out, with a reason. */
	readonly left: number;
	/** Faults that the judge of fingerings finds. */
	readonly unplayable: number;
}

/** Counts of one fingering; `fingered` stands in the order of the item's notes. */
export function toTabResult(item: TabItem, fingered: readonly FingeredNote[], unplayable: number): TabResult {
	let agreed = 0;
	let left = 0;
	for (const [at, chosen] of item.chosen.entries()) {
		const entry = fingered[at];
		if (entry?.isPlayed !== true) left++;
		else if (entry.string === chosen) agreed++;
	}
	return { id: item.id, group: item.group, isTuned: isTunedItem(item.id), notes: item.notes.length, agreed, left, unplayable };
}

export interface TabRow {
	readonly name: string;
	readonly items: number;
	readonly notes: number;
	/** Over all notes. */
	readonly agreement: number;
	/** Mean over items, each counted alike. */
	readonly byItem: Interval | null;
	readonly left: number;
	readonly unplayable: number;
}

function toRow(name: string, results: readonly TabResult[]): TabRow {
	const sum = (of: (result: TabResult) => number): number => results.reduce((total, result) => total + of(result), 0);
	const notes = sum((result) => result.notes);
	return {
		name,
		items: results.length,
		notes,
		agreement: sum((result) => result.agreed) / Math.max(1, notes),
		byItem: toInterval(results.map((result) => result.agreed / Math.max(1, result.notes))),
		left: sum((result) => result.left),
		unplayable: sum((result) => result.unplayable)
	};
}

/** Each item, then groups, the held-out and the tuned half, and all. */
export function toTabRows(results: readonly TabResult[]): TabRow[] {
	const items = results.map((result): Part<TabResult> => [`${result.id}${result.isTuned ? ' (tuned)' : ''}`, [result]]);
	return [...items, ...toGroups(results), ...toHalves(results)].map(([name, part]) => toRow(name, part));
}

const share = (value: number): string => value.toFixed(3);

export function toTabTable(title: string, rows: readonly TabRow[]): string {
	const cells = [
		['item', 'notes', 'agreement', 'mean of items', 'left out', 'unplayable'],
		...rows.map(({ name, items, notes, agreement, byItem, left, unplayable }) => [
			name,
			String(notes),
			share(agreement),
			byItem === null || items < 2 ? '' : `${share(byItem.mean)} [${share(byItem.low)}, ${share(byItem.high)}]`,
			String(left),
			String(unplayable)
		])
	];
	return toTableText(title, cells);
}
