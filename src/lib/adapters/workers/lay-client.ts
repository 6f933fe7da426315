import type { LayTakePort, LayTakeWorker } from '$contracts/playback/lay-take.contract.ts';
import { WorkerClient } from './worker-client.ts';

const spawnLayer = (): Worker =>
	new Worker(new URL('../../../../workers/lay/lay.worker.ts', import.meta.url), { type: 'module', name: 'lay' });

const layerIdleMs = 20_000;

/** Takes laid on the song's clock, in their worker. */
export function createLayClient(spawn = spawnLayer): LayTakePort {
	const client = new WorkerClient<LayTakeWorker>(spawn, layerIdleMs);
	return {
		lay: (request, { signal, onProgress }) =>
			client.call(signal, onProgress, (worker, jobId, report) => worker.lay({ ...request, jobId }, report))
	};
}
