import type { MidiEvent } from '$contracts/recording/midi-input.ts';
import type { Binding, Bindings } from './binding-schema.ts';

export type { Binding, Bindings };

/** Commands that hands and feet reach for while an instrument is played. The words stand in the settings. */
export const playingCommands = [
	{ id: 'song.play', title: 'Play or pause' },
	{ id: 'practice.record', title: 'Record a take' },
	{ id: 'song.loop', title: 'Loop on or off' },
	{ id: 'practice.loop-start', title: 'Back to the loop’s beginning' },
	{ id: 'practice.slower', title: 'Slower' },
	{ id: 'practice.faster', title: 'Faster' },
	{ id: 'practice.next-loop', title: 'Next kept loop' },
	{ id: 'practice.previous-loop', title: 'Kept loop before' },
	{ id: 'song.back', title: 'Back 5 seconds' },
	{ id: 'song.forward', title: 'Forward 5 seconds' },
	{ id: 'practice.metronome', title: 'Metronome on or off' }
] as const;

export const isSameBinding = (a: Binding, b: Binding): boolean =>
	a.kind === 'key' && b.kind === 'key'
		? a.combo.toLowerCase() === b.combo.toLowerCase()
		: a.kind === 'midi' && b.kind === 'midi' && a.message === b.message && a.channel === b.channel && a.number === b.number;

/** A command with one more binding; whatever else it did before, it does no longer. */
export function withBinding(bindings: Bindings, commandId: string, binding: Binding): Bindings {
	const others = Object.entries(bindings).map(([id, own]) => [id, own.filter((one) => !isSameBinding(one, binding))] as const);
	const next = Object.fromEntries(others.filter(([, own]) => own.length > 0));
	return { ...next, [commandId]: [...(next[commandId] ?? []), binding].slice(-8) };
}

export function withoutBinding(bindings: Bindings, commandId: string, binding: Binding): Bindings {
	const own = (bindings[commandId] ?? []).filter((one) => !isSameBinding(one, binding));
	const { [commandId]: _, ...others } = bindings;
	return own.length === 0 ? others : { ...others, [commandId]: own };
}

/** The command that a binding does; null when it does none. */
export function commandOf(bindings: Bindings, binding: Binding): string | null {
	return Object.entries(bindings).find(([, own]) => own.some((one) => isSameBinding(one, binding)))?.[0] ?? null;
}

const halfway = 64;

/**
 * Presses among MIDI events: a key, a programme change, or a controller that comes past its middle, so that a pedal counts
 * once and not at each step of its way. One for each stream of events.
 */
export class MidiPresses {
	readonly #down = new Set<string>();

	/** What was pressed; null for a release, a step of a controller's way, and what comes twice. */
	press(event: MidiEvent): Binding | null {
		const { channel } = event;
		if (event.kind === 'noteOn') return { kind: 'midi', message: 'note', channel, number: event.pitchMidi };
		if (event.kind === 'programme') return { kind: 'midi', message: 'programme', channel, number: event.programme };
		if (event.kind !== 'controller') return null;
		const key = `${event.deviceId} ${channel} ${event.controller}`;
		const wasDown = this.#down.has(key);
		if (event.value >= halfway) this.#down.add(key);
		else this.#down.delete(key);
		return wasDown || event.value < halfway ? null : { kind: 'midi', message: 'controller', channel, number: event.controller };
	}
}
