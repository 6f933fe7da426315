import { flushSync } from 'svelte';
import { expect, it } from 'vitest';
import { CommandRegistry } from './commands.svelte.ts';
import { Shell } from './shell.svelte.ts';

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

it('lets an effect say something without running it again (regression)', () => {
	const shell = new Shell();
	let runs = 0;
	const stop = $effect.root(() => {
		$effect(() => {
			runs++;
			shell.notify({ text: `word ${runs}` });
		});
	});
	flushSync();
	for (const text of ['b', 'c', 'd']) shell.notify({ text });
	flushSync();
	expect(runs).toBe(1);
	expect(shell.toasts.shown.map(({ text }) => text)).toEqual(['b', 'c', 'd']);
	stop();
	shell.toasts.clear();
});
