import type { LoopRange } from './player.ts';

/** A stretch of the recording, over and over, slower and at its own pitch; apart from the transport, which stands still meanwhile. */
export interface SlowLoop {
	/**
	 * Takes the place of what loops.
	 * @param rate share of the recording's pace, 0.25 to 1
	 * @throws UserFixableError when the recording is no longer kept
	 */
	play(pcmPath: string, range: LoopRange, rate: number): Promise<void>;
	stop(): void;
	/** Where in the recording it is now, seconds; null while nothing loops. Cheap: asked in every frame. */
	positionSeconds(): number | null;
}
