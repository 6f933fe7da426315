import { describe, expect, it } from 'vitest';
import { comboOf, matchesCombo, parseCombo, type KeyPress } from '../shell/keys.ts';
import { bindingsSchema } from './binding-schema.ts';
import { MidiPresses, playingCommands, withBinding, withoutBinding, type Binding } from './binding.ts';

const key = (combo: string): Binding => ({ kind: 'key', combo });
const from = { atMs: 0, deviceId: 'd', channel: 2 } as const;

describe('bindings', () => {
	it('belong to one command at a time', () => {
		const first = withBinding({}, 'a', key('PageUp'));
		expect(withBinding(first, 'b', key('pageup'))).toEqual({ b: [key('pageup')] });
		expect(withBinding(first, 'a', key('PageUp'))).toEqual({ a: [key('PageUp')] });
	});

	it('are eight at most for a command, the oldest going first', () => {
		const many = [...'ABCDEFGHIJ'].reduce((bindings, letter) => withBinding(bindings, 'a', key(letter)), {});
		expect(bindingsSchema.parse(many)).toEqual({ a: [...'CDEFGHIJ'].map(key) });
	});

	it('leave nothing behind when the last is forgotten', () => {
		expect(withoutBinding({ a: [key('A')], b: [key('B')] }, 'a', key('A'))).toEqual({ b: [key('B')] });
		expect(withoutBinding({}, 'a', key('A'))).toEqual({});
	});

	it('name every command once', () => {
		expect(new Set(playingCommands.map(({ id }) => id)).size).toBe(playingCommands.length);
	});
});

describe('MIDI presses', () => {
	it('are keys, programmes, and controllers that come past their middle', () => {
		const presses = new MidiPresses();
		expect(presses.press({ kind: 'noteOn', ...from, pitchMidi: 36, velocity: 3 })).toEqual({
			kind: 'midi',
			message: 'note',
			channel: 2,
			number: 36
		});
		expect(presses.press({ kind: 'programme', ...from, programme: 5 })).toMatchObject({ message: 'programme', number: 5 });
		expect(presses.press({ kind: 'noteOff', ...from, pitchMidi: 36 })).toBeNull();
		expect(presses.press({ kind: 'sustain', ...from, isDown: true })).toBeNull();
		const values = [0, 63, 64, 127, 63, 80].map(
			(value) => presses.press({ kind: 'controller', ...from, controller: 4, value }) !== null
		);
		expect(values).toEqual([false, false, true, false, false, true]);
	});
});

describe('a combo of a key press', () => {
	const pressOf = (more: Partial<KeyPress>): KeyPress => ({
		key: 'a',
		code: '',
		ctrlKey: false,
		metaKey: false,
		altKey: false,
		shiftKey: false,
		...more
	});

	it.each([
		[{ key: 'PageDown' }, 'PageDown'],
		[{ key: ' ' }, 'Space'],
		[{ key: '+', shiftKey: true }, 'Plus'],
		[{ key: ',' }, ','],
		[{ key: 'K', shiftKey: true }, 'Shift+K'],
		[{ key: 'k', ctrlKey: true }, 'Mod+K'],
		[{ key: 'F13' }, 'F13']
	])('is text for %o, which matches that press', (press, text) => {
		expect(comboOf(pressOf(press), false)).toBe(text);
		expect(matchesCombo(pressOf(press), parseCombo(text), false)).toBe(true);
	});

	it.each([[{ key: 'Shift', shiftKey: true }], [{ key: 'Unidentified' }], [{ key: 'k', metaKey: true }], [{ key: '' }]])(
		'is none for %o',
		(press) => {
			expect(comboOf(pressOf(press), false)).toBeNull();
		}
	);
});
