import type { Song } from '$contracts/song.ts';
import { transcribeSettingsSchema } from '$contracts/transcription.ts';
import { analyseSong } from './analysing/analyse-song.ts';
import { weighBeats } from './analysing/weigh-beats.ts';
import { backupRunner, restoreRunner } from './backup/backup-runners.ts';
import type { BackupPorts } from './backup/make-backup.ts';
import type { Engines } from './boot-engines.ts';
import { importFile } from './importing/import-recording.ts';
import { prepareSong, transcribeSong, type TranscribePorts } from './importing/transcribe-song.ts';
import type { JobRunners } from './jobs/jobs.svelte.ts';
import type { SongSessionPorts } from './song/song-session.svelte.ts';
import type { Woodshed } from './woodshed.svelte.ts';

interface RunnerParts {
	readonly engines: Engines;
	readonly session: SongSessionPorts;
	readonly woodshed: Woodshed;
	readonly backup: BackupPorts;
	/** Written into backups. */
	readonly appVersion: string;
	/** A restore may have brought other choices: whoever read them before reads them again. */
	readonly onChoices: () => Promise<void>;
}

/** What is done in each kind of job; a visit fetches it with the first job. */
export function openRunners({ engines, session, woodshed, backup, appVersion, onChoices }: RunnerParts): JobRunners {
	const { decoder, transcriber, analyst, converter } = engines;
	const { locks, nowMs } = session;
	const { library, lists, jobs, preferences } = woodshed;
	const freeSpace = (): Promise<number> => woodshed.freeSpace();
	const ports: TranscribePorts = { ...session, decoder, transcriber, freeSpace };
	const onAnalysed = (): void => void library.load();
	const listenTo = async (song: Song): Promise<void> => {
		await library.load();
		if (song.recording === undefined) return;
		const { id: songId, title } = song;
		await jobs.add(title, { kind: 'analyse', songId }, { songId });
		await jobs.add(title, { kind: 'transcribe', songId, settings: transcribeSettingsSchema.parse({}) }, { songId });
	};
	const backupPorts = { ...backup, freeSpace };
	return {
		import: importFile({ ...ports, converter, onImported: listenTo }),
		transcribe: transcribeSong(ports, (songId, signal) => weighBeats({ ...ports, analyst, onAnalysed }, songId, signal)),
		analyse: analyseSong({ ...ports, analyst, onAnalysed }),
		prepare: prepareSong(ports),
		backup: backupRunner({ ...backupPorts, appVersion, nowMs, saveFile: (...saved) => woodshed.saveFile(...saved) }),
		restore: restoreRunner({
			...backupPorts,
			locks,
			onRestored: async (report) => {
				await Promise.all([library.load(), lists.load(), preferences.load()]);
				await onChoices();
				if (report !== null) woodshed.noteRestored(report);
			}
		})
	};
}
