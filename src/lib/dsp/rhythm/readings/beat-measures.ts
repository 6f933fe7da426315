import { onsetBands, onsetRateHz, pitchBins, pitchRateHz, type RhythmFeatures } from '../hearing/features.ts';
import { onsetLagSeconds, strengthOfByte } from '../salience.ts';

/** Strongest rise of a band near a time, 0 to 1; players' looseness is allowed for. */
export function strengthNear(features: RhythmFeatures, band: number, seconds: number, reachFrames = 3): number {
	const centre = Math.round((seconds + onsetLagSeconds) * onsetRateHz);
	let most = 0;
	const to = Math.min(features.frameCount - 1, centre + reachFrames);
	for (let t = Math.max(0, centre - reachFrames); t <= to; t++)
		most = Math.max(most, features.onsets[t * onsetBands + band] ?? 0);
	return strengthOfByte[most] ?? 0;
}

/** Means of the pitch classes over a stretch. @param into 24 values, overwritten */
export function averagePitches(
	features: RhythmFeatures,
	fromSeconds: number,
	toSeconds: number,
	into: Float32Array
): Float32Array {
	into.fill(0);
	const from = Math.max(0, Math.min(features.pitchFrameCount - 1, Math.round(fromSeconds * pitchRateHz)));
	const to = Math.max(from + 1, Math.min(features.pitchFrameCount, Math.round(toSeconds * pitchRateHz)));
	for (let t = from; t < to; t++)
		for (let bin = 0; bin < pitchBins; bin++) into[bin] = (into[bin] ?? 0) + (features.pitches[t * pitchBins + bin] ?? 0);
	for (let bin = 0; bin < pitchBins; bin++) into[bin] = (into[bin] ?? 0) / (255 * (to - from));
	return into;
}

const before = new Float32Array(pitchBins);
const after = new Float32Array(pitchBins);

export interface PitchChange {
	/** 0 the same harmony, 1 nothing in common. */
	readonly middle: number;
	readonly bass: number;
}

/** How much the harmony differs between the stretch after a time and the one before it. */
export function pitchChangeAt(features: RhythmFeatures, seconds: number, spanSeconds: number): PitchChange {
	averagePitches(features, seconds - spanSeconds, seconds, before);
	averagePitches(features, seconds, seconds + spanSeconds, after);
	return { middle: toDistance(before, after, 0), bass: toDistance(before, after, 12) };
}

/** One minus the cosine, of twelve values; 0 where either side is empty. */
function toDistance(one: Float32Array, other: Float32Array, from: number): number {
	let product = 0;
	let ownPower = 0;
	let otherPower = 0;
	for (let bin = from; bin < from + 12; bin++) {
		const a = one[bin] ?? 0;
		const b = other[bin] ?? 0;
		product += a * b;
		ownPower += a * a;
		otherPower += b * b;
	}
	return ownPower < 1e-4 || otherPower < 1e-4 ? 0 : 1 - product / Math.sqrt(ownPower * otherPower);
}
