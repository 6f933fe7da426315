import { untrack } from 'svelte';
import type { Fault } from '$contracts/errors.ts';
import type { MidiEvent, MidiInput } from '$contracts/recording/midi-input.ts';
import type { CommandRegistry } from '../shell/commands.svelte.ts';
import { comboOf } from '../shell/keys.ts';
import { toFault } from '../words/error-words.ts';
import { commandOf, MidiPresses, withBinding, withoutBinding, type Binding, type Bindings } from './binding.ts';

export interface ControlsPorts {
	readonly commands: CommandRegistry;
	/** What was taught and kept; read in reactive code. */
	readonly bindings: () => Bindings;
	readonly keep: (bindings: Bindings) => void;
	/** Fetches what hears MIDI devices. */
	readonly midi: () => Promise<MidiInput>;
}

/** Hands and feet away from the screen: keys, page-turners, foot switches and MIDI devices that were taught commands. */
export class Controls {
	readonly #ports: ControlsPorts;
	readonly #presses = new MidiPresses();
	#learning = $state<string | null>(null);
	#lastTaken = $state.raw<{ readonly from: string; readonly by: string } | null>(null);
	#midi = $state<'closed' | 'opening' | 'open'>('closed');
	#deviceNames = $state.raw<readonly string[]>([]);
	#fault = $state.raw<Fault | null>(null);
	#stopMidi: (() => void) | null = null;

	constructor(ports: ControlsPorts) {
		this.#ports = ports;
	}

	get bindings(): Bindings {
		return this.#ports.bindings();
	}
	/** The command that takes the next press; null while none is being taught. */
	get learning(): string | null {
		return this.#learning;
	}
	/** The last press that was taken from another command. */
	get lastTaken(): { readonly from: string; readonly by: string } | null {
		return this.#lastTaken;
	}
	get midi(): 'closed' | 'opening' | 'open' {
		return this.#midi;
	}
	/** MIDI devices that are connected. */
	get deviceNames(): readonly string[] {
		return this.#deviceNames;
	}
	/** Why MIDI devices cannot be heard. */
	get fault(): Fault | null {
		return this.#fault;
	}
	get hasMidiBindings(): boolean {
		return Object.values(this.bindings).some((own) => own.some(({ kind }) => kind === 'midi'));
	}
	get isApple(): boolean {
		return this.#ports.commands.isApple;
	}

	/** The next key or MIDI press does this command; again to leave it. */
	learn(commandId: string): void {
		this.#lastTaken = null;
		this.#learning = this.#learning === commandId ? null : commandId;
	}

	stopLearning(): void {
		this.#learning = null;
	}

	forget(commandId: string, binding: Binding): void {
		this.#ports.keep(withoutBinding(this.bindings, commandId, binding));
	}

	forgetAll(): void {
		this.#ports.keep({});
	}

	/** Hears MIDI devices from now on; asks for permission the first time. */
	async openMidi(): Promise<void> {
		if (this.#midi !== 'closed') return;
		this.#midi = 'opening';
		this.#fault = null;
		try {
			const midi = await this.#ports.midi();
			await midi.open();
			const name = (): void => {
				this.#deviceNames = midi.devices.filter(({ isConnected }) => isConnected).map((device) => device.name || 'MIDI device');
			};
			name();
			const stops = [midi.onEvent((event) => this.#hear(event)), midi.onDevices(name)];
			this.#stopMidi = () => stops.forEach((stop) => stop());
			this.#midi = 'open';
		} catch (error) {
			this.#midi = 'closed';
			this.#fault = toFault(error);
		}
	}

	/**
	 * Call once in an effect, in the browser: keeps the taught keys with the commands, and hears MIDI devices where one was taught.
	 * Hands back what ends it.
	 */
	watch(win: Window): () => void {
		$effect(() => {
			const keys = Object.entries(this.bindings).map(
				([id, own]) => [id, own.flatMap((one) => (one.kind === 'key' ? [one.combo] : []))] as const
			);
			this.#ports.commands.learn(new Map(keys));
		});
		$effect(() => {
			if (this.hasMidiBindings) untrack(() => void this.openMidi());
		});
		const onKeyDown = (event: KeyboardEvent): void => this.#take(event);
		// Before anything else sees the press that is being taught.
		win.addEventListener('keydown', onKeyDown, { capture: true });
		return () => {
			win.removeEventListener('keydown', onKeyDown, { capture: true });
			this.#stopMidi?.();
			this.#stopMidi = null;
			this.#midi = 'closed';
		};
	}

	#take(event: KeyboardEvent): void {
		const { learning } = this;
		if (learning === null || event.key === 'Tab') return;
		const combo = event.key === 'Escape' ? null : comboOf(event, this.isApple);
		if (combo === null && event.key !== 'Escape') return;
		event.preventDefault();
		event.stopPropagation();
		if (combo === null) this.#learning = null;
		else this.#teach(learning, { kind: 'key', combo });
	}

	#hear(event: MidiEvent): void {
		const press = this.#presses.press(event);
		if (press === null) return;
		if (this.#learning !== null) return this.#teach(this.#learning, press);
		const id = commandOf(this.bindings, press);
		if (id !== null) this.#ports.commands.run(id);
	}

	#teach(commandId: string, binding: Binding): void {
		const before = commandOf(this.bindings, binding);
		this.#lastTaken = before === null || before === commandId ? null : { from: before, by: commandId };
		this.#learning = null;
		this.#ports.keep(withBinding(this.bindings, commandId, binding));
	}
}
