import { untrack } from 'svelte';

/** Words for a screen reader, spoken without moving the focus. */
export class Announcer {
	#polite = $state.raw({ text: '', turn: 0 });
	#urgent = $state.raw({ text: '', turn: 0 });

	get polite(): { readonly text: string; readonly turn: number } {
		return this.#polite;
	}

	get urgent(): { readonly text: string; readonly turn: number } {
		return this.#urgent;
	}

	/** `urgent` interrupts what is being read: for failures only. The turn makes the same words twice be spoken twice. */
	say(text: string, manner: 'polite' | 'urgent' = 'polite'): void {
		// Called from inside effects too, which must not run again because of the turn read here.
		untrack(() => {
			if (manner === 'polite') this.#polite = { text, turn: this.#polite.turn + 1 };
			else this.#urgent = { text, turn: this.#urgent.turn + 1 };
		});
	}
}
