import type { LitNotes } from '$lib/app/practice/live/live-notes.svelte.ts';
import { rowTopPx, type PitchView } from '$lib/app/timeline/pitch-view.ts';
import type { TimeView } from '$lib/app/timeline/time-view.ts';

const lightClasses = { hit: 'mark lit', passed: 'mark passed' } as const;

/** Lit notes as elements over the roll: one that lights up paints nothing anew. Only those in view have an element. */
export class RollLights {
	readonly #host: HTMLElement;
	readonly #elements: HTMLElement[] = [];
	#shownCount = 0;

	constructor(host: HTMLElement) {
		this.#host = host;
	}

	show({ lit }: LitNotes, { startSeconds: from, secondsPerPixel }: TimeView, widthPx: number, pitch: PitchView): void {
		let used = 0;
		const until = from + widthPx * secondsPerPixel;
		for (const { startSeconds, endSeconds, pitchMidi, light } of lit) {
			if (endSeconds < from || startSeconds > until) continue;
			const { style, classList } = this.#elementAt(used++);
			classList.value = lightClasses[light];
			style.transform = `translate3d(${(startSeconds - from) / secondsPerPixel}px, ${rowTopPx(pitch, pitchMidi)}px, 0)`;
			style.width = `${Math.max(2, (endSeconds - startSeconds) / secondsPerPixel)}px`;
			style.height = `${pitch.semitonePx}px`;
			style.visibility = 'visible';
		}
		for (const { style } of this.#elements.slice(used, this.#shownCount)) style.visibility = 'hidden';
		this.#shownCount = used;
	}

	dispose(): void {
		for (const element of this.#elements.splice(0)) element.remove();
		this.#shownCount = 0;
	}

	#elementAt(slot: number): HTMLElement {
		const known = this.#elements[slot];
		if (known !== undefined) return known;
		const made = document.createElement('div');
		this.#elements[slot] = made;
		this.#host.prepend(made);
		return made;
	}
}
