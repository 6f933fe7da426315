/**
 * The order in which the frames of a source are played: from a start on to the end, or round a loop for ever. Reader,
 * audio thread and screen all work from this one description, so none has to be told when a loop wraps.
 */
export interface PlaySequence {
	/** First frame played, 0 to `frameCount`. */
	readonly startFrame: number;
	/** Frames of the source. */
	readonly frameCount: number;
	/** Half-open, [start, end); null to play on to the end. It has no effect when the start lies at or past its end. */
	readonly loop: FrameLoop | null;
}

export interface FrameLoop {
	readonly startFrame: number;
	readonly endFrame: number;
}

/** Shorter loops are widened to this, 50 ms: they would be a tone, not music. */
export const shortestLoopFrames = 2205;

function isLooping(sequence: PlaySequence): sequence is PlaySequence & { readonly loop: FrameLoop } {
	return sequence.loop !== null && sequence.startFrame < sequence.loop.endFrame;
}

/** The source frame that sounds after `elapsedFrames` of playing; `frameCount` from the end on. */
export function frameAfter(sequence: PlaySequence, elapsedFrames: number): number {
	const straight = sequence.startFrame + elapsedFrames;
	if (!isLooping(sequence) || straight < sequence.loop.endFrame) return Math.min(straight, sequence.frameCount);
	const { startFrame, endFrame } = sequence.loop;
	return startFrame + ((straight - endFrame) % (endFrame - startFrame));
}

/** How many frames follow one another in the source from here, before a wrap or the end; 0 only at the end. */
export function framesUntilBreak(sequence: PlaySequence, elapsedFrames: number): number {
	const here = frameAfter(sequence, elapsedFrames);
	return (isLooping(sequence) ? sequence.loop.endFrame : sequence.frameCount) - here;
}

/** Frames left to play; Infinity round a loop. */
export function framesLeft(sequence: PlaySequence, elapsedFrames: number): number {
	return isLooping(sequence) ? Infinity : Math.max(0, sequence.frameCount - sequence.startFrame - elapsedFrames);
}

/**
 * A loop in whole frames inside a source: clamped to it, turned round when its ends are swapped, and widened to
 * `shortestLoopFrames`. Null when the source itself is shorter than that, or when an end is not a number.
 */
export function toFrameLoop(
	startSeconds: number,
	endSeconds: number,
	sampleRateHz: number,
	frameCount: number
): FrameLoop | null {
	if (!Number.isFinite(startSeconds) || !Number.isFinite(endSeconds) || frameCount < shortestLoopFrames) return null;
	const clamp = (seconds: number): number => Math.max(0, Math.min(frameCount, Math.round(seconds * sampleRateHz)));
	const low = clamp(Math.min(startSeconds, endSeconds));
	const high = clamp(Math.max(startSeconds, endSeconds));
	const startFrame = Math.min(low, frameCount - shortestLoopFrames);
	return { startFrame, endFrame: Math.max(high, startFrame + shortestLoopFrames) };
}
