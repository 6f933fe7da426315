import type { NoteIndex } from '$lib/app/timeline/note-index.ts';
import type { PitchView } from '$lib/app/timeline/pitch-view.ts';
import type { TimeView } from '$lib/app/timeline/time-view.ts';
import { noteBox } from './draw-roll.ts';
import type { SoundingNotes } from './sounding-notes.ts';

export interface MarkedNotes {
	readonly index: NoteIndex;
	readonly sounding: SoundingNotes;
	/** Places in the index, -1 for none. */
	readonly selectedAt: number;
	readonly pointedAt: number;
}

const kindClasses = { sounding: 'mark sounding', pointed: 'mark pointed', selected: 'mark selected' } as const;

/**
 * The few notes that look different from how they lie on the page: those that sound, the chosen one, the one under the
 * pointer. Each is an element over the canvas, so that a note lighting up repaints no tile.
 */
export class NoteMarks {
	readonly #host: HTMLElement;
	readonly #marks: HTMLElement[] = [];
	#shownCount = 0;

	constructor(host: HTMLElement) {
		this.#host = host;
	}

	show(marked: MarkedNotes, time: TimeView, pitch: PitchView): void {
		let used = 0;
		for (let which = 0; which < marked.sounding.count; which++) {
			if (this.#place(used, 'sounding', marked.index, marked.sounding.at(which), time, pitch)) used++;
		}
		if (marked.pointedAt !== marked.selectedAt && this.#place(used, 'pointed', marked.index, marked.pointedAt, time, pitch))
			used++;
		if (this.#place(used, 'selected', marked.index, marked.selectedAt, time, pitch)) used++;
		for (let at = used; at < this.#shownCount; at++) {
			const mark = this.#marks[at];
			if (mark !== undefined) mark.style.visibility = 'hidden';
		}
		this.#shownCount = used;
	}

	dispose(): void {
		for (const mark of this.#marks.splice(0)) mark.remove();
		this.#shownCount = 0;
	}

	#place(slot: number, kind: keyof typeof kindClasses, index: NoteIndex, at: number, time: TimeView, pitch: PitchView): boolean {
		const note = index.notes[at];
		if (note === undefined) return false;
		const mark = this.#markAt(slot);
		const box = noteBox({ view: time }, pitch, note);
		const name = kindClasses[kind];
		if (mark.className !== name) mark.className = name;
		mark.style.transform = `translate3d(${box.x}px, ${box.y}px, 0)`;
		mark.style.width = `${box.width}px`;
		mark.style.height = `${box.height}px`;
		mark.style.visibility = 'visible';
		return true;
	}

	#markAt(slot: number): HTMLElement {
		const known = this.#marks[slot];
		if (known !== undefined) return known;
		const made = document.createElement('div');
		this.#marks[slot] = made;
		this.#host.append(made);
		return made;
	}
}
