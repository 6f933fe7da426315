import * as Comlink from 'comlink';
import type { LayTakeWorker } from '$contracts/playback/lay-take.contract.ts';
import { openFileStore } from '$files/index.ts';
import { JobSignals } from '../jobs/job-signals.ts';
import { layTake } from './pipeline.ts';

const jobs = new JobSignals();

const worker: LayTakeWorker = {
	lay: (request, onProgress) =>
		jobs.run(request.jobId, async (signal) => layTake(await openFileStore(), request, { signal, onProgress })),
	cancel: (jobId) => jobs.cancel(jobId)
};

Comlink.expose(worker);
