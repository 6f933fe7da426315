/** A MIDI device that can be played. */
export interface MidiDevice {
	readonly id: string;
	readonly name: string;
	readonly manufacturer: string;
	readonly isConnected: boolean;
}

/** Times are the events' own, on the page's clock in milliseconds (`performance.now`). */
export type MidiEvent =
	| {
			readonly kind: 'noteOn';
			readonly atMs: number;
			readonly deviceId: string;
			readonly channel: number;
			readonly pitchMidi: number;
			readonly velocity: number;
	  }
	| {
			readonly kind: 'noteOff';
			readonly atMs: number;
			readonly deviceId: string;
			readonly channel: number;
			readonly pitchMidi: number;
	  }
	/** Sustain, as it changes between up and down; half pedals count as down from 64 on. */
	| {
			readonly kind: 'sustain';
			readonly atMs: number;
			readonly deviceId: string;
			readonly channel: number;
			readonly isDown: boolean;
	  }
	/** Every controller, raw, the pedal among them: for those that can be learned. */
	| {
			readonly kind: 'controller';
			readonly atMs: number;
			readonly deviceId: string;
			readonly channel: number;
			readonly controller: number;
			readonly value: number;
	  }
	/** Programme changes, for foot switches that send those. */
	| {
			readonly kind: 'programme';
			readonly atMs: number;
			readonly deviceId: string;
			readonly channel: number;
			readonly programme: number;
	  };

/** MIDI devices. Nothing is asked before `open`. */
export interface MidiInput {
	/** False where the browser has no Web MIDI. */
	readonly isAvailable: boolean;
	/** Asks for permission. Faults `midiRefused`, `midiMissing`. */
	open(): Promise<void>;
	readonly devices: readonly MidiDevice[];
	/** A device that goes away ends its sounding notes. */
	onEvent(listener: (event: MidiEvent) => void): () => void;
	onDevices(listener: (devices: readonly MidiDevice[]) => void): () => void;
	close(): void;
}
