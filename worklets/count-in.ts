import type { CountInFrames } from '../src/lib/contracts/workers/playback.contract.ts';
import type { ClickPlayer } from './click-player.ts';

/** Beats before the music. Allocates nothing while it counts. */
export class CountIn {
	readonly #clicks: ClickPlayer;
	#beats: CountInFrames | null = null;
	#elapsedFrames = 0;
	#struck = 0;

	constructor(clicks: ClickPlayer) {
		this.#clicks = clicks;
	}

	start(beats: CountInFrames): void {
		this.#beats = beats;
		this.#elapsedFrames = 0;
		this.#struck = 0;
	}

	stop(): void {
		this.#beats = null;
	}

	/** Strikes what falls into the quantum that is rendered next. True in the one in which the music begins, to a quantum. */
	isOver(frames: number): boolean {
		const beats = this.#beats;
		if (beats === null) return false;
		for (let at = this.#nextAt(beats); at < frames && this.#struck < beats.kinds.length; at = this.#nextAt(beats)) {
			this.#clicks.strike(beats.kinds[this.#struck] ?? 0, Math.max(0, at));
			this.#struck++;
		}
		const untilMusic = beats.kinds.length * beats.beatFrames - this.#elapsedFrames;
		this.#elapsedFrames += frames;
		if (untilMusic >= frames / 2) return false;
		this.#beats = null;
		return true;
	}

	#nextAt(beats: CountInFrames): number {
		return Math.round(this.#struck * beats.beatFrames) - this.#elapsedFrames;
	}
}
