import { describe, expect, it } from 'vitest';
import { practiceHistorySchema, type PracticeHistory } from '$core/practice/progress/index.ts';
import { toPracticeCsv, toPracticeJson } from './index.ts';

const take = {
	schemaVersion: 1 as const,
	id: 't',
	songId: 'a',
	startedAtMs: Date.UTC(2026, 4, 20, 12),
	durationSeconds: 90,
	mode: 'song' as const,
	strictness: 'player' as const,
	speed: 0.8,
	score: 71.25,
	accuracy: 0.9,
	coverage: 1,
	timingMs: -12.34,
	spreadMs: null,
	bars: [],
	skills: []
};
const history: PracticeHistory = {
	schemaVersion: 1,
	takes: [take, { ...take, id: 'u', startedAtMs: take.startedAtMs - 1000, songId: 'b' }]
};
const titleOf = (songId: string): string => (songId === 'a' ? 'Blue, in green' : '');

describe('the history taken away', () => {
	it('is a table in the order it was played', () => {
		expect(toPracticeCsv(history, titleOf).split('\r\n').slice(1)).toEqual([
			'2026-05-20T11:59:59.000Z,,1.50,song,player,80.0,71.3,90.0,100.0,-12.3,',
			'2026-05-20T12:00:00.000Z,"Blue, in green",1.50,song,player,80.0,71.3,90.0,100.0,-12.3,',
			''
		]);
		expect(toPracticeCsv({ schemaVersion: 1, takes: [] }, titleOf)).toMatch(/^begun_at,song,[a-z_,]+\r\n$/);
	});

	it('is data that the schema reads back, with the songs by name', () => {
		const goals = [{ kind: 'minutesADay', minutes: 20 } as const];
		const data: unknown = JSON.parse(toPracticeJson(history, goals, titleOf));
		expect(data).toMatchObject({ format: 'woodshed-practice', version: 1, songs: { a: 'Blue, in green', b: '' }, goals });
		expect(practiceHistorySchema.parse({ schemaVersion: 1, ...(data as object) }).takes).toEqual(history.takes);
	});
});
