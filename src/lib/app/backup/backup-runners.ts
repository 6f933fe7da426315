import { UserFixableError } from '$contracts/errors.ts';
import { withRoom } from '../importing/free-space.ts';
import type { JobRunners } from '../jobs/jobs.svelte.ts';
import { makeBackup, type BackupPorts } from './make-backup.ts';
import { restoreFromBackup, type RestorePorts, type RestoreReport } from './restore-backup.ts';

interface BackupRunnerPorts extends BackupPorts {
	/** Drops what can be made again; answers bytes freed. */
	readonly freeSpace: () => Promise<number>;
	readonly appVersion: string;
	readonly nowMs: () => number;
	readonly saveFile: (content: Blob, fileName: string) => void;
}

/** Packs a backup as a job and hands it to the downloads. */
export function backupRunner(ports: BackupRunnerPorts): JobRunners['backup'] {
	return async (context) => {
		const request = { jobId: context.jobId, nowMs: ports.nowMs(), appVersion: ports.appVersion };
		const { file, fileName } = await withRoom(ports.freeSpace, () => makeBackup(ports, request, context));
		ports.saveFile(file, fileName);
	};
}

interface RestoreRunnerPorts extends RestorePorts {
	/** Drops what can be made again; answers bytes freed. */
	readonly freeSpace: () => Promise<number>;
	/** The library may have changed; the report is null when the restore failed or was cancelled. */
	readonly onRestored: (report: RestoreReport | null) => Promise<void>;
}

/** Restores a backup as a job; after a reload its file must be chosen again. */
export function restoreRunner(ports: RestoreRunnerPorts): JobRunners['restore'] {
	return async (context) => {
		const { file, input, jobId } = context;
		if (file === null) throw new UserFixableError('importInterrupted', { fileName: input.fileName });
		let report: RestoreReport | null = null;
		try {
			const request = { jobId, file, mode: input.mode };
			report = await withRoom(ports.freeSpace, () => restoreFromBackup(ports, request, context));
		} finally {
			await ports.onRestored(report);
		}
	};
}
