import { UserFixableError } from '$contracts/errors.ts';
import type { FileStore } from '$contracts/file-store.ts';
import type { RetrackRequest, WeighRequest } from '$contracts/workers/analyse.contract.ts';
import type { Rhythm } from '$core/analysis/analysis.ts';
import { trackBetween, trackRhythm, type RhythmFeatures } from '$dsp/rhythm/index.ts';
import { fromBeatEvidence } from '$formats/beat-evidence/index.ts';

/** Beats from one anchor to another, both included. Throws as `readEvidence`. */
export async function retrackBeats(
	{ featuresPath, fromSeconds, toSeconds, bpm }: RetrackRequest,
	files: FileStore
): Promise<readonly number[]> {
	return trackBetween(await readEvidence(featuresPath, files), fromSeconds, toSeconds, bpm);
}

/** The rhythm as it is with the notes heard. Throws as `readEvidence`. */
export async function weighNotes({ featuresPath, notes }: WeighRequest, files: FileStore): Promise<Rhythm> {
	return trackRhythm(await readEvidence(featuresPath, files), { notes });
}

/** Throws `fileMissing` when the evidence was evicted, `recordCorrupt` when it is damaged. */
async function readEvidence(path: string, files: FileStore): Promise<RhythmFeatures> {
	const file = await files.open(path);
	const features = fromBeatEvidence(await file.read(0, file.sizeBytes));
	if (features === null) throw new UserFixableError('recordCorrupt', { path });
	return features;
}
