import { afterEach, describe, expect, test, vi } from 'vitest';
import { CommandRegistry, type Command } from './commands.svelte.ts';

let dispose: (() => void)[] = [];
afterEach(() => {
	for (const end of dispose.reverse()) end();
	dispose = [];
	document.body.replaceChildren();
});

function start(): CommandRegistry {
	const registry = new CommandRegistry();
	dispose.push(registry.start(window));
	return registry;
}
const make = (id: string, rest: Partial<Command> = {}): Command & { run: ReturnType<typeof vi.fn<() => void>> } => ({
	title: id,
	group: 'Test',
	...rest,
	id,
	run: vi.fn<() => void>()
});
function add<E extends HTMLElement>(element: E): E {
	document.body.append(element);
	return element;
}
function press(key: string, on: Element = document.body, init: KeyboardEventInit = {}): KeyboardEvent {
	const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init });
	on.dispatchEvent(event);
	return event;
}

describe('CommandRegistry', () => {
	test('runs by key, prevents what the browser would do, and stops after disposal', () => {
		const registry = start();
		const play = make('play', { keys: ['Space', 'k'] });
		const remove = registry.register(play);
		expect(press(' ').defaultPrevented).toBe(true);
		press('K');
		expect(play.run).toHaveBeenCalledTimes(2);
		expect(press('x').defaultPrevented).toBe(false);
		remove();
		expect(press(' ').defaultPrevented).toBe(false);
		expect(play.run).toHaveBeenCalledTimes(2);
	});

	test('refuses an id twice and takes nothing of a list that has one', () => {
		const registry = start();
		registry.register(make('a'));
		expect(() => registry.register(make('a'))).toThrow(/a is there/);
		expect(() => registry.registerAll([make('b'), make('a')])).toThrow();
		expect(registry.all.map((command) => command.id)).toEqual(['a']);
		expect(() => registry.register(make('c', { keys: ['Hyper+X'] }))).toThrow(RangeError);
	});

	test('the later command of a key wins while it can run, and gives the key back', () => {
		const registry = start();
		const shell = make('shell', { keys: ['l'] });
		let isInRoom = true;
		const room = make('room', { keys: ['l'], when: () => isInRoom });
		registry.register(shell);
		const leave = registry.register(room);
		press('l');
		isInRoom = false;
		press('l');
		isInRoom = true;
		leave();
		press('l');
		expect([room.run.mock.calls.length, shell.run.mock.calls.length]).toEqual([1, 2]);
	});

	test('typing is typing: only combos with the modifier reach through', () => {
		const registry = start();
		const letter = make('letter', { keys: ['l', '?', 'Space'] });
		const palette = make('palette', { keys: ['Mod+K'] });
		registry.registerAll([letter, palette]);
		const editable = add(document.createElement('div'));
		editable.contentEditable = 'true';
		for (const target of [add(document.createElement('input')), add(document.createElement('textarea')), editable]) {
			press('l', target);
			press('?', target, { shiftKey: true });
			press(' ', target);
			press('k', target, { ctrlKey: true });
		}
		expect(letter.run).not.toHaveBeenCalled();
		expect(palette.run).toHaveBeenCalledTimes(3);
	});

	test('composing text runs nothing', () => {
		const registry = start();
		const letter = make('letter', { keys: ['l'] });
		registry.register(letter);
		press('l', document.body, { isComposing: true });
		press('Process', document.body, { code: 'KeyL' });
		expect(letter.run).not.toHaveBeenCalled();
	});

	test('a control keeps the keys it means something by', () => {
		const registry = start();
		const space = make('space', { keys: ['Space'] });
		const arrow = make('arrow', { keys: ['ArrowLeft'] });
		const letter = make('letter', { keys: ['l'] });
		registry.registerAll([space, arrow, letter]);
		const button = add(document.createElement('button'));
		const range = add(document.createElement('input'));
		range.type = 'range';
		press(' ', button);
		expect(space.run).not.toHaveBeenCalled();
		press('ArrowLeft', range);
		expect(arrow.run).not.toHaveBeenCalled();
		press('ArrowLeft', button);
		press('l', button);
		press('l', range);
		expect([arrow.run.mock.calls.length, letter.run.mock.calls.length]).toEqual([1, 2]);
	});

	test('what a control has handled is left alone, and an open dialog covers all', () => {
		const registry = start();
		const letter = make('letter', { keys: ['l'] });
		registry.register(letter);
		const box = add(document.createElement('div'));
		box.addEventListener('keydown', (event) => event.preventDefault());
		press('l', box);
		const dialog = add(document.createElement('dialog'));
		dialog.showModal();
		press('l');
		dialog.close();
		expect(letter.run).not.toHaveBeenCalled();
		press('l');
		expect(letter.run).toHaveBeenCalledOnce();
	});

	test('a held key runs once unless the command repeats', () => {
		const registry = start();
		const once = make('once', { keys: ['o'] });
		const again = make('again', { keys: ['a'], repeats: true });
		registry.registerAll([once, again]);
		for (const key of ['o', 'a']) {
			press(key);
			expect(press(key, document.body, { repeat: true }).defaultPrevented).toBe(true);
		}
		expect([once.run.mock.calls.length, again.run.mock.calls.length]).toEqual([1, 2]);
	});

	test('run by id says whether it could', () => {
		const registry = start();
		const open = make('open');
		registry.registerAll([open, make('closed', { when: () => false })]);
		expect([registry.run('open'), registry.run('closed'), registry.run('none')]).toEqual([true, false, false]);
		expect(registry.available.map((command) => command.id)).toEqual(['open']);
	});
});
