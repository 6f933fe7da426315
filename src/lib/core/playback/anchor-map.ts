import { frameAfter, type PlaySequence } from './play-sequence.ts';

/** What the audio thread says at each break in playing: from this context frame on, this is what sounds. */
export interface Anchor {
	/** Counts the cues of the app; an anchor with a lower one tells of what was before the last jump. */
	readonly request: number;
	/** Frames since the AudioContext began. */
	readonly contextFrame: number;
	readonly sequence: PlaySequence;
	/** Frames of the sequence played before this anchor; at other speeds a fraction. */
	readonly elapsedFrames: number;
	/** Source frames for each context frame; 0 while nothing moves, 1 at the song's own speed. */
	readonly rate: number;
}

/** Where the source is at any context time, from anchors. Keeps a few, because what is heard now was rendered a while ago. */
export class AnchorMap {
	#anchors: readonly Anchor[] = [];
	readonly #kept = 8;

	push(anchor: Anchor): void {
		this.#anchors = [...this.#anchors.filter((known) => known.contextFrame < anchor.contextFrame), anchor].slice(-this.#kept);
	}

	get last(): Anchor | null {
		return this.#anchors.at(-1) ?? null;
	}

	/**
	 * Source frame that sounds at a context frame; before the first anchor of a request it is where that anchor begins, so a
	 * position never shows what was before a jump. Null before any anchor.
	 */
	frameAt(contextFrame: number): number | null {
		const last = this.last;
		if (last === null) return null;
		const current = this.#anchors.filter(({ request }) => request === last.request);
		const anchor = current.findLast((candidate) => candidate.contextFrame <= contextFrame) ?? current[0] ?? last;
		const since = Math.max(0, contextFrame - anchor.contextFrame);
		return frameAfter(anchor.sequence, anchor.elapsedFrames + since * anchor.rate);
	}
}
