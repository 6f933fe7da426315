import type { Component } from 'svelte';

/** One line of a menu. */
export interface MenuItem {
	readonly id: string;
	readonly label: string;
	readonly icon?: Component<{ 'aria-hidden'?: 'true' }>;
	/** Key caps of its shortcut, drawn at the end; the menu does not listen for them. */
	readonly keys?: readonly string[];
	/** For what loses something. */
	readonly tone?: 'danger';
	readonly disabled?: boolean;
	/** A line above it. */
	readonly separated?: boolean;
	/** A mark that is on or off; the line becomes a `menuitemcheckbox`. */
	readonly checked?: boolean;
	readonly run: () => void | Promise<void>;
}

/**
 * The line that typed letters lead to: the next one, counted from after `from`, whose label starts with them; one letter
 * typed again and again walks through all that start with it. -1 when none does.
 */
export function itemForLetters(items: readonly MenuItem[], letters: string, from: number): number {
	const wanted = letters.toLowerCase();
	const isRepeat = wanted.length > 1 && [...wanted].every((letter) => letter === wanted[0]);
	const start = isRepeat ? (wanted[0] ?? '') : wanted;
	const first = wanted.length === 1 || isRepeat ? from + 1 : from;
	for (let offset = 0; offset < items.length; offset++) {
		const index = (((first + offset) % items.length) + items.length) % items.length;
		const item = items[index];
		if (item !== undefined && !item.disabled && item.label.toLowerCase().startsWith(start)) return index;
	}
	return -1;
}

/** The next line in a direction that can be chosen, around the ends; -1 when none can. */
export function nextItem(items: readonly MenuItem[], from: number, direction: 1 | -1): number {
	for (let offset = 1; offset <= items.length; offset++) {
		const index = (((from + direction * offset) % items.length) + items.length) % items.length;
		if (items[index]?.disabled !== true) return index;
	}
	return -1;
}
