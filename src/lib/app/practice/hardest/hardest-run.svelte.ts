import type { LoopRange } from '$contracts/player.ts';
import type { ExpectedPiece } from '$core/practice/index.ts';
import {
	afterHardest,
	beginHardest,
	skipHardest,
	type BarLoop,
	type HardestBars,
	type HotBar
} from '$core/practice/progress/index.ts';
import type { Transport } from '../../transport/transport.svelte.ts';

/** Where one is among the worst bars. */
export interface HardestPlace {
	/** Indices of the piece's bars, both inclusive. */
	readonly loop: BarLoop;
	/** Such as the first and the last bar's. */
	readonly numbers: readonly [number, number];
	/** From 1. */
	readonly place: number;
	readonly count: number;
	readonly goodInARow: number;
	/** Times round this loop that are over. */
	readonly repetitions: number;
	/** Whether the last time was scored; null before it. */
	readonly isScored: boolean | null;
}

/** Loops the worst bars of a take one after the other: each until it was good often enough, or was tried often enough. */
export class HardestRun {
	readonly #transport: Pick<Transport, 'setLoop' | 'seek' | 'loop' | 'pause'>;
	#piece: ExpectedPiece | null = null;
	#state = $state.raw<HardestBars | null>(null);
	#count = $state(0);
	#isScored = $state<boolean | null>(null);
	#looped: LoopRange | null = null;

	constructor(transport: Pick<Transport, 'setLoop' | 'seek' | 'loop' | 'pause'>) {
		this.#transport = transport;
	}

	/** Null while it does not run. */
	get place(): HardestPlace | null {
		const state = this.#state;
		if (state === null || state.loop === null) return null;
		const { loop, goodInARow, repetitions, waiting } = state;
		const numberOf = (bar: number): number => this.#piece?.bars[bar]?.number ?? bar + 1;
		return {
			loop,
			numbers: [numberOf(loop.fromBar), numberOf(loop.toBar)],
			place: this.#count - waiting.length,
			count: this.#count,
			goodInARow,
			repetitions,
			isScored: this.#isScored
		};
	}

	/** Loops the first of them; answers false where no bar is worth it. */
	start(piece: ExpectedPiece, bars: readonly HotBar[]): boolean {
		const state = beginHardest(bars);
		if (state.loop === null) return false;
		this.#piece = piece;
		this.#count = state.waiting.length + 1;
		this.#enter(state);
		return true;
	}

	/** A repetition of the transport's loop is over. @param accuracy 0 to 1; null where nothing was listened to */
	endRepetition(accuracy: number | null): void {
		const [state, { loop }] = [this.#state, this.#transport];
		if (state === null) return;
		// Another loop was marked meanwhile: who did that goes another way.
		if (loop?.startSeconds !== this.#looped?.startSeconds || loop?.endSeconds !== this.#looped?.endSeconds) return this.stop();
		this.#isScored = accuracy !== null;
		const next = afterHardest(state, accuracy);
		if (next.loop === state.loop) this.#state = next;
		else this.#enter(next);
	}

	/** On to the next, however this one went. */
	skip(): void {
		if (this.#state !== null) this.#enter(skipHardest(this.#state));
	}

	/** The loop stays marked. */
	stop(): void {
		this.#state = null;
		this.#looped = null;
	}

	#enter(state: HardestBars): void {
		const [piece, loop] = [this.#piece, state.loop];
		const [from, to] = [piece?.bars[loop?.fromBar ?? -1], piece?.bars[loop?.toBar ?? -1]];
		if (from === undefined || to === undefined) {
			this.stop();
			this.#transport.setLoop(null);
			this.#transport.pause();
			return;
		}
		this.#state = state;
		this.#isScored = null;
		this.#transport.setLoop({ startSeconds: from.startSeconds, endSeconds: to.endSeconds });
		this.#looped = this.#transport.loop;
		this.#transport.seek(from.startSeconds);
	}
}
