import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldText } from '../text/fold-text.ts';
import { chipWords } from './chip-words.ts';
import { toQueryTest, toTest, type MatchContext } from './match-query.ts';
import { toTimeSpan } from './periods.ts';
import { chipOf, criterionSchema, type Criterion } from './query.ts';
import type { SongFacts } from './song-facts.ts';

const nowMs = Date.UTC(2026, 10, 20, 11);
const dayMs = 86_400_000;

function facts(
	id: string,
	more: Partial<SongFacts> & { title?: string; artist?: string; tags?: readonly string[] } = {}
): SongFacts {
	const { title = id, artist = '', tags = [], ...rest } = more;
	return {
		id,
		text: [title, artist, ...tags].map(foldText).join('\n'),
		titleText: foldText(title),
		artistText: foldText(artist),
		tagTexts: new Set(tags.map(foldText)),
		genreText: null,
		moodText: null,
		bpm: null,
		beatsPerBar: null,
		key: null,
		energy: null,
		danceability: null,
		integratedLufs: null,
		durationSeconds: 200,
		rating: null,
		addedAtMs: nowMs,
		practisedAtMs: null,
		hasNotes: false,
		isAnalysed: false,
		...rest
	};
}

const context: MatchContext = { nowMs, utcOffsetMinutes: 60, thisSong: null };
const fits = (criterion: Criterion, song: SongFacts, isNegated = false, thisSong: SongFacts | null = null): boolean | null =>
	toTest(chipOf(criterion, isNegated), { ...context, thisSong })?.(song) ?? null;

const aMinor = { tonic: 9, mode: 'minor' } as const;
const known = facts('known', {
	title: 'Étude in Blue',
	artist: 'Bill Evans',
	tags: ['Ballad'],
	bpm: 80,
	beatsPerBar: 3,
	key: aMinor,
	energy: 0.4,
	integratedLufs: -14,
	rating: 4,
	practisedAtMs: nowMs - 3 * dayMs,
	genreText: 'jazz',
	isAnalysed: true
});
const bare = facts('bare');

describe('a condition and a song', () => {
	test.each<[Criterion, boolean, boolean]>([
		[{ kind: 'text', words: 'evans etude', where: 'anywhere' }, true, false],
		[{ kind: 'text', words: 'evans', where: 'title' }, false, false],
		[{ kind: 'artist', name: 'Evans Bill' }, true, false],
		[{ kind: 'tag', tag: 'ballad' }, true, false],
		[{ kind: 'genre', name: 'jazz' }, true, false],
		[{ kind: 'genre', name: 'ballad' }, true, false],
		[{ kind: 'genre', name: 'ball' }, false, false],
		[{ kind: 'mood', name: 'blue' }, true, false],
		[{ kind: 'range', field: 'bpm', min: 80, max: 80 }, true, false],
		[{ kind: 'range', field: 'bpm', max: 79 }, false, false],
		[{ kind: 'range', field: 'durationSeconds', min: 100 }, true, true],
		[{ kind: 'key', keys: [{ tonic: 0, mode: 'major' }, aMinor] }, true, false],
		[{ kind: 'key', keys: [{ tonic: 9 }] }, true, false],
		[{ kind: 'key', keys: [{ tonic: 9, mode: 'major' }] }, false, false],
		[{ kind: 'mode', mode: 'minor' }, true, false],
		[{ kind: 'meter', beatsPerBar: [3, 6] }, true, false],
		[{ kind: 'has', what: 'rating' }, true, false],
		[{ kind: 'has', what: 'notes' }, false, false],
		[{ kind: 'date', field: 'practised', relation: 'in', period: { kind: 'calendar', unit: 'week', back: 0 } }, true, false],
		[{ kind: 'date', field: 'practised', relation: 'in', period: { kind: 'past', unit: 'day', count: 2 } }, false, false],
		[{ kind: 'date', field: 'practised', relation: 'before', period: { kind: 'calendar', unit: 'day', back: 0 } }, true, false],
		[{ kind: 'date', field: 'practised', relation: 'since', period: { kind: 'named', year: 2026, month: 11 } }, true, false]
	])('%j', (criterion, forKnown, forBare) => {
		expect([fits(criterion, known), fits(criterion, bare)]).toEqual([forKnown, forBare]);
		expect([fits(criterion, known, true), fits(criterion, bare, true)]).toEqual([!forKnown, !forBare]);
	});

	test('"this" needs a song, and a song never fits itself', () => {
		const mixes: Criterion = { kind: 'mixes', direction: 'after' };
		const more: Criterion = { kind: 'relative', field: 'energy', sense: 'more', amount: 'little' };
		const next = facts('next', { key: { tonic: 4, mode: 'minor' }, bpm: 82, energy: 0.5 });
		expect(fits(mixes, next)).toBeNull();
		expect([fits(mixes, next, false, known), fits(mixes, known, false, known)]).toEqual([true, false]);
		expect([fits(more, next, false, known), fits(more, facts('x', { energy: 0.9 }), false, known)]).toEqual([true, false]);
		expect(fits({ ...more, amount: 'lot' }, facts('x', { energy: 0.9 }), false, known)).toBe(true);
		expect(fits({ kind: 'relative', field: 'bpm', sense: 'same', amount: 'any' }, next, false, known)).toBe(true);
	});

	test('conditions of a query hold together; an order excludes nothing', () => {
		const test_ = toQueryTest(
			[
				chipOf({ kind: 'mode', mode: 'minor' }),
				chipOf({ kind: 'tag', tag: 'ballad' }),
				chipOf({ kind: 'order', key: 'bpm', direction: 'up' })
			],
			context
		);
		expect([known, bare].map(test_)).toEqual([true, false]);
	});
});

