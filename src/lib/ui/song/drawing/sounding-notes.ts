import { soundingAt, type NoteIndex } from '$lib/app/timeline/note-index.ts';

const mostAtOnce = 64;

/** Which notes sound under the playhead. Asked once a frame; answers whether anything changed, and allocates nothing. */
export class SoundingNotes {
	#current = new Int32Array(mostAtOnce);
	#next = new Int32Array(mostAtOnce);
	#count = 0;
	#revision = 0;
	/** One flag for each MIDI number. */
	readonly keys = new Uint8Array(128);

	/** Counts up at every change. */
	get revision(): number {
		return this.#revision;
	}
	get count(): number {
		return this.#count;
	}

	/** The place in the index of the `which`th sounding note; -1 beyond the last. */
	at(which: number): number {
		return which < this.#count ? (this.#current[which] ?? -1) : -1;
	}

	update(index: NoteIndex, seconds: number): boolean {
		const count = soundingAt(index, seconds, this.#next);
		let isSame = count === this.#count;
		for (let at = 0; isSame && at < count; at++) isSame = this.#next[at] === this.#current[at];
		if (isSame) return false;
		const spare = this.#current;
		this.#current = this.#next;
		this.#next = spare;
		this.#count = count;
		this.keys.fill(0);
		for (let at = 0; at < count; at++) this.keys[index.pitches[this.#current[at] ?? 0] ?? 0] = 1;
		this.#revision++;
		return true;
	}

	/** Forget what sounded: the notes themselves have changed. */
	reset(): void {
		this.#count = 0;
		this.keys.fill(0);
		this.#revision++;
	}
}
