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
			100,
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
});
