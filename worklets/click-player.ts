import { countBelow } from '../src/lib/core/order/index.ts';
import type { ClickList } from '../src/lib/core/playback/index.ts';
import type { ClickSounds } from './click-sounds.ts';
import type { PlayedFrames } from './playback-head.ts';

/** Clicks that may ring at once. */
const mostRinging = 8;
/** Of a voice that does not ring. */
const idle = -1_000_000;
const none: ClickList = { frames: new Float64Array(0), kinds: new Uint8Array(0) };

/** Plays clicks where the head is, to the sample, and counts in before it moves. Allocates nothing while it renders. */
export class ClickPlayer {
	#sounds: ClickSounds;
	#clicks = none;
	#next = 0;
	/** Where the head will be next; -1 while it stands. */
	#expectedFrame = -1;
	/** For each voice the frame of its sound that comes next; below 0, how far into the next quantum it begins. */
	readonly #ringing = new Int32Array(mostRinging).fill(idle);
	readonly #ringingKinds = new Uint8Array(mostRinging);
	#oldest = 0;

	constructor(sounds: ClickSounds) {
		this.#sounds = sounds;
	}

	setSounds(sounds: ClickSounds): void {
		this.#sounds = sounds;
	}

	setClicks(clicks: ClickList): void {
		this.#clicks = clicks;
		this.#expectedFrame = -1;
	}

	/** Sounds a click in the quantum that is rendered next. @param kind index of `clickKinds` */
	strike(kind: number, offset: number): void {
		this.#ringing[this.#oldest] = -offset;
		this.#ringingKinds[this.#oldest] = kind;
		this.#oldest = (this.#oldest + 1) % mostRinging;
	}

	/** Fills the quantum that `head` has just rendered. */
	render(head: PlayedFrames, plane: Float32Array): void {
		if (head.runCount === 0 || head.didStop) this.#expectedFrame = -1;
		let offset = 0;
		for (let run = 0; run < head.runCount; run++) {
			const length = head.runLengths[run] ?? 0;
			this.#followRun(head.runStarts[run] ?? 0, head.rate, length, offset, head.didStart);
			offset += length;
		}
		plane.fill(0);
		for (let voice = 0; voice < mostRinging; voice++) this.#ring(voice, plane);
	}

	#followRun(start: number, rate: number, length: number, offset: number, didStart: boolean): void {
		const { frames, kinds } = this.#clicks;
		const isBreak = didStart || this.#expectedFrame < 0 || Math.abs(start - this.#expectedFrame) > 1.5;
		if (isBreak) this.#next = countBelow(frames, start);
		const end = start + length * rate;
		while (this.#next < frames.length && (frames[this.#next] ?? 0) < end) {
			const at = Math.max(0, Math.round(((frames[this.#next] ?? 0) - start) / rate));
			this.strike(kinds[this.#next] ?? 0, offset + Math.min(length - 1, at));
			this.#next++;
		}
		this.#expectedFrame = end;
	}

	#ring(voice: number, plane: Float32Array): void {
		const place = this.#ringing[voice] ?? idle;
		const sound = this.#sounds[this.#ringingKinds[voice] ?? 0];
		if (sound === undefined || place === idle) return;
		const from = Math.max(0, -place);
		let at = Math.max(0, place);
		for (let i = from; i < plane.length && at < sound.length; i++) plane[i] = (plane[i] ?? 0) + (sound[at++] ?? 0);
		this.#ringing[voice] = at >= sound.length ? idle : at;
	}
}
