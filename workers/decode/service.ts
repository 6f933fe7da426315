import type { DecodeWorker } from '$contracts/workers/decode.contract.ts';
import type { FileStore } from '$contracts/file-store.ts';
import { loadSimdConvolver } from '../../wasm/resample/index.ts';
import { Jobs } from './job-context.ts';
import { keepFile } from './keep.ts';
import { decodeRecording, writePlanes, type DecodeTools } from './pipeline.ts';

/** The decode worker's methods, for its shell and for tests. The store is opened at the first job. */
export function createDecodeService(openStore: () => Promise<FileStore>): DecodeWorker {
	const jobs = new Jobs();
	let tools: Promise<DecodeTools> | null = null;
	const open = async (): Promise<DecodeTools> => ({ store: await openStore(), makeConvolver: loadSimdConvolver() });
	const ready = (): Promise<DecodeTools> => {
		// A store that failed to open is tried again by the next job.
		tools ??= open().catch((error: unknown) => {
			tools = null;
			throw error;
		});
		return tools;
	};
	return {
		keep: (request, onProgress) =>
			jobs.run(request, onProgress, async (context) => keepFile(request, (await ready()).store, context)),
		decode: (request, onProgress) =>
			jobs.run(request, onProgress, async (context) => decodeRecording(request, await ready(), context)),
		decodePlanes: (request, onProgress) =>
			jobs.run(request, onProgress, async (context) => writePlanes(request, await ready(), context)),
		cancel: (jobId) => jobs.cancel(jobId)
	};
}
