import { flushSync } from 'svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { UserFixableError } from '$contracts/errors.ts';
import type { MidiDevice, MidiEvent, MidiInput } from '$contracts/recording/midi-input.ts';
import { CommandRegistry } from '../shell/commands.svelte.ts';
import type { Bindings } from './binding.ts';
import { Controls } from './controls.svelte.ts';

class FakeMidiInput implements MidiInput {
	readonly isAvailable = true;
	readonly #listeners = new Set<(event: MidiEvent) => void>();
	devices: readonly MidiDevice[] = [{ id: 'p', name: 'Pedals', manufacturer: '', isConnected: true }];
	refusal: Error | null = null;
	async open(): Promise<void> {
		if (this.refusal !== null) throw this.refusal;
	}
	onEvent(listener: (event: MidiEvent) => void): () => void {
		this.#listeners.add(listener);
		return () => void this.#listeners.delete(listener);
	}
	onDevices(): () => void {
		return () => undefined;
	}
	close(): void {
		this.#listeners.clear();
	}
	controller(controller: number, value: number): void {
		for (const tell of this.#listeners) tell({ kind: 'controller', atMs: 0, deviceId: 'p', channel: 0, controller, value });
	}
}

let end: (() => void)[] = [];
afterEach(() => {
	for (const stop of end.reverse()) stop();
	end = [];
	document.body.replaceChildren();
});

function setUp(first: Bindings = {}) {
	let bindings = $state.raw(first);
	const commands = new CommandRegistry();
	const run = { play: vi.fn(), slower: vi.fn() };
	end.push(commands.start(window));
	commands.registerAll([
		{ id: 'song.play', title: 'Play', group: 'Song', keys: ['Space'], run: run.play },
		{ id: 'practice.slower', title: 'Slower', group: 'Song', run: run.slower }
	]);
	const midi = new FakeMidiInput();
	const controls = new Controls({
		commands,
		bindings: () => bindings,
		keep: (next) => (bindings = next),
		midi: async () => midi
	});
	const stop = $effect.root(() => {
		$effect(() => controls.watch(window));
	});
	end.push(stop);
	flushSync();
	return { commands, controls, midi, run };
}

function press(key: string, target: EventTarget = document.body): KeyboardEvent {
	const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
	target.dispatchEvent(event);
	flushSync();
	return event;
}

describe('controls that are taught', () => {
	it('take the next key, swallow it, and run their command by it from then on', () => {
		const { controls, run } = setUp();
		controls.learn('practice.slower');
		expect(press('PageDown').defaultPrevented).toBe(true);
		expect(run.slower).not.toHaveBeenCalled();
		expect(controls.learning).toBeNull();
		expect(controls.bindings).toEqual({ 'practice.slower': [{ kind: 'key', combo: 'PageDown' }] });
		press('PageDown');
		expect(run.slower).toHaveBeenCalledOnce();
	});

	it('take a key over from a command that has it by itself, and give it back', () => {
		const { controls, run } = setUp();
		controls.learn('practice.slower');
		press(' ');
		press(' ');
		expect(run.slower).toHaveBeenCalledOnce();
		expect(run.play).not.toHaveBeenCalled();
		controls.forget('practice.slower', { kind: 'key', combo: 'Space' });
		flushSync();
		press(' ');
		expect(run.play).toHaveBeenCalledOnce();
	});

	it('turn pages though a slider has the focus, but not while someone types', () => {
		const { run } = setUp({ 'practice.slower': [{ kind: 'key', combo: 'PageDown' }] });
		const slider = document.createElement('input');
		slider.type = 'range';
		const text = document.createElement('input');
		document.body.append(slider, text);
		press('PageDown', slider);
		expect(run.slower).toHaveBeenCalledOnce();
		press('PageDown', text);
		expect(run.slower).toHaveBeenCalledOnce();
	});

	it('leave arrow keys to the slider that has the focus', () => {
		const { run } = setUp({ 'practice.slower': [{ kind: 'key', combo: 'ArrowLeft' }] });
		const slider = document.createElement('input');
		slider.type = 'range';
		document.body.append(slider);
		press('ArrowLeft', slider);
		expect(run.slower).not.toHaveBeenCalled();
		press('ArrowLeft');
		expect(run.slower).toHaveBeenCalledOnce();
	});

	it('are left by Escape, and by asking again', () => {
		const { controls } = setUp();
		controls.learn('song.play');
		press('Escape');
		expect(controls.learning).toBeNull();
		controls.learn('song.play');
		controls.learn('song.play');
		expect(controls.learning).toBeNull();
		expect(controls.bindings).toEqual({});
	});

	it('wait through a modifier and leave Tab to the page', () => {
		const { controls } = setUp();
		controls.learn('song.play');
		press('Shift');
		expect(press('Tab').defaultPrevented).toBe(false);
		expect(controls.learning).toBe('song.play');
	});

	it('learn a pedal, which then counts once for each press', async () => {
		const { controls, midi, run } = setUp();
		await controls.openMidi();
		expect(controls.deviceNames).toEqual(['Pedals']);
		controls.learn('song.play');
		midi.controller(64, 127);
		midi.controller(64, 0);
		expect(controls.bindings).toEqual({ 'song.play': [{ kind: 'midi', message: 'controller', channel: 0, number: 64 }] });
		for (const value of [20, 70, 90, 127, 60, 0]) midi.controller(64, value);
		midi.controller(65, 127);
		expect(run.play).toHaveBeenCalledOnce();
	});

	it('hear MIDI by themselves where a pedal was taught', async () => {
		const { controls, midi, run } = setUp({ 'song.play': [{ kind: 'midi', message: 'controller', channel: 0, number: 64 }] });
		await vi.waitFor(() => expect(controls.midi).toBe('open'));
		midi.controller(64, 100);
		expect(run.play).toHaveBeenCalledOnce();
	});

	it('say that a press was taken from another command', () => {
		const { controls } = setUp({ 'song.play': [{ kind: 'key', combo: 'PageUp' }] });
		controls.learn('practice.slower');
		press('PageUp');
		expect(controls.lastTaken).toEqual({ from: 'song.play', by: 'practice.slower' });
		expect(controls.bindings).toEqual({ 'practice.slower': [{ kind: 'key', combo: 'PageUp' }] });
	});

	it('do not ask again and again for MIDI that is refused', async () => {
		const { midi, controls } = setUp({ 'song.play': [{ kind: 'midi', message: 'note', channel: 0, number: 36 }] });
		const asked = vi.spyOn(midi, 'open').mockRejectedValue(new UserFixableError('midiRefused'));
		await vi.waitFor(() => expect(controls.fault?.code).toBe('midiRefused'));
		flushSync();
		await new Promise((resolve) => setTimeout(resolve, 20));
		expect(asked).toHaveBeenCalledOnce();
	});

	it('say why MIDI cannot be heard, and can be asked again', async () => {
		const { controls, midi } = setUp();
		midi.refusal = new UserFixableError('midiRefused');
		await controls.openMidi();
		expect(controls.fault?.code).toBe('midiRefused');
		midi.refusal = null;
		await controls.openMidi();
		expect([controls.midi, controls.fault]).toEqual(['open', null]);
	});
});
