import { describe, expect, test } from 'vitest';
import { ariaCombo, keyCaps, matchesCombo, parseCombo, type KeyPress } from './keys.ts';

const press = (key: string, rest: Partial<KeyPress> = {}): KeyPress => ({
	key,
	code: '',
	ctrlKey: false,
	metaKey: false,
	altKey: false,
	shiftKey: false,
	...rest
});

describe('parseCombo', () => {
	test.each([
		['Mod+K', { key: 'k', mod: true, alt: false, shift: false }],
		['mod + shift + s', { key: 's', mod: true, alt: false, shift: true }],
		['Space', { key: ' ', mod: false, alt: false, shift: false }],
		['?', { key: '?', mod: false, alt: false, shift: false }],
		['Alt+ArrowLeft', { key: 'ArrowLeft', mod: false, alt: true, shift: false }],
		['Mod+Plus', { key: '+', mod: true, alt: false, shift: false }]
	])('%s', (text, combo) => {
		expect(parseCombo(text)).toEqual(combo);
	});

	test.each(['', 'Mod+', 'Hyper+K', 'A+B'])('refuses %j', (text) => {
		expect(() => parseCombo(text)).toThrow(RangeError);
	});
});

describe('matchesCombo', () => {
	test.each<[string, string, KeyPress, boolean, boolean]>([
		['control on others', 'Mod+K', press('k', { ctrlKey: true }), false, true],
		['command on Apple', 'Mod+K', press('k', { metaKey: true }), true, true],
		['control is not command', 'Mod+K', press('k', { ctrlKey: true }), true, false],
		['both at once', 'Mod+K', press('k', { ctrlKey: true, metaKey: true }), false, false],
		['without the modifier', 'Mod+K', press('k'), false, false],
		['capital by caps lock', 'L', press('L'), false, true],
		['shift not asked for', 'L', press('L', { shiftKey: true }), false, false],
		['shift asked for', 'Shift+L', press('L', { shiftKey: true }), false, true],
		['a symbol brings its shift', '?', press('?', { shiftKey: true }), false, true],
		['a symbol without shift on another layout', '?', press('?'), false, true],
		['alt is not none', '?', press('?', { altKey: true }), false, false],
		['Cyrillic by place', 'L', press('д', { code: 'KeyL' }), false, true],
		['Dvorak by letter', 'L', press('l', { code: 'KeyP' }), false, true],
		['Dvorak not by place', 'P', press('l', { code: 'KeyP' }), false, false],
		['a digit under shift on a French keyboard', '1', press('&', { code: 'Digit1' }), false, true],
		['space', 'Space', press(' '), false, true],
		['named key with shift', 'ArrowLeft', press('ArrowLeft', { shiftKey: true }), false, false]
	])('%s', (_name, combo, event, isApple, expected) => {
		expect(matchesCombo(event, parseCombo(combo), isApple)).toBe(expected);
	});
});

test('caps and aria names', () => {
	const combo = parseCombo('Mod+Shift+ArrowLeft');
	expect(keyCaps(combo, false)).toEqual(['Ctrl', 'Shift', '←']);
	expect(keyCaps(combo, true)).toEqual(['⌘', '⇧', '←']);
	expect(ariaCombo(combo, true)).toBe('Meta+Shift+ArrowLeft');
	expect(ariaCombo(parseCombo('Space'), false)).toBe('Space');
});
