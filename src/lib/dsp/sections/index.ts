import type { Section } from '../../core/analysis/analysis.ts';
import type { HarmonyFeatures } from '../harmony/hearing/features.ts';
import { toBoundaries } from './boundaries.ts';
import { toLabels } from './labels.ts';
import { toSimilarity } from './similarity.ts';
import { toUnitBounds, toUnits } from './units.ts';

/** Sections are looked for on this scale, to either side of a boundary. */
const reachSeconds = 16;
const shortestSeconds = 12;

/**
 * Sections by self-similarity of harmony and sound over bars, labelled A, B, A'. They cover the recording and begin on
 * downbeats where there are any; none for silence or what is too short to have any.
 * @param beatsSeconds ascending
 * @param downbeats indices into `beatsSeconds`
 */
export function findSections(
	features: HarmonyFeatures,
	beatsSeconds: readonly number[],
	downbeats: readonly number[]
): Section[] {
	const { durationSeconds } = features;
	if (durationSeconds < shortestSeconds) return [];
	const units = toUnits(features, toUnitBounds(beatsSeconds, downbeats, durationSeconds));
	if (!units.isHeard.includes(1)) return [];
	const similarity = toSimilarity(units);
	const unitSeconds = durationSeconds / units.count;
	const boundaries = toBoundaries(similarity, Math.max(4, Math.min(32, Math.round(reachSeconds / unitSeconds))));
	const starts = [0, ...boundaries.map(({ unit }) => unit), units.count];
	const parts = starts.slice(0, -1).map((from, i) => ({ from, to: starts[i + 1] ?? units.count }));
	const labels = toLabels(similarity, parts);
	return parts.map((part, i) => {
		// A section is as sure as the weaker of its ends; the recording's own ends are certain, what one section says is little.
		const before = boundaries[i - 1]?.novelty ?? 1;
		const after = boundaries[i]?.novelty ?? 1;
		const confidence = parts.length === 1 ? 0.3 : Math.min(0.95, 2 * Math.min(before, after));
		return {
			startSeconds: units.bounds[part.from] ?? 0,
			endSeconds: units.bounds[part.to] ?? durationSeconds,
			label: labels[i] ?? 'A',
			confidence
		};
	});
}
