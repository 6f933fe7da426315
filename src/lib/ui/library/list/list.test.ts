import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { songOf } from '../../../../../tests/fixtures/songs.ts';
import { toRowWindow } from './row-window.ts';
import { extended, narrowed, toggled } from './selection.ts';
import { byteWords } from '../../settings/byte-words.ts';
import { countWords, dayWords, durationWords, onDayWords, spokenDuration, titleOf } from './song-words.ts';

describe('words', () => {
	test.each([
		[0, '0:00', '0 seconds'],
		[59.6, '1:00', '1 minute'],
		[187, '3:07', '3 minutes 7 seconds'],
		[3661, '1:01:01', '1 hour 1 minute 1 second'],
		[14400, '4:00:00', '4 hours']
	])('%d seconds', (seconds, shown, said) => {
		expect(durationWords(seconds)).toBe(shown);
		expect(spokenDuration(seconds)).toBe(said);
	});

	test.each([
		[0, '0 bytes'],
		[999, '999 bytes'],
		[1000, '1.0 kB'],
		[4_249_000, '4.2 MB'],
		[999_960, '1.0 MB'],
		[123_456_789, '123 MB'],
		[38e9, '38.0 GB'],
		[-1, '0 bytes']
	])('%d bytes are %s', (bytes, words) => {
		expect(byteWords(bytes)).toBe(words);
	});

	const now = new Date(2026, 10, 20, 0, 30).getTime();
	test.each([
		[new Date(2026, 10, 20, 0, 1), 'Today'],
		[new Date(2026, 10, 19, 23, 59), 'Yesterday'],
		[new Date(2026, 10, 12), '12 Nov'],
		[new Date(2025, 2, 3), '3 Mar 2025']
	])('%s', (date, words) => {
		expect(dayWords(date.getTime(), now, 'en-GB')).toBe(words);
	});

	test('a day inside a sentence', () => {
		expect(onDayWords(now, now, 'en-GB')).toBe('today');
		expect(onDayWords(new Date(2026, 10, 12).getTime(), now, 'en-GB')).toBe('on 12 Nov');
	});

	test('a song without a title is called by its file', () => {
		expect(titleOf(songOf('a', { title: ' ' }))).toBe('a');
		expect(titleOf(songOf('', { title: '' }))).toBe('Untitled');
		expect(countWords(1, 'song')).toBe('1 song');
	});
});

describe('toRowWindow', () => {
	test.each([
		['at the top', 10_000, 50, 200, 800, 0, 18],
		['scrolled', 10_000, 50, -5000, 800, 94, 122],
		['at the end', 100, 50, -4200, 800, 78, 100],
		['past the end', 100, 50, -90_000, 800, 100, 100],
		['below the view', 100, 50, 5000, 800, 0, 0],
		['empty', 0, 50, 0, 800, 0, 0],
		['not measured yet', 10_000, 0, 0, 800, 0, 12]
	])('%s', (_name, count, row, top, view, first, end) => {
		expect(toRowWindow(count, row, top, view)).toEqual({ first, end });
	});

	test('every row in view is drawn, and never many more', () => {
		const numbers = fc.record({
			count: fc.integer({ min: 0, max: 20_000 }),
			row: fc.integer({ min: 20, max: 120 }),
			top: fc.integer({ min: -2_000_000, max: 3000 }),
			view: fc.integer({ min: 100, max: 4000 })
		});
		fc.assert(
			fc.property(numbers, fc.nat(), ({ count, row, top, view }, at) => {
				const { first, end } = toRowWindow(count, row, top, view);
				const index = count === 0 ? 0 : at % count;
				const isInView = count > 0 && top + (index + 1) * row > 0 && top + index * row < view;
				return (!isInView || (index >= first && index < end)) && end - first <= view / row + 14 && end <= count && first >= 0;
			})
		);
	});
});

describe('selection', () => {
	const ids = ['a', 'b', 'c', 'd'];
	test('toggles', () => {
		expect([...toggled(new Set(['a']), 'b')]).toEqual(['a', 'b']);
		expect([...toggled(new Set(['a']), 'a')]).toEqual([]);
	});
	test.each([
		['a', 'c', 'abc'],
		['c', 'a', 'abc'],
		[null, 'b', 'b'],
		['gone', 'd', 'd'],
		['a', 'gone', '']
	])('from %s to %s', (anchor, to, chosen) => {
		expect([...extended(new Set(), ids, anchor, to)].join('')).toBe(chosen);
	});
	test('rows that went away are no longer chosen; the same set when all are there', () => {
		const chosen = new Set(['a', 'x']);
		expect([...narrowed(chosen, new Set(ids))]).toEqual(['a']);
		expect(narrowed(chosen, new Set([...ids, 'x']))).toBe(chosen);
	});
});
