import type { Harmony } from '../../core/analysis/analysis.ts';
import { toChordSpans } from './chord-spans.ts';
import type { HarmonyFeatures } from './features.ts';
import { correlateKeys, keyCount } from './key-evidence.ts';
import { toHeardKey, toKeyChroma, toKeySpans, toLocalKeys } from './key-spans.ts';
import { toSalience } from './salience.ts';
import { toBounds, toSegments } from './segments.ts';
import { toTuning } from './tuning.ts';

export interface HarmonyOptions {
	/** Concert pitch as the user knows it, cents off 440 Hz; it is found otherwise. */
	readonly tuningCents?: number;
}

/**
 * Tuning, keys and chords.
 * @param beatsSeconds ascending; chords change on beats where there are any, on a grid of 0.25 s elsewhere
 */
export function analyseHarmony(
	features: HarmonyFeatures,
	beatsSeconds: readonly number[],
	options: HarmonyOptions = {}
): Harmony {
	const tuning = toTuning(features.deviations);
	const salience = toSalience(features, options.tuningCents ?? tuning?.cents ?? 0);
	const { bounds, beats } = toBounds(beatsSeconds, features.durationSeconds);
	const segments = toSegments(salience, bounds, beats);
	const chroma = toKeyChroma(segments);
	const local = toLocalKeys(segments, chroma);
	const whole = new Float64Array(12);
	for (let i = 0; i < chroma.length; i++) whole[i % 12] = (whole[i % 12] ?? 0) + (chroma[i] ?? 0);
	const likeness = new Float64Array(keyCount);
	correlateKeys(whole, 0, likeness, 0);
	const ranked = Array.from(likeness, (value, key) => ({ value, key })).sort((a, b) => b.value - a.value);
	const powers = ranked.map(({ value }) => Math.exp(12 * (value - (ranked[0]?.value ?? 0))));
	const total = powers.reduce((sum, power) => sum + power, 0);
	return {
		tuning,
		keys: ranked.slice(0, 2).map(({ key }, i) => toHeardKey(key, (powers[i] ?? 0) / total)),
		keySpans: toKeySpans(segments, local),
		chords: toChordSpans(segments, local.posteriors)
	};
}
