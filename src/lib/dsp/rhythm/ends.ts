import { onsetRateHz, type RhythmFeatures } from './hearing/features.ts';
import { toBeatSeconds, toMedianInterval } from './readings/candidates.ts';
import { onsetLagSeconds } from './salience.ts';

/** How far from where it is expected a beat may lie, seconds. */
const reachSeconds = 0.05;
/** Salience above which something begins. */
const onsetSalience = 0;
/** Intervals by which the tempo at an end is judged. */
const intervalsHeard = 4;
/** Stretch after a beat in which its sound is loudest, frames. */
const attackFrames = 8;
/** How much softer than the other beats the sound may be that a recording begins with, half decibels. */
const softer = 40;

/**
 * The beats with one more at either end where it is heard. A recording that begins on a beat has no rise there, as nothing
 * came before: it is enough that it sounds at once.
 * @param beats ascending seconds, two at least
 */
export function withEndBeats(features: RhythmFeatures, salience: Float32Array, beats: Float64Array): Float64Array {
	const [first = 0] = beats;
	const before = first - toMedianInterval(beats.subarray(0, intervalsHeard + 1));
	const after = (beats.at(-1) ?? 0) + toMedianInterval(beats.subarray(-intervalsHeard - 1));
	const start = before < -reachSeconds ? null : (toOnset(salience, before) ?? toOpening(features, beats, before));
	const end = after > features.durationSeconds ? null : toOnset(salience, after);
	return Float64Array.from([...(start === null ? [] : [start]), ...beats, ...(end === null ? [] : [end])]);
}

/** The strongest onset where a beat is expected, seconds. */
function toOnset(salience: Float32Array, expectedSeconds: number): number | null {
	const centre = Math.round((expectedSeconds + onsetLagSeconds) * onsetRateHz);
	const reach = reachSeconds * onsetRateHz;
	let strongest = -1;
	for (let frame = Math.max(0, centre - reach); frame <= centre + reach; frame++)
		if ((salience[frame] ?? -Infinity) > (salience[strongest] ?? onsetSalience)) strongest = frame;
	return strongest < 0 ? null : toBeatSeconds(salience, strongest);
}

/** The beginning of the recording, if a beat is expected there and the sound is about as loud as on the other beats. */
function toOpening({ levels }: RhythmFeatures, beats: Float64Array, expectedSeconds: number): number | null {
	if (expectedSeconds > reachSeconds) return null;
	const levelAt = (frame: number): number => Math.max(0, ...levels.subarray(frame, frame + attackFrames));
	const usual = [...beats].map((beat) => levelAt(Math.round(beat * onsetRateHz))).sort((a, b) => a - b)[beats.length >> 1];
	return levelAt(0) >= (usual ?? 0) - softer ? Math.max(0, expectedSeconds) : null;
}
