import { describe, expect, it } from 'vitest';
import { rollKey } from './roll-keys.ts';

const press = (key: string, held: Partial<Record<'shiftKey' | 'altKey' | 'ctrlKey' | 'metaKey', boolean>> = {}) =>
	rollKey({ key, shiftKey: false, altKey: false, ctrlKey: false, metaKey: false, ...held });

describe('keys on the roll', () => {
	it.each([
		['ArrowRight', {}, { kind: 'along', direction: 1 }],
		['ArrowLeft', {}, { kind: 'along', direction: -1 }],
		['ArrowUp', {}, { kind: 'across', direction: 1 }],
		['ArrowDown', {}, { kind: 'across', direction: -1 }],
		['ArrowRight', { shiftKey: true }, { kind: 'pan', pagesX: 0.1, pagesY: 0 }],
		['ArrowUp', { altKey: true }, { kind: 'zoom', axis: 'pitch', factor: 1.35 }],
		['Enter', {}, { kind: 'hear' }],
		['Enter', { shiftKey: true }, { kind: 'seek-to-note' }],
		['[', {}, { kind: 'loop-in' }],
		['[', { altKey: false, shiftKey: false }, { kind: 'loop-in' }],
		[']', {}, { kind: 'loop-out' }],
		['Escape', {}, { kind: 'clear' }],
		['+', { shiftKey: true }, { kind: 'zoom', axis: 'time', factor: 1.35 }],
		['0', {}, { kind: 'fit' }],
		['Home', {}, { kind: 'first' }],
		['End', {}, { kind: 'last' }]
	])('%s %o', (key, held, expected) => {
		expect(press(key, held)).toEqual(expected);
	});

	it.each([
		['k', { ctrlKey: true }],
		['ArrowRight', { metaKey: true }],
		[' ', {}],
		['a', {}],
		['ArrowRight', { altKey: true }]
	])('leaves %s %o to the app', (key, held) => {
		expect(press(key, held)).toBeNull();
	});
});
