import type { EffectiveAnalysis } from '../analysis/index.ts';
import { beatPositionAt } from '../time/index.ts';
import type { EvidenceNote } from './evidence-note.ts';

const shuffleBeatsPerBar = 4;
/** Share of a beat around a third that counts as on it. */
const reach = 0.08;
/** In a shuffle the first third of a beat is hardly ever struck; in 12/8 it is as common as the last. */
const leastMiddleShare = 0.25;

/**
 * Whether beats that fall in three are written as dotted values. Four such beats are 12/8 only where all thirds are played:
 * a shuffle leaves the middle one out and is written straight, with a mark.
 */
export function isCompoundMeter(
	{ meter, grid }: Pick<EffectiveAnalysis, 'meter' | 'grid'>,
	notes: readonly EvidenceNote[]
): boolean {
	if (meter?.division !== 3) return false;
	if (meter.value !== shuffleBeatsPerBar) return true;
	let first = 0;
	let last = 0;
	for (const { onsetSeconds } of notes) {
		const share = beatPositionAt(grid, onsetSeconds) % 1;
		if (Math.abs(share - 1 / 3) < reach) first++;
		else if (Math.abs(share - 2 / 3) < reach) last++;
	}
	return first >= leastMiddleShare * last && first > 0;
}
