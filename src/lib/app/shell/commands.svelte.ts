import { untrack } from 'svelte';
import { isCovered, isKeyOfControl, isTurner, isTyping } from './key-owner.ts';
import { matchesCombo, parseCombo, type KeyCombo } from './keys.ts';

/** Something the app can do, reached by the palette, by keys, or by both. */
export interface Command {
	/** Unique while registered, such as `song.play`. */
	readonly id: string;
	/** An imperative, as it stands in the palette and the shortcuts sheet. */
	readonly title: string;
	/** Heading in the shortcuts sheet, such as `Song`. */
	readonly group: string;
	/** Combos such as `Mod+K`, `Space`, `?`; any of them runs it. */
	readonly keys?: readonly string[];
	/** More words the palette finds it by. */
	readonly words?: readonly string[];
	/** Whether it can be run now; always, when absent. Read in reactive code, so it may read runes. */
	readonly when?: () => boolean;
	/** Whether holding the key runs it again and again. */
	readonly repeats?: boolean;
	/** Kept out of the palette, such as opening the palette. */
	readonly hidden?: boolean;
	readonly run: () => void | Promise<void>;
}

interface Entry {
	readonly command: Command;
	readonly combos: readonly KeyCombo[];
}

/**
 * What can be done in the rooms that are open. A later registration of the same key wins while its `when` holds, so a
 * room may take over a key of the shell and gives it back when it leaves.
 */
export class CommandRegistry {
	#entries = $state.raw<readonly Entry[]>([]);
	#isApple = $state(false);
	#learned: readonly { readonly id: string; readonly combo: KeyCombo }[] = [];

	/** Everything that can be run now, oldest first. */
	get available(): readonly Command[] {
		return this.#entries.map((entry) => entry.command).filter((command) => command.when?.() ?? true);
	}

	get all(): readonly Command[] {
		return this.#entries.map((entry) => entry.command);
	}

	/** Whether keys are shown and read the way Apple machines do. */
	get isApple(): boolean {
		return this.#isApple;
	}

	/** Gives the disposer. Throws when the id is taken or a key cannot be read: both are bugs of the caller. */
	register(command: Command): () => void {
		// Rooms register inside effects: what is read here to be changed must not make them run again.
		const taken = untrack(() => this.#entries);
		if (taken.some((entry) => entry.command.id === command.id)) throw new Error(`Command ${command.id} is there already`);
		const entry: Entry = { command, combos: (command.keys ?? []).map(parseCombo) };
		this.#entries = [...taken, entry];
		return () => {
			this.#entries = this.#entries.filter((other) => other !== entry);
		};
	}

	registerAll(commands: readonly Command[]): () => void {
		const disposers: (() => void)[] = [];
		try {
			for (const command of commands) disposers.push(this.register(command));
		} catch (error) {
			for (const dispose of disposers) dispose();
			throw error;
		}
		return () => {
			for (const dispose of disposers) dispose();
		};
	}

	/** Keys that the user taught beside a command's own, by its id; they come before all others. Unreadable ones are left out. */
	learn(keys: ReadonlyMap<string, readonly string[]>): void {
		this.#learned = [...keys].flatMap(([id, texts]) =>
			texts.flatMap((text) => {
				try {
					return [{ id, combo: parseCombo(text) }];
				} catch (error) {
					if (error instanceof RangeError) return [];
					throw error;
				}
			})
		);
	}

	/** Answers false when there is no such command or it cannot be run now. */
	run(id: string): boolean {
		const command = this.available.find((candidate) => candidate.id === id);
		if (command === undefined) return false;
		void command.run();
		return true;
	}

	/** The command this key press asks for, or null: also while text is composed or a control has its own use of the key. */
	commandFor(event: KeyboardEvent): Command | null {
		if (event.defaultPrevented || event.isComposing || event.key === 'Process' || event.key === 'Dead') return null;
		const learned = this.#learned.find(({ combo }) => matchesCombo(event, combo, this.#isApple));
		const taught = learned && this.available.find(({ id }) => id === learned.id);
		// A page-turner must turn although a slider has the focus.
		if (learned && taught && (isTurner(learned.combo) ? !isTyping(event.target) : !isKeyOfControl(event.target, learned.combo)))
			return taught;
		for (const { command, combos } of [...this.#entries].reverse()) {
			const combo = combos.find((candidate) => matchesCombo(event, candidate, this.#isApple));
			if (combo === undefined || !(command.when?.() ?? true)) continue;
			if (isKeyOfControl(event.target, combo)) return null;
			return command;
		}
		return null;
	}

	/** Listens to the window's keys. Gives the disposer. */
	start(win: Window): () => void {
		this.#isApple = /Mac|iPhone|iPad/.test(win.navigator.platform);
		const onKeyDown = (event: KeyboardEvent): void => {
			const command = this.commandFor(event);
			if (command === null || isCovered(win.document)) return;
			event.preventDefault();
			if (event.repeat && !(command.repeats ?? false)) return;
			void command.run();
		};
		win.addEventListener('keydown', onKeyDown);
		return () => win.removeEventListener('keydown', onKeyDown);
	}
}
