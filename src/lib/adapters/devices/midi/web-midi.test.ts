import { describe, expect, it } from 'vitest';
import type { MidiEvent } from '$contracts/recording/midi-input.ts';
import { FakeMidiAccess, FakeMidiPort } from '../../../../../tests/fakes/fake-midi.ts';
import { WebMidiInput } from './web-midi.ts';

async function opened(...ports: readonly FakeMidiPort[]) {
	const access = new FakeMidiAccess();
	for (const port of ports) access.plug(port);
	// The fake has no more of the API's shape than is used: the browser's type is not asked.
	const input = new WebMidiInput(async (): Promise<MIDIAccess> => Reflect.get({ access }, String('access')));
	const events: MidiEvent[] = [];
	input.onEvent((event) => events.push(event));
	await input.open();
	return { access, input, events };
}

describe('WebMidiInput', () => {
	it('tells notes with their own times', async () => {
		const keys = new FakeMidiPort('keys', 'Stage piano');
		const { input, events } = await opened(keys);
		expect(input.devices).toEqual([{ id: 'keys', name: 'Stage piano', manufacturer: 'Fake', isConnected: true }]);
		keys.send([0x90, 60, 90], 1234.5);
		keys.send([0x80, 60, 0], 1300);
		keys.send([0xf8], 1301);
		expect(events).toEqual([
			{ kind: 'noteOn', channel: 0, pitchMidi: 60, velocity: 90, deviceId: 'keys', atMs: 1234.5 },
			{ kind: 'noteOff', channel: 0, pitchMidi: 60, deviceId: 'keys', atMs: 1300 }
		]);
	});

	it('tells the pedal when it turns, and every controller raw', async () => {
		const keys = new FakeMidiPort('keys');
		const { events } = await opened(keys);
		for (const value of [10, 70, 127, 30]) keys.send([0xb0, 64, value], value);
		keys.send([0xb0, 11, 5], 1);
		expect(events.filter(({ kind }) => kind === 'sustain').map((event) => event.kind === 'sustain' && event.isDown)).toEqual([
			true,
			false
		]);
		expect(events.filter(({ kind }) => kind === 'controller')).toHaveLength(5);
	});

	it('hears what is plugged in later, and again', async () => {
		const { access, input, events } = await opened();
		const counts: number[] = [];
		input.onDevices((devices) => counts.push(devices.filter(({ isConnected }) => isConnected).length));
		const keys = new FakeMidiPort('keys');
		access.plug(keys);
		keys.send([0x90, 60, 90], 1);
		access.unplug(keys);
		access.plug(keys);
		keys.send([0x90, 62, 90], 2);
		expect(counts).toEqual([1, 0, 1]);
		expect(events.map(({ kind }) => kind)).toEqual(['noteOn', 'noteOff', 'noteOn']);
	});

	it('lets go of everything when a device goes away or is closed', async () => {
		const keys = new FakeMidiPort('keys');
		const other = new FakeMidiPort('other');
		const { access, input, events } = await opened(keys, other);
		keys.send([0x90, 60, 90], 1);
		keys.send([0x90, 64, 90], 1);
		keys.send([0xb0, 64, 127], 1);
		other.send([0x90, 72, 90], 1);
		events.length = 0;
		access.unplug(keys);
		expect(events.map(({ kind, deviceId }) => [kind, deviceId])).toEqual([
			['noteOff', 'keys'],
			['noteOff', 'keys'],
			['sustain', 'keys']
		]);
		input.close();
		expect(events.at(-1)).toMatchObject({ kind: 'noteOff', deviceId: 'other', pitchMidi: 72 });
		other.send([0x90, 60, 90], 2);
		expect(events).toHaveLength(4);
	});

	it.each([
		['refused', 'NotAllowedError', 'midiRefused'],
		['not supported', 'NotSupportedError', 'midiMissing']
	])('tells when it is %s', async (_, name, code) => {
		const input = new WebMidiInput(() => Promise.reject(new DOMException('no', name)));
		await expect(input.open()).rejects.toMatchObject({ fault: { code } });
	});

	it('tells where there is no Web MIDI', async () => {
		const input = new WebMidiInput(null);
		expect(input.isAvailable).toBe(false);
		await expect(input.open()).rejects.toMatchObject({ fault: { code: 'midiMissing' } });
	});
});
