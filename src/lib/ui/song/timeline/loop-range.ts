import type { LoopRange } from '$contracts/player.ts';

export const shortestLoopSeconds = 0.05;

/** A loop from two ends in any order, inside the song; null when there is not enough between them to repeat. */
export function toLoop(aSeconds: number, bSeconds: number, durationSeconds: number): LoopRange | null {
	const inside = (seconds: number): number => Math.min(durationSeconds, Math.max(0, seconds));
	const startSeconds = inside(Math.min(aSeconds, bSeconds));
	const endSeconds = inside(Math.max(aSeconds, bSeconds));
	return endSeconds - startSeconds >= shortestLoopSeconds ? { startSeconds, endSeconds } : null;
}

/** Moves one end; it stops short of the other. */
export function withEnd(loop: LoopRange, end: 'start' | 'end', seconds: number, durationSeconds: number): LoopRange {
	return end === 'start'
		? { ...loop, startSeconds: Math.max(0, Math.min(seconds, loop.endSeconds - shortestLoopSeconds)) }
		: { ...loop, endSeconds: Math.min(durationSeconds, Math.max(seconds, loop.startSeconds + shortestLoopSeconds)) };
}

/** Sets one end where there may be no loop yet: the other end is then the song's own, and an end past the other moves it away. */
export function setEnd(loop: LoopRange | null, end: 'start' | 'end', seconds: number, durationSeconds: number): LoopRange | null {
	const other = end === 'start' ? (loop?.endSeconds ?? durationSeconds) : (loop?.startSeconds ?? 0);
	const isCrossed = end === 'start' ? seconds >= other : seconds <= other;
	return toLoop(seconds, isCrossed ? (end === 'start' ? durationSeconds : 0) : other, durationSeconds);
}
