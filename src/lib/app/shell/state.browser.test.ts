import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Theme, themeKey } from './theme.svelte.ts';
import { Toasts } from './toasts.svelte.ts';

describe('Theme', () => {
	let stop: (() => void) | undefined;
	beforeEach(() => {
		localStorage.removeItem(themeKey);
		document.head.insertAdjacentHTML(
			'beforeend',
			'<meta name="theme-color" data-scheme="light" content="a"><meta name="theme-color" data-scheme="dark" content="b">'
		);
	});
	afterEach(() => {
		stop?.();
		localStorage.removeItem(themeKey);
		delete document.documentElement.dataset['theme'];
		for (const meta of document.querySelectorAll('meta[name="theme-color"]')) meta.remove();
	});
	const media = (): string[] =>
		[...document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')].map((meta) => meta.media);

	test('goes with the system until told otherwise, and back', () => {
		const theme = new Theme();
		stop = theme.start(window);
		expect(theme.choice).toBe('system');
		expect(document.documentElement.dataset['theme']).toBeUndefined();
		theme.choose('dark');
		expect(document.documentElement.dataset['theme']).toBe('dark');
		expect(localStorage.getItem(themeKey)).toBe('dark');
		expect(media()).toEqual(['not all', 'all']);
		theme.choose('system');
		expect(document.documentElement.dataset['theme']).toBeUndefined();
		expect(localStorage.getItem(themeKey)).toBeNull();
		expect(media()).toEqual(['(prefers-color-scheme: light)', '(prefers-color-scheme: dark)']);
	});

	test('remembers, and takes rubbish for the system', () => {
		localStorage.setItem(themeKey, 'light');
		const theme = new Theme();
		stop = theme.start(window);
		expect(theme.choice).toBe('light');
		stop();
		localStorage.setItem(themeKey, 'mauve');
		stop = theme.start(window);
		expect(theme.choice).toBe('system');
	});

	test('follows another tab', () => {
		const theme = new Theme();
		stop = theme.start(window);
		window.dispatchEvent(new StorageEvent('storage', { key: themeKey, newValue: 'dark' }));
		expect(theme.choice).toBe('dark');
		window.dispatchEvent(new StorageEvent('storage', { key: 'other', newValue: 'light' }));
		expect(theme.choice).toBe('dark');
	});

	test('a full storage keeps the choice for this page', () => {
		const full = vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
			throw new DOMException('full', 'QuotaExceededError');
		});
		const theme = new Theme();
		stop = theme.start(window);
		theme.choose('dark');
		full.mockRestore();
		expect(document.documentElement.dataset['theme']).toBe('dark');
	});
});

describe('Toasts', () => {
	beforeEach(() => void vi.useFakeTimers());
	afterEach(() => void vi.useRealTimers());
	const texts = (toasts: Toasts): string[] => toasts.shown.map((toast) => toast.text);

	test('leave after their time: plain 6 s, with an action 12 s, dangers stay', () => {
		const toasts = new Toasts();
		toasts.show({ text: 'plain' });
		toasts.show({ text: 'undo', action: { label: 'Undo', run: () => undefined } });
		toasts.show({ text: 'danger', tone: 'danger' });
		vi.advanceTimersByTime(6000);
		expect(texts(toasts)).toEqual(['undo', 'danger']);
		vi.advanceTimersByTime(6000);
		expect(texts(toasts)).toEqual(['danger']);
		vi.advanceTimersByTime(600_000);
		expect(texts(toasts)).toEqual(['danger']);
	});

	test('wait while they are looked at', () => {
		const toasts = new Toasts();
		toasts.show({ text: 'a' });
		toasts.hold();
		toasts.show({ text: 'b' });
		vi.advanceTimersByTime(60_000);
		expect(texts(toasts)).toEqual(['a', 'b']);
		toasts.release();
		vi.advanceTimersByTime(5999);
		expect(texts(toasts)).toEqual(['a', 'b']);
		vi.advanceTimersByTime(1);
		expect(texts(toasts)).toEqual([]);
	});

	test('the action runs once and the toast goes; the oldest makes room for a fourth', () => {
		const toasts = new Toasts();
		const run = vi.fn();
		const id = toasts.show({ text: 'a', action: { label: 'Undo', run } });
		toasts.act(id);
		toasts.act(id);
		expect(run).toHaveBeenCalledOnce();
		for (const text of ['1', '2', '3', '4']) toasts.show({ text });
		expect(texts(toasts)).toEqual(['2', '3', '4']);
	});
});
