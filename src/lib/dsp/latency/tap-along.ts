import type { LatencyEstimate } from './loopback.ts';

/** Taps further from a click than this belong to no click. */
const reachSeconds = 0.35;
const leastTaps = 6;
/** The first taps find the beat. */
const settlingTaps = 2;

/**
 * Round trip by tapping along with a click: where in the recording the taps lie, against where the clicks were sent out.
 * People tap some 10 to 50 ms early, so it is an estimate for those who cannot hold a microphone to their speaker; the
 * spread tells how steady the hand was.
 * @param clickSeconds when the clicks were sent out, rising
 * @param tapSeconds when the taps were recorded, on the same clock
 * @returns null with too few taps, or when they follow no click
 */
export function tapAlongLatency(clickSeconds: readonly number[], tapSeconds: readonly number[]): LatencyEstimate | null {
	const distances: number[] = [];
	for (const tap of tapSeconds) {
		const click = clickSeconds.reduce((nearest, at) => (Math.abs(tap - at) < Math.abs(tap - nearest) ? at : nearest), Infinity);
		if (Math.abs(tap - click) <= reachSeconds) distances.push(tap - click);
	}
	const settled = distances.slice(settlingTaps).sort((a, b) => a - b);
	if (settled.length < leastTaps) return null;
	// The middle half: what slipped does not count.
	const quarter = Math.floor(settled.length / 4);
	const middle = settled.slice(quarter, settled.length - quarter);
	const latencySeconds = middle.reduce((sum, distance) => sum + distance, 0) / middle.length;
	const spreadSeconds = ((middle.at(-1) ?? 0) - (middle[0] ?? 0)) / 2;
	if (spreadSeconds > 0.06) return null;
	return { latencySeconds: Math.max(0, latencySeconds), spreadSeconds, confidence: Math.max(0, 1 - spreadSeconds / 0.06) * 0.8 };
}
