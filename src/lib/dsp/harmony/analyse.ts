import type { Harmony } from '../../core/analysis/analysis.ts';
import { toChordSpans } from './chords/chord-spans.ts';
import type { HarmonyFeatures } from './hearing/features.ts';
import { toKeyChroma, toKeySpans, toLocalKeys } from './keys/key-spans.ts';
import { toSalience } from './hearing/salience.ts';
import { toBounds, toSegments } from './segments.ts';
import { toTuning } from './hearing/tuning.ts';
import { toWholeKeys } from './keys/whole-key.ts';

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
	const { bounds, onBeat } = toBounds(beatsSeconds, features.durationSeconds);
	const segments = toSegments(salience, bounds, onBeat);
	const chroma = toKeyChroma(segments);
	const local = toLocalKeys(segments, chroma);
	const spans = toChordSpans(segments, local.posteriors);
	const keys = toWholeKeys(chroma, spans);
	const [whole] = keys;
	const hasChords = spans.some((span) => span.chord !== null);
	return {
		tuning: hasChords ? tuning : null,
		keys,
		keySpans: whole === undefined ? [] : toKeySpans(segments, local, whole),
		chords: hasChords ? spans : []
	};
}
