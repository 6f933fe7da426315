import type { SongPass, SongRange } from './take-context.ts';

/** Where the song was at a moment of the take. */
export interface SongTurn {
	readonly takeSeconds: number;
	readonly songSeconds: number;
	/** Song seconds for each second of the take; 0 while the song stood still. */
	readonly speed: number;
}

/** Where the song was while a take ran: at its first frame and at each turn after it that is no wrap of the loop. */
export interface SongPlace extends Omit<SongTurn, 'takeSeconds'> {
	readonly loop: SongRange | null;
	readonly turns: readonly SongTurn[];
}

/** More passes than this no take has: a loop of nothing. */
const mostPasses = 10_000;
/** What is shorter is rounding, seconds. */
const shortestSeconds = 0.02;

/**
 * Each pass of the song while a take ran, in the order they were played, for `TakeContext.passes`. Empty when the song stood
 * still throughout: a take played alone.
 * @param durationSeconds of the take
 */
export function toSongPasses({ songSeconds, speed, loop, turns }: SongPlace, durationSeconds: number): SongPass[] {
	const stretches = [{ takeSeconds: 0, songSeconds, speed }, ...turns];
	const passes: SongPass[] = [];
	stretches.forEach((stretch, at) => {
		const until = Math.min(durationSeconds, stretches[at + 1]?.takeSeconds ?? durationSeconds);
		let { takeSeconds, songSeconds: startSeconds } = stretch;
		if (stretch.speed <= 0) return;
		while (until - takeSeconds > shortestSeconds && passes.length < mostPasses) {
			const straight = startSeconds + (until - takeSeconds) * stretch.speed;
			const isLooped = loop !== null && loop.endSeconds - loop.startSeconds > shortestSeconds && startSeconds < loop.endSeconds;
			const endSeconds = isLooped ? Math.min(straight, loop.endSeconds) : straight;
			passes.push({ startSeconds, endSeconds, takeSeconds, speed: stretch.speed });
			takeSeconds += (endSeconds - startSeconds) / stretch.speed;
			if (loop !== null) startSeconds = loop.startSeconds;
		}
	});
	return passes;
}
