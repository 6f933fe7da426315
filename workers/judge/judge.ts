import type { FileStore } from '$contracts/file-store.ts';
import type { JudgeWorker } from '$contracts/workers/judge.contract.ts';
import { judgeTake, type Relisten } from '$core/practice/index.ts';
import { toRelisten } from '$dsp/relisten/index.ts';
import { toPartialEar } from '$dsp/relisten/struck-partials.ts';
import { JobSignals } from '../jobs/job-signals.ts';
import { trackCents } from './intonation.ts';
import { timeOnsets } from './onset-times.ts';
import { openPosteriors } from '../transcribe/posterior-source.ts';
import { readTakeSound } from './take-sound.ts';

/** The judge worker's methods, for its shell and for tests. */
export function createJudge(openFiles: () => Promise<FileStore>): JudgeWorker {
	const jobs = new JobSignals();
	return {
		timeOnsets: ({ jobId, ...request }, onProgress) =>
			jobs.run(jobId, async (signal) => timeOnsets(await openFiles(), request, { signal, onProgress })),
		trackCents: ({ jobId, ...request }, onProgress) =>
			jobs.run(jobId, async (signal) => trackCents(await openFiles(), request, { signal, onProgress })),
		judge: ({ jobId, piece, notes, context, strictness, posteriorsPath, soundPath }, onProgress) =>
			jobs.run(jobId, async (signal) => {
				onProgress({ stage: 'judging', fraction: 0 });
				const relisten = posteriorsPath === null ? undefined : await readRelisten(await openFiles(), posteriorsPath);
				const sound = soundPath === null ? null : await readTakeSound(await openFiles(), soundPath, signal);
				signal.throwIfAborted();
				return judgeTake(piece, notes, context, {
					strictness,
					...(relisten === undefined ? {} : { relisten }),
					...(sound === null ? {} : { partials: toPartialEar(sound.samples, sound.sampleRateHz) })
				});
			}),
		cancel: (jobId) => jobs.cancel(jobId)
	};
}

async function readRelisten(files: FileStore, path: string): Promise<Relisten> {
	const source = await openPosteriors(files, path);
	return toRelisten(await source.readWindows(0, source.windowCount));
}
