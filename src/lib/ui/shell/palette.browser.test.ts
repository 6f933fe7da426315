import { Shell } from '$lib/app/shell/shell.svelte.ts';
import { createRawSnippet, flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '../tokens/tokens.css';
import AppShell from './AppShell.svelte';
import { rooms, roomOfPath } from './rooms.ts';

const play = vi.fn();
let shell: Shell;
let component: ReturnType<typeof mount>;
const box = page.getByRole('combobox', { name: 'Find a command' });
const dialogs = (): number => document.querySelectorAll('dialog:modal').length;

beforeEach(() => {
	vi.clearAllMocks();
	shell = new Shell();
	const children = createRawSnippet(() => ({
		render: () => '<div><button type="button">In the room</button><input aria-label="Words"></div>'
	}));
	component = mount(AppShell, { target: document.body, props: { shell, rooms, path: '/song/1', children } });
	flushSync();
	shell.commands.register({ id: 'song.play', title: 'Play or pause', group: 'Song', keys: ['Space'], run: play });
	shell.commands.register({ id: 'song.gone', title: 'Play nothing', group: 'Song', when: () => false, run: play });
});
afterEach(() => unmount(component));

describe('command palette', () => {
	test('opens by key from a text field, finds, runs and gives the focus back', async () => {
		page.getByRole('textbox', { name: 'Words' }).element().focus();
		await userEvent.keyboard('{Control>}k{/Control}');
		await expect.element(box).toHaveFocus();
		await userEvent.keyboard('play');
		await expect.element(page.getByRole('option', { name: /Play or pause/ })).toHaveAttribute('aria-selected', 'true');
		expect(page.getByRole('option').elements()).toHaveLength(1);
		await userEvent.keyboard('{Enter}');
		await vi.waitFor(() => expect(play).toHaveBeenCalledOnce());
		await vi.waitFor(() => expect(dialogs()).toBe(0));
		await expect.element(page.getByRole('textbox', { name: 'Words' })).toHaveFocus();
	});

	test('arrows walk the list around, and the active line is told', async () => {
		await userEvent.keyboard('{Control>}k{/Control}');
		await expect.element(box).toHaveFocus();
		const options = page.getByRole('option').elements();
		await userEvent.keyboard('{ArrowUp}');
		await vi.waitFor(() => expect(box.element().getAttribute('aria-activedescendant')).toBe(options.at(-1)?.id));
		await userEvent.keyboard('{ArrowDown}');
		await vi.waitFor(() => expect(box.element().getAttribute('aria-activedescendant')).toBe(options[0]?.id));
	});

	test('says when nothing is found, forgets its words, and lets no shortcut through', async () => {
		await userEvent.keyboard('{Control>}k{/Control}');
		await expect.element(box).toHaveFocus();
		await userEvent.keyboard('zzz {Enter}');
		await expect.element(page.getByText('Nothing is called')).toBeVisible();
		expect(play).not.toHaveBeenCalled();
		await userEvent.keyboard('{Escape}');
		await vi.waitFor(() => expect(dialogs()).toBe(0));
		await userEvent.keyboard('{Control>}k{/Control}');
		await expect.element(box).toHaveValue('');
	});
});

describe('frame', () => {
	test('? shows the shortcuts of this room, and only what can be done', async () => {
		page.getByRole('button', { name: 'In the room' }).element().focus();
		await userEvent.keyboard('?');
		await expect.element(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
		const terms = [...document.querySelectorAll('dialog dt')].map((term) => term.textContent);
		expect(terms).toEqual(['Play or pause', 'Find a command', 'Show keyboard shortcuts']);
	});

	test('a toast is spoken and its undo works', async () => {
		const run = vi.fn();
		shell.notify({ text: 'Blue Monk is in the bin.', action: { label: 'Undo', run } });
		await expect.element(page.getByRole('button', { name: 'Undo' })).toBeVisible();
		expect(document.querySelector('[aria-live="polite"]')?.textContent).toContain('Undo is available');
		await page.getByRole('button', { name: 'Undo' }).click();
		expect(run).toHaveBeenCalledOnce();
		await vi.waitFor(() => expect(page.getByRole('button', { name: 'Undo' }).elements()).toHaveLength(0));
	});

	test('the first Tab is the way past the rooms, and the library leads to a song', async () => {
		await userEvent.tab();
		await expect.element(page.getByRole('link', { name: 'Skip to the content' })).toHaveFocus();
		const current = [...document.querySelectorAll('nav a[aria-current]')].map((link) => link.textContent.trim());
		expect(new Set(current)).toEqual(new Set(['Library']));
		expect(document.querySelector('.shell')?.getAttribute('data-room')).toBe('song');
	});

	test.each([
		['/', 'library'],
		['/song/abc', 'song'],
		['/song/abc/practice', 'practice'],
		['/settings', 'settings'],
		['/progress', 'progress'],
		['/orbit', 'orbit'],
		['/nowhere', 'library']
	])('%s wears the accent of %s', (path, room) => {
		expect(roomOfPath(path)).toBe(room);
	});
});
