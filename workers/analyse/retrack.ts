import { UserFixableError } from '$contracts/errors.ts';
import type { FileStore } from '$contracts/file-store.ts';
import type { RetrackRequest } from '$contracts/workers/analyse.contract.ts';
import { trackBetween } from '$dsp/rhythm/index.ts';
import { fromBeatEvidence } from '$formats/beat-evidence/index.ts';

/** Beats from one anchor to another, both included. Throws `fileMissing` when the evidence was evicted, `recordCorrupt` when it is damaged. */
export async function retrackBeats(
	{ featuresPath, fromSeconds, toSeconds, bpm }: RetrackRequest,
	files: FileStore
): Promise<readonly number[]> {
	const file = await files.open(featuresPath);
	const features = fromBeatEvidence(await file.read(0, file.sizeBytes));
	if (features === null) throw new UserFixableError('recordCorrupt', { path: featuresPath });
	return trackBetween(features, fromSeconds, toSeconds, bpm);
}
