import type { ThemeChoice } from '../../src/lib/app/shell/theme.svelte.ts';
import type { RestorePorts } from '../../src/lib/app/backup/restore-backup.ts';
import type { BackupWorker } from '../../src/lib/contracts/workers/backup.contract.ts';
import { toOutcome } from '../../src/lib/contracts/workers/outcome.ts';
import type { StageContext } from '../../src/lib/contracts/workers/progress.ts';
import { packBackup } from '../../workers/backup/pack.ts';
import { checkBackup, restoreBackup } from '../../workers/backup/restore.ts';
import { FakeLocks } from './fake-locks.ts';
import { MemoryFileStore } from './memory-file-store.ts';
import { MemoryLibraryStore } from './memory-library-store.ts';
import { MemoryPracticeArchive } from './memory-practice-archive.ts';

/** The worker's own pipeline, without the thread. */
function workerOn(files: MemoryFileStore): BackupWorker {
	const controllers = new Map<string, AbortController>();
	const context = (jobId: string, onProgress: StageContext['onProgress']): StageContext => {
		const controller = new AbortController();
		controllers.set(jobId, controller);
		return { signal: controller.signal, onProgress };
	};
	return {
		pack: (request, source, onProgress) =>
			toOutcome(() => packBackup(request, files, source, context(request.jobId, onProgress))),
		check: (request, onProgress) => toOutcome(() => checkBackup(request.file, context(request.jobId, onProgress))),
		restore: (request, sink, onProgress) =>
			toOutcome(() => restoreBackup(request.file, files, sink, context(request.jobId, onProgress))),
		cancel: (jobId) => controllers.get(jobId)?.abort()
	};
}

/** A device in memory that backs up and restores. */
export interface FakeDevice extends RestorePorts {
	readonly library: MemoryLibraryStore;
	readonly files: MemoryFileStore;
	readonly archive: MemoryPracticeArchive;
	readonly chosenTheme: () => ThemeChoice | null;
}

export function deviceOf(quotaBytes = Infinity): FakeDevice {
	const files = new MemoryFileStore({ quotaBytes });
	const archive = new MemoryPracticeArchive();
	let chosen: ThemeChoice | null = null;
	return {
		files,
		library: new MemoryLibraryStore(),
		worker: workerOn(files),
		locks: new FakeLocks(),
		archive,
		practice: async () => archive,
		theme: { read: () => chosen, write: (choice) => (chosen = choice) },
		chosenTheme: () => chosen
	};
}
