import { mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '../../tokens/tokens.css';
import Fixture from './Menu.fixture.svelte';
import type { MenuItem } from './menu-item.ts';

const rename = vi.fn();
const remove = vi.fn();
const locked = vi.fn();
const items: readonly MenuItem[] = [
	{ id: 'rename', label: 'Rename', run: rename },
	{ id: 'locked', label: 'Share', disabled: true, run: locked },
	{ id: 'bends', label: 'With bends', checked: true, run: () => undefined },
	{ id: 'delete', label: 'Delete', tone: 'danger', separated: true, run: remove }
];
const trigger = page.getByRole('button', { name: 'More' });
const line = (name: string) => page.getByRole('menuitem', { name });
const isOpen = (): boolean => document.querySelector('[role="menu"]')?.matches(':popover-open') ?? false;

describe('Menu', () => {
	let component: ReturnType<typeof mount>;
	beforeEach(() => {
		vi.clearAllMocks();
		component = mount(Fixture, { target: document.body, props: { items } });
	});
	afterEach(() => unmount(component));

	test('opens by key on its first line, walks past what is disabled, and chooses', async () => {
		trigger.element().focus();
		await userEvent.keyboard('{Enter}');
		await expect.element(line('Rename')).toHaveFocus();
		await expect.element(trigger).toHaveAttribute('aria-expanded', 'true');
		await userEvent.keyboard('{ArrowDown}');
		await expect.element(page.getByRole('menuitemcheckbox', { name: 'With bends' })).toHaveFocus();
		await expect.element(page.getByRole('menuitemcheckbox', { name: 'With bends' })).toHaveAttribute('aria-checked', 'true');
		await userEvent.keyboard('{End}{ArrowDown}{ArrowUp}{Enter}');
		await vi.waitFor(() => expect(remove).toHaveBeenCalledOnce());
		expect(isOpen()).toBe(false);
		await expect.element(trigger).toHaveFocus();
		await expect.element(trigger).toHaveAttribute('aria-expanded', 'false');
	});

	test('up opens on the last line; letters lead to their line; Escape gives the focus back', async () => {
		trigger.element().focus();
		await userEvent.keyboard('{ArrowUp}');
		await expect.element(line('Delete')).toHaveFocus();
		await userEvent.keyboard('re');
		await expect.element(line('Rename')).toHaveFocus();
		await userEvent.keyboard('{Escape}');
		expect(isOpen()).toBe(false);
		await expect.element(trigger).toHaveFocus();
		expect(rename).not.toHaveBeenCalled();
	});

	test('a click opens, another closes, one elsewhere closes too', async () => {
		await trigger.click();
		expect(isOpen()).toBe(true);
		await trigger.click();
		await vi.waitFor(() => expect(isOpen()).toBe(false));
		await trigger.click();
		expect(isOpen()).toBe(true);
		await page.getByRole('button', { name: 'After' }).click({ position: { x: 2, y: 2 }, force: true });
		await vi.waitFor(() => expect(isOpen()).toBe(false));
	});

	test('Tab closes and goes on; a disabled line does nothing', async () => {
		await trigger.click();
		await line('Share').click({ force: true });
		expect(locked).not.toHaveBeenCalled();
		expect(isOpen()).toBe(true);
		await userEvent.keyboard('{Home}{Tab}');
		await vi.waitFor(() => expect(isOpen()).toBe(false));
		await expect.element(page.getByRole('button', { name: 'After' })).toHaveFocus();
	});

	test('stays inside the window', async () => {
		const button = trigger.element();
		if (!(button instanceof HTMLElement)) throw new Error('no trigger');
		button.style.cssText = 'position:fixed;right:0;bottom:0';
		await trigger.click();
		const box = document.querySelector('[role="menu"]')?.getBoundingClientRect();
		expect(box?.right).toBeLessThanOrEqual(window.innerWidth);
		expect(box?.bottom).toBeLessThanOrEqual(window.innerHeight);
		expect(box?.height).toBeGreaterThan(40);
	});
});
