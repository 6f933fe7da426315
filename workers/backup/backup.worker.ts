import { expose } from 'comlink';
import type { BackupWorker } from '$contracts/workers/backup.contract.ts';
import { toOutcome, type Outcome } from '$contracts/workers/outcome.ts';
import type { OnProgress, StageContext } from '$contracts/workers/progress.ts';
import { openFileStore } from '$files/index.ts';
import { holdTake, takesHeld } from '../record/take-lock.ts';
import { packBackup } from './pack.ts';
import { checkBackup, restoreBackup } from './restore.ts';

const running = new Map<string, AbortController>();

async function run<T>(jobId: string, onProgress: OnProgress, work: (context: StageContext) => Promise<T>): Promise<Outcome<T>> {
	const controller = new AbortController();
	running.set(jobId, controller);
	try {
		return await toOutcome(() => work({ signal: controller.signal, onProgress: everyTenth(onProgress) }));
	} finally {
		running.delete(jobId);
	}
}

/** Progress crosses a thread: ten words a second are enough, and the end of a stage is always told. */
function everyTenth(onProgress: OnProgress): OnProgress {
	let toldAtMs = -Infinity;
	return (progress) => {
		const nowMs = performance.now();
		if (nowMs - toldAtMs < 100 && progress.fraction > 0 && progress.fraction < 1) return;
		toldAtMs = nowMs;
		onProgress(progress);
	};
}

const worker: BackupWorker = {
	pack: (request, source, onProgress) =>
		run(request.jobId, onProgress, async (context) => packBackup(request, await openFileStore(), source, context)),
	check: (request, onProgress) => run(request.jobId, onProgress, (context) => checkBackup(request.file, context)),
	restore: (request, sink, onProgress) =>
		run(request.jobId, onProgress, async (context) =>
			restoreBackup(request.file, await openFileStore(), sink, context, { hold: holdTake, held: takesHeld })
		),
	cancel: (jobId) => running.get(jobId)?.abort()
};

expose(worker);
