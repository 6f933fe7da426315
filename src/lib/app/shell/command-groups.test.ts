import { expect, test } from 'vitest';
import { groupCommands } from './command-groups.ts';

test('groups keep the order inside them and stand latest first', () => {
	const commands = ['Shell:a', 'Song:b', 'Shell:c', 'Song:d'].map((text) => ({ group: text.slice(0, -2), id: text.slice(-1) }));
	expect(groupCommands(commands).map(([group, members]) => [group, members.map((member) => member.id).join('')])).toEqual([
		['Song', 'bd'],
		['Shell', 'ac']
	]);
	expect(groupCommands([])).toEqual([]);
});
