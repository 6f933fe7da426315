import type { KeyCombo } from './keys.ts';

const textInputs = new Set([
	'text',
	'search',
	'email',
	'number',
	'password',
	'tel',
	'url',
	'date',
	'time',
	'datetime-local',
	'month',
	'week'
]);
const movingKeys = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp', 'PageDown']);
const movers =
	'input,select,[role="slider"],[role="spinbutton"],[role="menu"],[role="listbox"],[role="tree"],[role="tablist"],[role="radiogroup"]';
const pressables =
	'button,a[href],summary,select,input,[role="button"],[role="switch"],[role="checkbox"],[role="tab"],[role="option"],[role="row"][tabindex],[role="treeitem"],[role^="menuitem"]';

/** Keys that page-turners and foot switches send. */
export const isTurner = ({ key }: KeyCombo): boolean => key === 'PageUp' || key === 'PageDown';

export function isTyping(target: EventTarget | null): boolean {
	if (!(target instanceof HTMLElement)) return false;
	if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
	return target instanceof HTMLInputElement && textInputs.has(target.type);
}

/** Whether the focused control itself means something by this key, so that no shortcut may take it. */
export function isKeyOfControl(target: EventTarget | null, combo: KeyCombo): boolean {
	if (!(target instanceof Element)) return false;
	if (isTyping(target)) return !combo.mod;
	if (combo.mod || combo.alt) return false;
	if (movingKeys.has(combo.key))
		return target.matches(movers) || target.closest('[role="grid"],[role="tree"],[role="menu"]') !== null;
	if (combo.key === ' ' || combo.key === 'Enter') return target.matches(pressables);
	return target instanceof HTMLSelectElement && combo.key.length === 1;
}

/** Under an open modal dialog or menu only its own keys count. */
export function isCovered(root: Document): boolean {
	return root.querySelector('dialog:modal, [role="menu"]:popover-open') !== null;
}
