import { NoteCursor, toNoteList, type NoteList, type NoteSink } from '../src/lib/core/playback/index.ts';
import type { PlayedFrames } from './playback-head.ts';

/** What renders the notes between their beginnings and ends. */
export interface NoteRenderer extends NoteSink {
	/** Adds samples; `frames` is 1 to the length of a quantum. */
	render(left: Float32Array, right: Float32Array, offset: number, frames: number): void;
}

/** At other speeds runs begin at fractions of frames: this much aside is no jump. */
const slackFrames = 1.5;

/** Plays notes exactly where the head is: the recording's frames are the clock, so the two cannot drift. */
export class NotePlayer {
	readonly #synth: NoteRenderer;
	readonly #sampleRateHz: number;
	#cursor: NoteCursor;
	/** Where the head will be next; -1 while it stands. */
	#expectedFrame = -1;

	constructor(synth: NoteRenderer, sampleRateHz: number) {
		this.#synth = synth;
		this.#sampleRateHz = sampleRateHz;
		this.#cursor = new NoteCursor(toNoteList([], sampleRateHz), sampleRateHz);
	}

	/** Sounding notes end; the new ones begin from where the head is. */
	setNotes(notes: NoteList): void {
		this.#cursor.leave(this.#synth);
		this.#cursor = new NoteCursor(notes, this.#sampleRateHz);
		if (this.#expectedFrame >= 0) this.#cursor.enter(this.#expectedFrame, this.#synth, false);
	}

	/** Lets every note go, as when another sound is chosen. */
	silence(): void {
		this.#cursor.leave(this.#synth);
	}

	/** Renders the quantum that `head` has just rendered. */
	render(head: PlayedFrames, left: Float32Array, right: Float32Array, frames: number): void {
		let offset = 0;
		if (head.didStop || head.runCount === 0) this.#stand();
		for (let run = 0; run < head.runCount; run++) {
			const start = head.runStarts[run] ?? 0;
			const length = head.runLengths[run] ?? 0;
			const isBreak = head.didStart || Math.abs(start - this.#expectedFrame) > slackFrames;
			if (isBreak) this.#cursor.enter(start, this.#synth, true);
			this.#renderRun(start, head.rate, length, offset, left, right);
			offset += length;
			this.#expectedFrame = start + length * head.rate;
		}
		if (offset < frames) this.#synth.render(left, right, offset, frames - offset);
		if (head.didEnd) this.#stand();
	}

	#stand(): void {
		if (this.#expectedFrame >= 0) this.#cursor.leave(this.#synth);
		this.#expectedFrame = -1;
	}

	#renderRun(start: number, rate: number, length: number, offset: number, left: Float32Array, right: Float32Array): void {
		let done = 0;
		while (done < length) {
			this.#cursor.advanceTo(start + done * rate, this.#synth);
			const next = Math.ceil((this.#cursor.nextFrame() - start) / rate);
			const until = Math.min(length, Math.max(done + 1, next));
			this.#synth.render(left, right, offset + done, until - done);
			done = until;
		}
	}
}
