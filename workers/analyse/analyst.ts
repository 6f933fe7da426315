import { isAbort, UserFixableError } from '$contracts/errors.ts';
import type { FileStore } from '$contracts/file-store.ts';
import type { AnalyseWorker } from '$contracts/workers/analyse.contract.ts';
import { toOutcome } from '$contracts/workers/outcome.ts';
import { JobSignals } from '../jobs/job-signals.ts';
import { analyseRecording } from './pipeline.ts';
import { retrackBeats, weighNotes } from './retrack.ts';

/** The analysis worker's methods, for its shell and for tests. The store is opened at the first job. */
export function createAnalyst(openStore: () => Promise<FileStore>): AnalyseWorker {
	const jobs = new JobSignals();
	let opened: Promise<FileStore> | null = null;
	const files = (): Promise<FileStore> => {
		// A store that failed to open is tried again by the next job.
		opened ??= openStore().catch((error: unknown) => {
			opened = null;
			throw error;
		});
		return opened;
	};
	return {
		analyse: (request, onProgress) =>
			jobs.run(request.jobId, async (signal) =>
				asAnalysisFault(async () => analyseRecording(request, await files(), { signal, onProgress }))
			),
		retrack: (request) => toOutcome(async () => asAnalysisFault(async () => retrackBeats(request, await files()))),
		weigh: (request) => toOutcome(async () => asAnalysisFault(async () => weighNotes(request, await files()))),
		cancel: (jobId) => jobs.cancel(jobId)
	};
}

async function asAnalysisFault<T>(work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		if (isAbort(error) || error instanceof UserFixableError) throw error;
		throw new UserFixableError('analysisFailed', {}, error instanceof Error ? (error.stack ?? error.message) : String(error));
	}
}
