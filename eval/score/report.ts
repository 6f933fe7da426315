import { toInterval, type Interval } from '../bootstrap.ts';

/** Null where the item does not say. */
export interface ScoreResult {
	readonly id: string;
	readonly isTuned: boolean;
	readonly position: number | null;
	readonly value: number | null;
	readonly both: number | null;
	/** Share of bars in the right place and meter. */
	readonly meter: number;
	/** F of the notes heard times F of the beats heard. */
	readonly heard: number | null;
	/** `both` where the whole page may be read at half or double its values, for from sound alone nobody can tell. */
	readonly bothAnyLevel: number | null;
	/** `heard` with the beats so read. */
	readonly heardAnyLevel: number | null;
}

const measures = ['position', 'value', 'both', 'meter', 'heard', 'bothAnyLevel', 'heardAnyLevel'] as const;
type Measure = (typeof measures)[number];
const words: Readonly<Record<Measure, string>> = {
	position: 'position F',
	value: 'value F',
	both: 'both F',
	meter: 'meter',
	heard: 'notes F x beats F',
	bothAnyLevel: 'both, any level',
	heardAnyLevel: 'notes x beats, any level'
};

export interface ScoreRow {
	readonly name: string;
	readonly items: number;
	readonly values: Readonly<Partial<Record<Measure, Interval>>>;
}

/** Each item, then held-out and tuned ones, then all; a measure is a mean over the items that have it. */
export function toScoreRows(results: readonly ScoreResult[]): ScoreRow[] {
	const parts: (readonly [string, readonly ScoreResult[]])[] = [
		...results.map((result) => [result.id, [result]] as const),
		['held out', results.filter(({ isTuned }) => !isTuned)],
		['tuned', results.filter(({ isTuned }) => isTuned)],
		['all', results]
	];
	return parts
		.filter(([, part]) => part.length > 0)
		.map(([name, part]) => {
			const values: Partial<Record<Measure, Interval>> = {};
			for (const measure of measures) {
				const interval = toInterval(part.flatMap((result) => result[measure] ?? []));
				if (interval !== null) values[measure] = interval;
			}
			return { name, items: part.length, values };
		});
}

const share = (value: number): string => value.toFixed(3).replace(/^0/, '');

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
				const mean = share(interval.mean);
				return items === 1 ? mean : `${mean} [${share(interval.low)}, ${share(interval.high)}]`;
			})
		])
	];
	const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)));
	return [
		title,
		...cells.map((line) =>
			line
				.map((cell, at) => cell.padEnd(widths[at] ?? 0))
				.join('  ')
				.trimEnd()
		)
	].join('\n');
}
