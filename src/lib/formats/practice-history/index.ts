import type { Goal, PracticeHistory } from '$core/practice/progress/index.ts';
import { toCsvRows } from '../csv-rows/index.ts';

const percent = (share: number): string => (share * 100).toFixed(1);
const ms = (value: number | null): string => (value === null ? '' : value.toFixed(1));

/**
 * The history as a table, a take a row, in the order they were played; times in UTC.
 * @param titleOf what a song is called; empty for one that is gone
 */
export function toPracticeCsv({ takes }: PracticeHistory, titleOf: (songId: string) => string): string {
	const head = [
		'begun_at',
		'song',
		'minutes',
		'mode',
		'strictness',
		'speed_percent',
		'score',
		'accuracy_percent',
		'coverage_percent',
		'timing_ms',
		'spread_ms'
	];
	const rows = [...takes]
		.sort((a, b) => a.startedAtMs - b.startedAtMs)
		.map((take) => [
			new Date(take.startedAtMs).toISOString(),
			titleOf(take.songId),
			(take.durationSeconds / 60).toFixed(2),
			take.mode,
			take.strictness,
			percent(take.speed),
			take.score.toFixed(1),
			percent(take.accuracy),
			percent(take.coverage),
			ms(take.timingMs),
			ms(take.spreadMs)
		]);
	return toCsvRows([head, ...rows]);
}

/** The history whole, by bar and by skill, with the names of its songs and the goals. */
export function toPracticeJson(history: PracticeHistory, goals: readonly Goal[], titleOf: (songId: string) => string): string {
	const songs = Object.fromEntries([...new Set(history.takes.map(({ songId }) => songId))].map((id) => [id, titleOf(id)]));
	return `${JSON.stringify({ format: 'woodshed-practice', version: 1, songs, goals, takes: history.takes }, null, '\t')}\n`;
}
