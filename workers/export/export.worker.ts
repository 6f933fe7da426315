import * as Comlink from 'comlink';
import type { ExportTakeWorker } from '$contracts/recording/export-take.contract.ts';
import { openFileStore } from '$files/index.ts';
import { JobSignals } from '../jobs/job-signals.ts';
import { exportTake } from './pipeline.ts';

const jobs = new JobSignals();

const worker: ExportTakeWorker = {
	exportTake: (request, onProgress) =>
		jobs.run(request.jobId, async (signal) => exportTake(await openFileStore(), request, { signal, onProgress })),
	cancel: (jobId) => jobs.cancel(jobId)
};

Comlink.expose(worker);
