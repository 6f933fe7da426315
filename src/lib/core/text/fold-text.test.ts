import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldText } from './fold-text.ts';

describe('foldText', () => {
	test.each([
		['Café del Mar', 'cafe del mar'],
		['  Größe\t\u00a0Zwei ', 'grosse zwei'],
		['Łódź', 'lodz'],
		['Sigur Rós — Sæglópur', 'sigur ros — saeglopur'],
		['ﬁn', 'fin'],
		['Ｗｉｄｅ', 'wide'],
		['Дом', 'дом'],
		['ガ', 'カ'],
		['', '']
	])('%j folds to %j', (text, folded) => {
		expect(foldText(text)).toBe(folded);
	});

	test('folding twice changes nothing more', () => {
		fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => foldText(foldText(text)) === foldText(text)));
	});
});
