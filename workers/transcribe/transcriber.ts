import { isAbort, UserFixableError } from '$contracts/errors.ts';
import type { FileStore } from '$contracts/file-store.ts';
import { toOutcome } from '$contracts/workers/outcome.ts';
import type { OnProgress } from '$contracts/workers/progress.ts';
import type { TranscribeWorker } from '$contracts/workers/transcribe.contract.ts';
import { JobSignals } from '../jobs/job-signals.ts';
import type { OpenedModel } from './open-note-model.ts';
import { listen, redecode, type DecodeNotes } from './pipeline.ts';

/** A phone needs the model's memory for other things when no song has come for so long. */
const idleCloseMs = 120_000;

export interface TranscriberParts {
	readonly openFiles: () => Promise<FileStore>;
	readonly openModel: (maxThreads: number, onProgress: OnProgress) => Promise<OpenedModel>;
	readonly decodeNotes: DecodeNotes;
	readonly nowMs: () => number;
}

/** Keeps one model open between songs, and opens another after a failure or when more or fewer threads are asked for. */
export function makeTranscriber(parts: TranscriberParts): TranscribeWorker {
	const jobs = new JobSignals();
	let files: Promise<FileStore> | null = null;
	let kept: { readonly model: OpenedModel; readonly maxThreads: number } | null = null;
	let idleTimer: ReturnType<typeof setTimeout> | undefined;
	let listening = 0;

	const openFiles = (): Promise<FileStore> => {
		files ??= parts.openFiles().catch((error: unknown) => {
			files = null;
			throw error;
		});
		return files;
	};
	const closeModel = (): void => {
		kept?.model.close();
		kept = null;
	};
	const openModel = async (maxThreads: number, onProgress: OnProgress): Promise<OpenedModel> => {
		if (kept !== null && kept.maxThreads !== maxThreads && listening === 1) closeModel();
		if (kept !== null) return kept.model;
		const model = await parts.openModel(maxThreads, onProgress);
		kept = { model, maxThreads };
		return model;
	};

	return {
		listen: (request, onProgress) =>
			jobs.run(request.jobId, async (signal) => {
				clearTimeout(idleTimer);
				listening++;
				try {
					return await listen(
						request,
						{
							files: await openFiles(),
							openModel: (report) => openModel(request.maxThreads, report),
							decodeNotes: parts.decodeNotes,
							nowMs: parts.nowMs
						},
						{ signal, onProgress }
					);
				} catch (error) {
					if (isAbort(error) || error instanceof UserFixableError) throw error;
					if (listening === 1) closeModel();
					throw new UserFixableError('transcriptionFailed', {}, String(error));
				} finally {
					listening--;
					if (listening === 0) idleTimer = setTimeout(closeModel, idleCloseMs);
				}
			}),
		redecode: (request) => toOutcome(async () => redecode(request, { files: await openFiles(), decodeNotes: parts.decodeNotes })),
		cancel: (jobId) => jobs.cancel(jobId)
	};
}
