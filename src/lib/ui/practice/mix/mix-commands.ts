import type { TakeMix } from '$lib/app/practice/mix/take-mix.svelte.ts';
import type { Command } from '$lib/app/shell/commands.svelte.ts';

/** Takes beside the song by key and in the palette. */
export function mixCommands(mix: TakeMix, say: (words: string) => void): Command[] {
	return [
		{
			id: 'practice.switchTake',
			title: 'Hear the other of the two takes',
			group: 'Practice',
			keys: ['Shift+A'],
			words: ['compare', 'switch', 'A', 'B'],
			when: () => mix.pair !== null,
			run: () => {
				mix.switchSide();
				say(`Take ${mix.pair?.heard === 'a' ? 'A' : 'B'}`);
			}
		}
	];
}
