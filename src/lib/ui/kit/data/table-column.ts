/** A column of a `Table`. */
export interface TableColumn<Row> {
	readonly id: string;
	readonly label: string;
	/** The cell's words, when the column has no snippet of its own. */
	readonly text?: (row: Row) => string;
	/** A header that sorts; the table asks through `onsort` and never sorts by itself. */
	readonly sortable?: boolean;
	/** `number` is set in tabular figures at the end of the cell. */
	readonly kind?: 'text' | 'number';
	/** A share of the free width; columns without one are as wide as their content. */
	readonly grow?: number;
	/** Left out when the table is narrower: below 560 px or below 840 px. */
	readonly hideBelow?: 'narrow' | 'medium';
	/** Keeps the header for screen readers only. */
	readonly bareHeader?: boolean;
}

export interface TableSort {
	readonly columnId: string;
	readonly direction: 'ascending' | 'descending';
}

/** The order a press on a header asks for: that column upwards, then downwards. */
export function nextSort(sort: TableSort | null, columnId: string): TableSort {
	const isSame = sort?.columnId === columnId;
	return { columnId, direction: isSame && sort.direction === 'ascending' ? 'descending' : 'ascending' };
}

const pageRows = 10;

/** The row a key leads to from row `at` of `count`, or null when the key does not move. */
export function rowForKey(key: string, at: number, count: number): number | null {
	const goals: Readonly<Record<string, number>> = {
		ArrowDown: at + 1,
		ArrowUp: at - 1,
		PageDown: at + pageRows,
		PageUp: at - pageRows,
		Home: 0,
		End: count - 1
	};
	const goal = goals[key];
	return goal === undefined || count === 0 ? null : Math.max(0, Math.min(count - 1, goal));
}
