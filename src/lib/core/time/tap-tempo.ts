/** A longer silence than this begins a new count, seconds: slower than any beat that is tapped. */
const newCountSeconds = 3;
/** Taps that count: enough to even out a hand, few enough to follow one that changes its mind. */
const remembered = 16;

/** The taps that belong to the count going on: none before a long pause, at most sixteen. */
export function currentTaps(tapsSeconds: readonly number[]): readonly number[] {
	let first = 0;
	for (let at = 1; at < tapsSeconds.length; at++) {
		if ((tapsSeconds[at] ?? 0) - (tapsSeconds[at - 1] ?? 0) > newCountSeconds) first = at;
	}
	return tapsSeconds.slice(Math.max(first, tapsSeconds.length - remembered));
}

/**
 * The tempo that taps mean, beats a minute: the slope of a straight line through them by least squares. A tap that was
 * missed counts as two steps and one that bounced is left out, both judged by the median distance. Null with fewer than
 * two taps in the count that is going on.
 * @param tapsSeconds ascending, of any clock
 */
export function tappedBpm(tapsSeconds: readonly number[]): number | null {
	const taps = currentTaps(tapsSeconds);
	const distances = taps.slice(1).map((seconds, at) => seconds - (taps[at] ?? 0));
	const step = [...distances].sort((a, b) => a - b)[distances.length >> 1];
	if (step === undefined || step <= 0) return null;
	const points: { place: number; seconds: number }[] = [{ place: 0, seconds: taps[0] ?? 0 }];
	for (const seconds of taps.slice(1)) {
		const last = points.at(-1);
		if (last === undefined) continue;
		const places = Math.round((seconds - last.seconds) / step);
		if (places > 0) points.push({ place: last.place + places, seconds });
	}
	const meanPlace = points.reduce((sum, { place }) => sum + place, 0) / points.length;
	const meanSeconds = points.reduce((sum, { seconds }) => sum + seconds, 0) / points.length;
	let product = 0;
	let square = 0;
	for (const { place, seconds } of points) {
		product += (place - meanPlace) * (seconds - meanSeconds);
		square += (place - meanPlace) ** 2;
	}
	return square > 0 && product > 0 ? (60 * square) / product : null;
}
