import { countBelow } from '../order/index.ts';
/** Notes as the audio thread wants them: flat, sorted by onset, times in source frames. */
export interface NoteList {
	readonly onsetFrames: Float64Array;
	readonly offsetFrames: Float64Array;
	readonly pitches: Uint8Array;
	readonly velocities: Uint8Array;
	/** What each is played with: an index of at most 255. */
	readonly channels: Uint8Array;
	/** Indices of the notes in the order of their ends. */
	readonly byOffset: Int32Array;
}

export interface NoteSink {
	noteOn(pitchMidi: number, velocity: number, channel: number): void;
	noteOff(pitchMidi: number, channel: number): void;
}

/** A note is held for at least this long, 20 ms, however short it was heard. */
const shortestNoteFrames = 882;
/** A note with less than this left, 50 ms, is not taken up in its middle. */
const shortestRestFrames = 2205;

interface TimedNote {
	readonly onsetSeconds: number;
	readonly offsetSeconds: number;
	readonly pitchMidi: number;
	readonly velocity: number;
	readonly channel?: number;
}

/** Notes in any order; those with times that are not numbers or before 0, or pitches outside 0 to 127, are left out. */
export function toNoteList(notes: readonly TimedNote[], sampleRateHz: number): NoteList {
	const sound = notes
		.filter(
			(note) =>
				Number.isFinite(note.onsetSeconds) &&
				Number.isFinite(note.offsetSeconds) &&
				note.onsetSeconds >= 0 &&
				note.pitchMidi >= 0 &&
				note.pitchMidi <= 127
		)
		.sort((a, b) => a.onsetSeconds - b.onsetSeconds);
	const onsetFrames = Float64Array.from(sound, (note) => Math.round(note.onsetSeconds * sampleRateHz));
	const offsetFrames = Float64Array.from(sound, (note, i) =>
		Math.max(Math.round(note.offsetSeconds * sampleRateHz), (onsetFrames[i] ?? 0) + shortestNoteFrames)
	);
	const byOffset = Int32Array.from(sound.keys()).sort((a, b) => (offsetFrames[a] ?? 0) - (offsetFrames[b] ?? 0));
	return {
		onsetFrames,
		offsetFrames,
		pitches: Uint8Array.from(sound, (note) => Math.round(note.pitchMidi)),
		velocities: Uint8Array.from(sound, (note) => Math.max(1, Math.min(127, Math.round(note.velocity)))),
		channels: Uint8Array.from(sound, ({ channel }) => channel ?? 0),
		byOffset
	};
}

/**
 * Walks a list of notes in step with the source and says which begin and end. It starts between notes by `enter`, walks by
 * `advanceTo`, and lets everything go by `leave`; none of them allocates.
 */
export class NoteCursor {
	readonly #list: NoteList;
	readonly #sampleRateHz: number;
	#nextOn = 0;
	#nextOff = 0;
	readonly #isSounding: Uint8Array;
	readonly #sounding: Int32Array;
	#soundingCount = 0;

	constructor(list: NoteList, sampleRateHz: number) {
		this.#list = list;
		this.#sampleRateHz = sampleRateHz;
		this.#isSounding = new Uint8Array(list.pitches.length);
		this.#sounding = new Int32Array(list.pitches.length);
	}

	get soundingCount(): number {
		return this.#soundingCount;
	}

	/** Goes to a source frame. With `takeUp`, notes that are in their middle there begin now, softer the older they are. */
	enter(frame: number, sink: NoteSink, takeUp: boolean): void {
		this.leave(sink);
		const { onsetFrames, offsetFrames, byOffset } = this.#list;
		this.#nextOn = countBelow(onsetFrames, frame);
		this.#nextOff = 0;
		while (this.#nextOff < byOffset.length && (offsetFrames[byOffset[this.#nextOff] ?? 0] ?? 0) <= frame) this.#nextOff++;
		if (!takeUp) return;
		for (let i = 0; i < this.#nextOn; i++) {
			if ((offsetFrames[i] ?? 0) - frame < shortestRestFrames) continue;
			const ageSeconds = (frame - (onsetFrames[i] ?? 0)) / this.#sampleRateHz;
			this.#begin(i, Math.max(0.35, 0.5 ** (ageSeconds / 1.5)), sink);
		}
	}

	/** The source frame of the next beginning or end; Infinity after the last. */
	nextFrame(): number {
		const { onsetFrames, offsetFrames, byOffset } = this.#list;
		const on = this.#nextOn < onsetFrames.length ? (onsetFrames[this.#nextOn] ?? Infinity) : Infinity;
		const off = this.#nextOff < byOffset.length ? (offsetFrames[byOffset[this.#nextOff] ?? 0] ?? Infinity) : Infinity;
		return Math.min(on, off);
	}

	/** Fires everything up to and including `frame`; at one frame ends come before beginnings, so a repeated note is struck. */
	advanceTo(frame: number, sink: NoteSink): void {
		const { onsetFrames, offsetFrames, byOffset } = this.#list;
		for (let at = this.nextFrame(); at <= frame; at = this.nextFrame()) {
			const ending = this.#nextOff < byOffset.length ? (byOffset[this.#nextOff] ?? 0) : -1;
			if (ending >= 0 && (offsetFrames[ending] ?? 0) <= at) {
				this.#nextOff++;
				this.#end(ending, sink);
			} else if ((onsetFrames[this.#nextOn] ?? Infinity) <= at) {
				this.#begin(this.#nextOn++, 1, sink);
			}
		}
	}

	/** Ends what sounds. */
	leave(sink: NoteSink): void {
		while (this.#soundingCount > 0) this.#end(this.#sounding[this.#soundingCount - 1] ?? 0, sink);
	}

	#begin(index: number, share: number, sink: NoteSink): void {
		this.#isSounding[index] = 1;
		this.#sounding[this.#soundingCount++] = index;
		const { pitches, velocities, channels } = this.#list;
		sink.noteOn(pitches[index] ?? 0, Math.max(1, Math.round((velocities[index] ?? 1) * share)), channels[index] ?? 0);
	}

	#end(index: number, sink: NoteSink): void {
		if (this.#isSounding[index] !== 1) return;
		this.#isSounding[index] = 0;
		const at = this.#sounding.indexOf(index);
		this.#sounding[at] = this.#sounding[--this.#soundingCount] ?? 0;
		sink.noteOff(this.#list.pitches[index] ?? 0, this.#list.channels[index] ?? 0);
	}
}
