/** A keyboard of the Web MIDI API's shape, as far as `WebMidiInput` uses it. */
export class FakeMidiPort {
	readonly id: string;
	readonly name: string;
	readonly manufacturer = 'Fake';
	state: 'connected' | 'disconnected' = 'connected';
	onmidimessage: ((event: { readonly data: Uint8Array; readonly timeStamp: number }) => void) | null = null;

	constructor(id: string, name = id) {
		this.id = id;
		this.name = name;
	}

	send(bytes: readonly number[], timeStamp: number): void {
		this.onmidimessage?.({ data: Uint8Array.from(bytes), timeStamp });
	}
}

export class FakeMidiAccess {
	readonly inputs = new Map<string, FakeMidiPort>();
	onstatechange: (() => void) | null = null;

	plug(port: FakeMidiPort): void {
		port.state = 'connected';
		this.inputs.set(port.id, port);
		this.onstatechange?.();
	}

	unplug(port: FakeMidiPort): void {
		port.state = 'disconnected';
		this.onstatechange?.();
	}
}
