import { flushSync } from 'svelte';
import { expect, it } from 'vitest';
import { CommandRegistry } from './commands.svelte.ts';

it('lets a room register inside an effect without running it again (regression)', () => {
	const registry = new CommandRegistry();
	let runs = 0;
	const stop = $effect.root(() => {
		$effect(() => {
			runs++;
			return registry.register({ id: 'room', title: 'Room', group: 'Test', run: () => undefined });
		});
	});
	flushSync();
	registry.register({ id: 'other', title: 'Other', group: 'Test', run: () => undefined });
	flushSync();
	expect(runs).toBe(1);
	stop();
	expect(registry.all.map(({ id }) => id)).toEqual(['other']);
});
