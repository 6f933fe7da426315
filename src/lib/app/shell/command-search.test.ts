import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fuzzyMatch, searchCommands, type SearchableCommand } from './command-search.ts';

const command = (title: string, rest: Partial<SearchableCommand> = {}): SearchableCommand => ({ title, group: 'Song', ...rest });

describe('fuzzyMatch', () => {
	test.each([
		['', 'Play', []],
		['pl', 'Play', [0, 1]],
		['PLAY', 'play', [0, 1, 2, 3]],
		['fc', 'Find a command', [0, 7]],
		['com', 'Find a command', [7, 8, 9]],
		['find com', 'Find a command', [0, 1, 2, 3, 7, 8, 9]],
		['ze', 'Undo the size', [11, 12]]
	])('%j in %j', (query, text, matches) => {
		expect(fuzzyMatch(query, text)?.matches).toEqual(matches);
	});

	test.each([
		['x', 'Play'],
		['yalp', 'Play'],
		['playy', 'Play']
	])('%j is not in %j', (query, text) => {
		expect(fuzzyMatch(query, text)).toBeNull();
	});

	test('finds whatever letters are left of a text, in order', () => {
		fc.assert(
			fc.property(
				fc.string({ unit: fc.constantFrom(...'abc d'), maxLength: 24 }),
				fc.infiniteStream(fc.boolean()),
				(text, keep) => {
					const kept = [...text].filter((letter) => keep.next().value === true && letter !== ' ').join('');
					const found = fuzzyMatch(kept, text);
					expect(found?.matches.map((index) => [...text][index]).join('')).toBe(kept);
					const ordered = [...(found?.matches ?? [])].sort((a, b) => a - b);
					expect(found?.matches).toEqual([...new Set(ordered)]);
				}
			)
		);
	});
});

describe('searchCommands', () => {
	const play = command('Play or pause', { words: ['stop'] });
	const loop = command('Loop the selection');
	const plan = command('Export a plan', { group: 'Arrange' });
	const secret = command('Play the palette', { hidden: true });
	const all = [loop, play, plan, secret];
	const titles = (query: string): string[] => searchCommands(query, all).map((found) => found.command.title);

	test('an empty query keeps the order and hides what is hidden', () => {
		expect(titles('  ')).toEqual(['Loop the selection', 'Play or pause', 'Export a plan']);
	});

	test('the start of a title comes first', () => {
		expect(titles('pl')[0]).toBe('Play or pause');
		expect(titles('pl')).toContain('Export a plan');
	});

	test('other words and the group find it too, without marks in the title', () => {
		expect(searchCommands('stop', all)).toEqual([{ command: play, matches: [] }]);
		expect(titles('arrange')).toEqual(['Export a plan']);
	});

	test('nothing is found for nonsense', () => {
		expect(titles('zzz')).toEqual([]);
	});
});
