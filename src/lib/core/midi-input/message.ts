/** What a MIDI message of a keyboard says; channel 0 to 15, everything else as MIDI counts it. */
export type MidiMessage =
	| { readonly kind: 'noteOn'; readonly channel: number; readonly pitchMidi: number; readonly velocity: number }
	| { readonly kind: 'noteOff'; readonly channel: number; readonly pitchMidi: number }
	| { readonly kind: 'controller'; readonly channel: number; readonly controller: number; readonly value: number }
	| { readonly kind: 'programme'; readonly channel: number; readonly programme: number };

/** Null for what no one here listens to (clock, bends, system messages) and for what is cut short. A note of velocity 0 ends. */
export function fromMidiBytes(bytes: Uint8Array): MidiMessage | null {
	const [status = 0, first = 0x80, second = 0x80] = bytes;
	const channel = status & 0x0f;
	if (first > 0x7f) return null;
	if (status >> 4 === 0xc) return { kind: 'programme', channel, programme: first };
	if (second > 0x7f) return null;
	switch (status >> 4) {
		case 0x9:
			return second === 0
				? { kind: 'noteOff', channel, pitchMidi: first }
				: { kind: 'noteOn', channel, pitchMidi: first, velocity: second };
		case 0x8:
			return { kind: 'noteOff', channel, pitchMidi: first };
		case 0xb:
			return { kind: 'controller', channel, controller: first, value: second };
		default:
			return null;
	}
}

export const sustainController = 64;
/** All sound off, and all notes off. */
export const silencingControllers: readonly number[] = [120, 123];
/** Half pedals count as down from here on. */
export const pedalDownFrom = 64;
