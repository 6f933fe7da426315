import type { TakeRecord } from '$contracts/recording/take.ts';
import { toMidi } from '$formats/midi/index.ts';

/** A take of keys as a MIDI file, its pedal with it, at 120 quarters a minute; null for a take of sound. */
export function toTakeMidi({ midi, title }: Pick<TakeRecord, 'midi' | 'title'>): Uint8Array<ArrayBuffer> | null {
	if (midi === null) return null;
	return toMidi(midi.notes, { title, programme: 0, bends: false, bendStepSeconds: 0, pedals: midi.pedals });
}
