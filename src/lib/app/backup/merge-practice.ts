import type { KeptJudgement } from '$contracts/recording/judgement-store.ts';
import type { TakeRecord } from '$contracts/recording/take.ts';
import type { TakeRecord as PracticeRecord } from '$core/practice/progress/index.ts';
import { isEqual, isNewer, type Merged, type RestoreMode } from './merge-records.ts';

/**
 * What becomes of a take that a backup holds. Merging, the take that was changed more often wins, or the later change when they are even;
 * one that was only found again after its tab was killed, as by a restore that was cut off, gives way.
 */
export function mergeTake(here: TakeRecord | null, backedUp: TakeRecord, mode: RestoreMode): Merged<TakeRecord> {
	if (here === null) return { choice: 'added', records: backedUp };
	if (isEqual(here, backedUp)) return { choice: 'unchanged', records: here };
	const isOnlyFound = here.isRecovered && here.revision === 0 && !backedUp.isRecovered;
	if (mode === 'merge' && !isOnlyFound && !isNewer(backedUp, here, 'revision')) return { choice: 'kept', records: here };
	return { choice: 'updated', records: backedUp };
}

/** Whether the judgement of a backup takes the place of the one here: merging, when the take was judged again since. */
export function isJudgementTaken(here: KeptJudgement | null, backedUp: KeptJudgement | null, mode: RestoreMode): boolean {
	if (backedUp === null) return false;
	if (here === null) return true;
	return mode === 'replace' ? !isEqual(here, backedUp) : backedUp.judgedAtMs > here.judgedAtMs;
}

/**
 * What becomes of a record of the history. It follows from the take's judgement, so it goes with that: it has no time of its own.
 * @param isJudgedLater the judgement of the backup was taken over
 */
export function mergePractice(
	here: PracticeRecord | undefined,
	backedUp: PracticeRecord,
	{ mode, isJudgedLater }: { readonly mode: RestoreMode; readonly isJudgedLater: boolean }
): Merged<PracticeRecord> {
	if (here === undefined) return { choice: 'added', records: backedUp };
	if (isEqual(here, backedUp)) return { choice: 'unchanged', records: here };
	if (mode === 'merge' && !isJudgedLater) return { choice: 'kept', records: here };
	return { choice: 'updated', records: backedUp };
}
