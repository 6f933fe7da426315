/** Where the song was while a take ran, as the take's record keeps it; before latency is taken off. */
export interface TakeTimeline {
	/** What of the song was sent out in the take's first frame. */
	readonly songSeconds: number;
	/** Song seconds a second. */
	readonly speed: number;
	readonly loop: { readonly startSeconds: number; readonly endSeconds: number } | null;
	/** Later turns that are no wrap of the loop, by rising time. */
	readonly turns: readonly { readonly takeSeconds: number; readonly songSeconds: number; readonly speed: number }[];
}

/**
 * Where in the song something belongs that was recorded at a time of the take: the one place where latency is taken off.
 * What is played along with sound that left at T is recorded at T and the round trip, so it belongs to the song as it was
 * that much earlier.
 * @param takeSeconds from the take's first frame
 * @returns song seconds; below zero before the song began, as in a count-in
 */
export function songSecondsAt(place: TakeTimeline, latencySeconds: number, takeSeconds: number): number {
	const sentSeconds = takeSeconds - latencySeconds;
	const turn = place.turns.findLast((candidate) => candidate.takeSeconds <= sentSeconds);
	const from = turn ?? { takeSeconds: 0, songSeconds: place.songSeconds, speed: place.speed };
	const along = from.songSeconds + (sentSeconds - from.takeSeconds) * from.speed;
	const { loop } = place;
	if (loop === null || from.songSeconds >= loop.endSeconds || along < loop.endSeconds) return along;
	return loop.startSeconds + ((along - loop.startSeconds) % (loop.endSeconds - loop.startSeconds));
}
