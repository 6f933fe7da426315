import { UserFixableError } from '$contracts/errors.ts';
import type { MidiDevice, MidiEvent, MidiInput } from '$contracts/recording/midi-input.ts';
import { fromMidiBytes, pedalDownFrom, sustainController, type MidiMessage } from '$core/midi-input/index.ts';

/** Asks the browser; tests put a fake of the same shape here. */
export type RequestMidi = (() => Promise<MIDIAccess>) | null;

const askBrowser: RequestMidi =
	typeof navigator !== 'undefined' && 'requestMIDIAccess' in navigator ? () => navigator.requestMIDIAccess() : null;

/** Web MIDI. Devices may come and go; each is heard as soon as it is there. */
export class WebMidiInput implements MidiInput {
	readonly #request: RequestMidi;
	readonly #eventListeners = new Set<(event: MidiEvent) => void>();
	readonly #deviceListeners = new Set<(devices: readonly MidiDevice[]) => void>();
	#access: MIDIAccess | null = null;
	/** Keys held, by device and channel, so that a device that goes away leaves none sounding. */
	readonly #held = new Map<string, Map<string, { readonly channel: number; readonly pitchMidi: number }>>();
	/** Pedals that are down, by device and channel. */
	readonly #pedals = new Map<string, Set<number>>();

	constructor(request: RequestMidi = askBrowser) {
		this.#request = request;
	}

	get isAvailable(): boolean {
		return this.#request !== null;
	}

	get devices(): readonly MidiDevice[] {
		return [...(this.#access?.inputs.values() ?? [])].map(({ id, name, manufacturer, state }) => ({
			id,
			name: name ?? '',
			manufacturer: manufacturer ?? '',
			isConnected: state === 'connected'
		}));
	}

	async open(): Promise<void> {
		if (this.#access !== null) return;
		if (this.#request === null) throw new UserFixableError('midiMissing');
		try {
			this.#access = await this.#request();
		} catch (error) {
			const name = error instanceof DOMException ? error.name : '';
			const isRefused = name === 'NotAllowedError' || name === 'SecurityError';
			throw new UserFixableError(isRefused ? 'midiRefused' : 'midiMissing', {}, String(error));
		}
		this.#access.onstatechange = () => this.#follow();
		this.#follow();
	}

	onEvent(listener: (event: MidiEvent) => void): () => void {
		this.#eventListeners.add(listener);
		return () => void this.#eventListeners.delete(listener);
	}

	onDevices(listener: (devices: readonly MidiDevice[]) => void): () => void {
		this.#deviceListeners.add(listener);
		return () => void this.#deviceListeners.delete(listener);
	}

	close(): void {
		const access = this.#access;
		this.#access = null;
		if (access === null) return;
		access.onstatechange = null;
		for (const input of access.inputs.values()) {
			input.onmidimessage = null;
			this.#lose(input.id);
		}
	}

	#follow(): void {
		const access = this.#access;
		if (access === null) return;
		const connected = new Set<string>();
		for (const input of access.inputs.values()) {
			if (input.state !== 'connected') continue;
			connected.add(input.id);
			// Setting the handler opens the port, again after it was plugged in again.
			input.onmidimessage = ({ data, timeStamp }) => this.#hear(input.id, data, timeStamp);
		}
		for (const id of [...this.#held.keys(), ...this.#pedals.keys()]) if (!connected.has(id)) this.#lose(id);
		const { devices } = this;
		for (const listener of this.#deviceListeners) listener(devices);
	}

	#hear(deviceId: string, data: Uint8Array | null, atMs: number): void {
		const message = data === null ? null : fromMidiBytes(data);
		if (message === null) return;
		this.#remember(deviceId, message);
		if (message.kind === 'controller' && message.controller === sustainController) this.#pressPedal(deviceId, message, atMs);
		this.#tell({ ...message, deviceId, atMs });
	}

	#remember(deviceId: string, message: MidiMessage): void {
		if (message.kind !== 'noteOn' && message.kind !== 'noteOff') return;
		const held = this.#held.get(deviceId) ?? new Map<string, { readonly channel: number; readonly pitchMidi: number }>();
		this.#held.set(deviceId, held);
		const { channel, pitchMidi } = message;
		if (message.kind === 'noteOn') held.set(`${channel} ${pitchMidi}`, { channel, pitchMidi });
		else held.delete(`${channel} ${pitchMidi}`);
	}

	#pressPedal(deviceId: string, { channel, value }: { readonly channel: number; readonly value: number }, atMs: number): void {
		const down = this.#pedals.get(deviceId) ?? new Set<number>();
		this.#pedals.set(deviceId, down);
		const isDown = value >= pedalDownFrom;
		if (isDown === down.has(channel)) return;
		if (isDown) down.add(channel);
		else down.delete(channel);
		this.#tell({ kind: 'sustain', deviceId, channel, isDown, atMs });
	}

	#lose(deviceId: string): void {
		const atMs = performance.now();
		for (const note of this.#held.get(deviceId)?.values() ?? []) this.#tell({ kind: 'noteOff', ...note, deviceId, atMs });
		for (const channel of this.#pedals.get(deviceId) ?? [])
			this.#tell({ kind: 'sustain', deviceId, channel, isDown: false, atMs });
		this.#held.delete(deviceId);
		this.#pedals.delete(deviceId);
	}

	#tell(event: MidiEvent): void {
		for (const listener of this.#eventListeners) listener(event);
	}
}

/** What the output's clock showed last, beside the page's; for `contextSecondsHeardAt`. */
export function clockStampOf(context: AudioContext): { readonly contextSeconds: number; readonly pageMs: number } {
	const { contextTime, performanceTime } = context.getOutputTimestamp();
	if (contextTime !== undefined && performanceTime !== undefined && contextTime > 0)
		return { contextSeconds: contextTime, pageMs: performanceTime };
	const latencySeconds = (context.baseLatency || 0) + (context.outputLatency || 0);
	return { contextSeconds: context.currentTime - latencySeconds, pageMs: performance.now() };
}
