/** A key press as a shortcut asks for it, parsed from text such as `Mod+Shift+S`, `Space`, `?` or `ArrowLeft`. */
export interface KeyCombo {
	/** `KeyboardEvent.key`, letters in lower case, the space bar as `' '`. */
	readonly key: string;
	/** Control, or Command on Apple machines. */
	readonly mod: boolean;
	readonly alt: boolean;
	readonly shift: boolean;
}

/** The part of a `KeyboardEvent` that says which keys are down. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

const namedKeys: Readonly<Record<string, string>> = { space: ' ', esc: 'Escape', plus: '+', comma: ',' };

/** Throws `RangeError` when the text names no key or an unknown modifier. */
export function parseCombo(text: string): KeyCombo {
	const parts = text.split('+').map((part) => part.trim());
	const last = parts.pop();
	if (!last) throw new RangeError(`"${text}" names no key`);
	const held = new Set(parts.map((part) => part.toLowerCase()));
	for (const part of held)
		if (!['mod', 'alt', 'shift'].includes(part)) throw new RangeError(`"${part}" in "${text}" is no modifier`);
	const key = namedKeys[last.toLowerCase()] ?? (last.length === 1 ? last.toLowerCase() : last);
	return { key, mod: held.has('mod'), alt: held.has('alt'), shift: held.has('shift') };
}

const isLetterOrDigit = (key: string): boolean => /^[a-z0-9]$/.test(key);

/**
 * Shift must match for letters, digits and named keys; a symbol such as `?` already says whether Shift is needed on
 * this keyboard. On a layout without Latin letters the place of the key decides.
 */
export function matchesCombo(press: KeyPress, combo: KeyCombo, isApple: boolean): boolean {
	const mod = isApple ? press.metaKey : press.ctrlKey;
	const otherMod = isApple ? press.ctrlKey : press.metaKey;
	if (mod !== combo.mod || otherMod || press.altKey !== combo.alt) return false;
	const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
	const isSymbol = combo.key.length === 1 && combo.key !== ' ' && !isLetterOrDigit(combo.key);
	if (isSymbol) return key === combo.key;
	if (press.shiftKey !== combo.shift) return false;
	if (key === combo.key) return true;
	if (!isLetterOrDigit(combo.key)) return false;
	const isLatin = /^[\u0020-\u024f]$/.test(key);
	return press.code === `Digit${combo.key}` || (!isLatin && press.code === `Key${combo.key.toUpperCase()}`);
}

const lone = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'Dead', 'Process', 'Unidentified']);

/** The combo of a key press as text that `parseCombo` reads; null for a modifier alone, and for a key of other modifiers than ours. */
export function comboOf(press: KeyPress, isApple: boolean): string | null {
	const [mod, otherMod] = isApple ? [press.metaKey, press.ctrlKey] : [press.ctrlKey, press.metaKey];
	if (lone.has(press.key) || press.key === '' || otherMod) return null;
	const plain = press.key.length === 1 ? press.key.toUpperCase() : press.key;
	const isSymbol = press.key.length === 1 && press.key !== ' ' && !isLetterOrDigit(press.key.toLowerCase());
	const key = plain === ' ' ? 'Space' : plain === '+' ? 'Plus' : plain;
	const held = [mod ? 'Mod' : '', press.altKey ? 'Alt' : '', press.shiftKey && !isSymbol ? 'Shift' : ''];
	return [...held.filter((name) => name !== ''), key].join('+');
}

const glyphs: Readonly<Record<string, string>> = {
	' ': 'Space',
	ArrowLeft: '←',
	ArrowRight: '→',
	ArrowUp: '↑',
	ArrowDown: '↓',
	Escape: 'Esc',
	Delete: 'Del',
	Enter: '↵'
};

/** The caps to draw for a combo, in the order a hand presses them. */
export function keyCaps(combo: KeyCombo, isApple: boolean): readonly string[] {
	const caps: string[] = [];
	if (combo.mod) caps.push(isApple ? '⌘' : 'Ctrl');
	if (combo.alt) caps.push(isApple ? '⌥' : 'Alt');
	if (combo.shift) caps.push(isApple ? '⇧' : 'Shift');
	caps.push(glyphs[combo.key] ?? (combo.key.length === 1 ? combo.key.toUpperCase() : combo.key));
	return caps;
}

/** The combo for `aria-keyshortcuts`. */
export function ariaCombo(combo: KeyCombo, isApple: boolean): string {
	const names = [combo.mod ? (isApple ? 'Meta' : 'Control') : '', combo.alt ? 'Alt' : '', combo.shift ? 'Shift' : ''];
	const key =
		combo.key === ' ' ? 'Space' : combo.key === '+' ? 'Plus' : combo.key.length === 1 ? combo.key.toUpperCase() : combo.key;
	return [...names.filter((name) => name !== ''), key].join('+');
}
