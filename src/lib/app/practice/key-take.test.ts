import { describe, expect, it } from 'vitest';
import type { MidiEvent, MidiInput } from '$contracts/recording/midi-input.ts';
import { Keyboard, KeyTake } from './key-take.ts';

function fakeMidi(): MidiInput & { send(event: MidiEvent): void; count(): number } {
	const listeners = new Set<(event: MidiEvent) => void>();
	return {
		isAvailable: true,
		open: async () => undefined,
		devices: [{ id: 'a', name: 'Keys', manufacturer: '', isConnected: true }],
		onEvent: (listener) => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		onDevices: () => () => undefined,
		close: () => undefined,
		send: (event) => listeners.forEach((listener) => listener(event)),
		count: () => listeners.size
	};
}

const base = { deviceId: 'a', channel: 0 };

describe('KeyTake', () => {
	it('puts keys at what was heard when they were struck, with the pedal, and lets go at the end', async () => {
		const midi = fakeMidi();
		const sounded: number[] = [];
		const keyboard = new Keyboard(midi, (pitchMidi) => sounded.push(pitchMidi));
		await keyboard.open();
		expect(keyboard.names).toEqual(['Keys']);
		let isReleased = false;
		const take = new KeyTake(
			{ firstSeconds: 100, untilSeconds: null },
			keyboard,
			() => ({ contextSeconds: 100, pageMs: 5000 }),
			() => (isReleased = true)
		);
		midi.send({ kind: 'noteOn', atMs: 6000, pitchMidi: 60, velocity: 90, ...base });
		midi.send({ kind: 'sustain', atMs: 6100, isDown: true, ...base });
		midi.send({ kind: 'noteOff', atMs: 6500, pitchMidi: 60, ...base });
		expect(sounded).toEqual([60]);
		expect(take.content(103)).toEqual({
			durationSeconds: 3,
			notes: [{ onsetSeconds: 1, offsetSeconds: 1.5, pitchMidi: 60, velocity: 90 }],
			pedals: [{ atSeconds: expect.closeTo(1.1, 9), isDown: true }]
		});
		take.close();
		keyboard.close();
		expect(isReleased).toBe(true);
		expect(midi.count()).toBe(0);
	});

	it('keeps what lies between punch-in and punch-out, and a first note that comes a little early', async () => {
		const midi = fakeMidi();
		const keyboard = new Keyboard(midi, () => undefined);
		const stamp = { contextSeconds: 100, pageMs: 0 };
		const take = new KeyTake(
			{ firstSeconds: 100, untilSeconds: 102 },
			keyboard,
			() => stamp,
			() => undefined
		);
		const strike = (atMs: number, pitchMidi: number): void =>
			midi.send({ kind: 'noteOn', atMs, pitchMidi, velocity: 80, ...base });
		const lift = (atMs: number, pitchMidi: number): void => midi.send({ kind: 'noteOff', atMs, pitchMidi, ...base });
		strike(-900, 50);
		lift(-500, 50);
		strike(-80, 60);
		lift(400, 60);
		strike(1500, 62);
		strike(2100, 64);
		lift(2400, 62);
		expect(take.content(102.3)).toEqual({
			durationSeconds: 2,
			notes: [
				{ onsetSeconds: 0, offsetSeconds: expect.closeTo(0.4, 9), pitchMidi: 60, velocity: 80 },
				{ onsetSeconds: 1.5, offsetSeconds: 2, pitchMidi: 62, velocity: 80 }
			],
			pedals: []
		});
	});
});
