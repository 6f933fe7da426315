import type { ExportTakePort, ExportTakeWorker } from '$contracts/recording/export-take.contract.ts';
import { WorkerClient } from '../../workers/worker-client.ts';

const spawnExporter = (): Worker =>
	new Worker(new URL('../../../../../workers/export/export.worker.ts', import.meta.url), { type: 'module', name: 'export' });

const exporterIdleMs = 5000;

/** Takes as files, made in their worker. */
export function createExportClient(spawn = spawnExporter): ExportTakePort & { close(): void } {
	const client = new WorkerClient<ExportTakeWorker>(spawn, exporterIdleMs);
	return {
		exportTake: (request, { signal, onProgress }) =>
			client.call(signal, onProgress, (worker, jobId, report) => worker.exportTake({ ...request, jobId }, report)),
		close: () => client.close()
	};
}
