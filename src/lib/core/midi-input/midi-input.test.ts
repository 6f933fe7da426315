import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contextSecondsHeardAt, fromMidiBytes, NoteTake, type MidiMessage } from './index.ts';

describe('fromMidiBytes', () => {
	it.each<[string, number[], MidiMessage | null]>([
		['a key down', [0x90, 60, 100], { kind: 'noteOn', channel: 0, pitchMidi: 60, velocity: 100 }],
		['a key up', [0x83, 60, 64], { kind: 'noteOff', channel: 3, pitchMidi: 60 }],
		['a key down without velocity, which is up', [0x9f, 60, 0], { kind: 'noteOff', channel: 15, pitchMidi: 60 }],
		['the pedal', [0xb0, 64, 127], { kind: 'controller', channel: 0, controller: 64, value: 127 }],
		['a programme', [0xc2, 5], { kind: 'programme', channel: 2, programme: 5 }],
		['a bend', [0xe0, 0, 64], null],
		['the clock', [0xf8], null],
		['nothing', [], null],
		['a message cut short', [0x90, 60], null],
		['data above its range', [0x90, 60, 200], null],
		['data without a status', [60, 100], null]
	])('reads %s', (_, bytes, message) => {
		expect(fromMidiBytes(Uint8Array.from(bytes))).toEqual(message);
	});

	it('throws at no bytes', () => {
		fc.assert(fc.property(fc.uint8Array({ maxLength: 8 }), (bytes) => void fromMidiBytes(bytes)));
	});
});

describe('contextSecondsHeardAt', () => {
	it('goes along with the page', () => {
		expect(contextSecondsHeardAt({ contextSeconds: 10, pageMs: 5000 }, 5250)).toBeCloseTo(10.25, 9);
		expect(contextSecondsHeardAt({ contextSeconds: 10, pageMs: 5000 }, 4990)).toBeCloseTo(9.99, 9);
	});
});

const on = (pitchMidi: number, velocity = 80): MidiMessage => ({ kind: 'noteOn', channel: 0, pitchMidi, velocity });
const off = (pitchMidi: number): MidiMessage => ({ kind: 'noteOff', channel: 0, pitchMidi });
const control = (controller: number, value: number): MidiMessage => ({ kind: 'controller', channel: 0, controller, value });

describe('NoteTake', () => {
	it('makes notes of keys, by onset, and keeps the pedal apart', () => {
		const take = new NoteTake(100);
		take.push(on(60), 101);
		take.push(control(64, 127), 101.1);
		take.push(on(64, 50), 101.5);
		take.push(off(60), 102);
		take.push(control(64, 90), 102.1);
		take.push(control(64, 20), 102.2);
		take.push(off(64), 103);
		expect(take.content(104)).toEqual({
			durationSeconds: 4,
			notes: [
				{ onsetSeconds: 1, offsetSeconds: 2, pitchMidi: 60, velocity: 80 },
				{ onsetSeconds: 1.5, offsetSeconds: 3, pitchMidi: 64, velocity: 50 }
			],
			pedals: [
				{ atSeconds: expect.closeTo(1.1, 9), isDown: true },
				{ atSeconds: expect.closeTo(2.2, 9), isDown: false }
			]
		});
	});

	it.each<[string, (take: NoteTake) => void, number[]]>([
		['a key still held ends with the take', () => undefined, [5]],
		['a key struck again ends its first note', (take) => take.push(on(60), 2), [2, 5]],
		['a keyboard that goes away ends what it held', (take) => take.lose('', 3), [3]],
		['one that goes away leaves the others alone', (take) => take.lose('other', 3), [5]],
		['all notes off', (take) => take.push(control(123, 0), 4), [4]],
		['a key that was never down', (take) => take.push(off(61), 3), [5]]
	])('%s', (_, happen, offsets) => {
		const take = new NoteTake(0);
		take.push(on(60), 1);
		happen(take);
		expect(take.content(5).notes.map(({ offsetSeconds }) => offsetSeconds)).toEqual(offsets);
	});

	it('can be read as it grows, and goes on', () => {
		const take = new NoteTake(0);
		take.push(on(60), 1);
		expect(take.content(2).notes[0]?.offsetSeconds).toBe(2);
		take.push(off(60), 3);
		expect(take.content(4).notes[0]?.offsetSeconds).toBe(3);
	});
});
