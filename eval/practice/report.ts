import { toIntervalText, toMeansRow, toTableText, type MeansRow } from '../report.ts';
import type { TakeResult } from './measure.ts';
import { toF, toSum, type Counts } from './metrics.ts';
import { plantedKinds, type PlantedKind } from './planted-take.ts';
import type { RealResult } from './real-pairs.ts';

const measures = [...plantedKinds, 'flags', 'unsure', 'score', 'course'] as const;
type Measure = (typeof measures)[number];

/** A song's figures over all takes of it. */
type ItemMeasures = Readonly<Record<Measure, number | null>> & { readonly id: string };

export interface PracticeRow {
	readonly name: string;
	readonly takes: number;
	/** Over all takes at once, so that a take with few errors does not weigh as much as one with many. */
	readonly f: Readonly<Record<PlantedKind, number | null>>;
	readonly counts: Readonly<Record<PlantedKind, Counts>>;
	/** Means over songs, with their intervals. */
	readonly means: MeansRow<Measure>;
}

const mean = (values: readonly number[]): number | null =>
	values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

function toItem(id: string, takes: readonly TakeResult[]): ItemMeasures {
	const sum = toSum(takes.map(({ counts }) => counts));
	const clean = takes.filter(({ isClean, course }) => isClean && course === 'straight');
	const f = (kind: PlantedKind): number | null => toF(sum[kind]);
	return {
		id,
		wrong: f('wrong'),
		missed: f('missed'),
		extra: f('extra'),
		early: f('early'),
		late: f('late'),
		flags: mean(clean.map(({ flagShare }) => flagShare)),
		unsure: mean(takes.map(({ unsureShare }) => unsureShare)),
		score: mean(clean.flatMap(({ score }) => score ?? [])),
		course: mean(takes.map(({ isCourseTold }) => (isCourseTold ? 1 : 0)))
	};
}

export function toPracticeRow(name: string, results: readonly TakeResult[]): PracticeRow {
	const counts = toSum(results.map((result) => result.counts));
	const ids = [...new Set(results.map(({ itemId }) => itemId))];
	const items = ids.map((id) =>
		toItem(
			id,
			results.filter(({ itemId }) => itemId === id)
		)
	);
	return {
		name,
		takes: results.length,
		f: {
			wrong: toF(counts.wrong),
			missed: toF(counts.missed),
			extra: toF(counts.extra),
			early: toF(counts.early),
			late: toF(counts.late)
		},
		counts,
		means: toMeansRow([name, items], measures)
	};
}

/** A row for each instrument, and one for all. */
export function toPracticeRows(results: readonly TakeResult[]): PracticeRow[] {
	const groups = [...new Set(results.map(({ group }) => group))].sort();
	return [
		...groups.map((group) =>
			toPracticeRow(
				group,
				results.filter((result) => result.group === group)
			)
		),
		...(groups.length > 1 ? [toPracticeRow('all', results)] : [])
	];
}

const share = (value: number | null): string => (value === null ? '' : value.toFixed(3));
const percent = (value: number | undefined): string => (value === undefined ? '' : `${(100 * value).toFixed(1)} %`);

export function toPracticeTable(title: string, rows: readonly PracticeRow[]): string {
	return toTableText(title, [
		[
			'group',
			'takes',
			...plantedKinds,
			'mean over songs of the five',
			'flags on clean',
			'unsure',
			'score of clean',
			'course told'
		],
		...rows.map(({ name, takes, f, means: { values } }) => [
			name,
			String(takes),
			...plantedKinds.map((kind) => share(f[kind])),
			values.wrong === undefined
				? ''
				: plantedKinds.map((kind) => (values[kind] === undefined ? '-' : toIntervalText(values[kind]))).join(' '),
			percent(values.flags?.mean),
			percent(values.unsure?.mean),
			values.score?.mean.toFixed(1) ?? '',
			percent(values.course?.mean)
		])
	]);
}

export function toRealTable(results: readonly RealResult[]): string {
	const cell = (value: number | null, digits = 2): string => (value === null ? '' : value.toFixed(digits));
	return toTableText('Real takes by people, against what people say of them (nothing here was planted)', [
		[
			'take',
			'notes',
			'score',
			'rating 1-5',
			'same pairs',
			'within 60 ms',
			'within 120 ms',
			'median ms',
			'pitch flags',
			'time flags',
			'regions found',
			'flags in regions',
			'regions cover'
		],
		...results.map((one) => [
			one.id,
			String(one.notes),
			one.score.toFixed(1),
			cell(one.rating, 1),
			cell(one.samePairs, 3),
			cell(one.within60),
			cell(one.within120),
			cell(one.medianMs, 0),
			percent(one.pitchFlags),
			percent(one.timeFlags),
			cell(one.regionsFound),
			cell(one.flagsInRegions),
			cell(one.regionShare)
		])
	]);
}