describe('a period', () => {
	const span = (period: Parameters<typeof toTimeSpan>[0], at = nowMs): string[] => {
		const { startMs, endMs } = toTimeSpan(period, { nowMs: at, utcOffsetMinutes: 60 });
		return [startMs, endMs].map((ms) => new Date(ms + 3_600_000).toISOString().slice(0, 16));
	};

	test.each([
		[{ kind: 'calendar', unit: 'day', back: 1 } as const, '2026-11-19T00:00', '2026-11-20T00:00'],
		[{ kind: 'calendar', unit: 'week', back: 0 } as const, '2026-11-16T00:00', '2026-11-23T00:00'],
		[{ kind: 'calendar', unit: 'week', back: 1 } as const, '2026-11-09T00:00', '2026-11-16T00:00'],
		[{ kind: 'calendar', unit: 'month', back: 11 } as const, '2025-12-01T00:00', '2026-01-01T00:00'],
		[{ kind: 'calendar', unit: 'year', back: 0 } as const, '2026-01-01T00:00', '2027-01-01T00:00'],
		[{ kind: 'named', year: 2024, month: 2 } as const, '2024-02-01T00:00', '2024-03-01T00:00']
	])('%j', (period, start, end) => expect(span(period)).toEqual([start, end]));

	test('a month before the 31st is the last day of a short month', () => {
		const { startMs } = toTimeSpan(
			{ kind: 'past', unit: 'month', count: 1 },
			{ nowMs: Date.UTC(2026, 2, 31, 5), utcOffsetMinutes: 0 }
		);
		expect(new Date(startMs).toISOString()).toBe('2026-02-28T05:00:00.000Z');
	});
});

describe('chip words', () => {
	test.each<[Criterion, string, string]>([
		[{ kind: 'range', field: 'bpm', max: 80 }, 'at most 80 BPM', 'not at most 80 BPM'],
		[{ kind: 'range', field: 'bpm', min: 90, max: 110 }, '90 to 110 BPM', 'not 90 to 110 BPM'],
		[{ kind: 'range', field: 'durationSeconds', min: 3725 }, 'at least 1:02:05', 'not at least 1:02:05'],
		[{ kind: 'range', field: 'rating', min: 4, max: 4 }, '4 stars', 'not 4 stars'],
		[
			{
				kind: 'key',
				keys: [
					{ tonic: 8, mode: 'major' },
					{ tonic: 5, mode: 'minor' }
				]
			},
			'in A♭ major (4B) or F minor (4A)',
			'not in A♭ major (4B) or F minor (4A)'
		],
		[{ kind: 'date', field: 'practised', relation: 'in', period: { kind: 'ever' } }, 'practised', 'never practised'],
		[
			{ kind: 'date', field: 'practised', relation: 'in', period: { kind: 'calendar', unit: 'month', back: 0 } },
			'practised this month',
			'not practised this month'
		],
		[
			{ kind: 'date', field: 'added', relation: 'before', period: { kind: 'named', year: 2024 } },
			'added before 2024',
			'not added before 2024'
		],
		[{ kind: 'has', what: 'beat' }, 'with a beat', 'without a beat'],
		[
			{ kind: 'relative', field: 'energy', sense: 'more', amount: 'little' },
			'a bit more energy than this',
			'not a bit more energy than this'
		]
	])('%j', (criterion, plain, denied) => {
		expect([chipWords(chipOf(criterion)), chipWords(chipOf(criterion, true))]).toEqual([plain, denied]);
	});

	test('every range can be said', () => {
		const field = fc.constantFrom('bpm', 'durationSeconds', 'energy', 'danceability', 'integratedLufs', 'rating');
		const end = fc.option(fc.double({ min: -100, max: 10_000, noNaN: true }), { nil: undefined });
		fc.assert(
			fc.property(field, end, end, (name, min, max) => {
				const criterion = criterionSchema.parse({ kind: 'range', field: name, min, max });
				expect(chipWords(chipOf(criterion)).trim()).not.toBe('');
			})
		);
	});
});
