import type { FileStore } from '$contracts/file-store.ts';
import type { IntonationRequest } from '$contracts/workers/judge.contract.ts';
import type { StageContext } from '$contracts/workers/progress.ts';
import type { TakeNote } from '$core/practice/index.ts';
import { NoteCents } from '$dsp/pitch-tracking/index.ts';
import { pcmSampleRateHz } from '$formats/pcm/index.ts';
import { createBreather } from '../jobs/breather.ts';
import { openRecording } from '../recording/open-recording.ts';

/** Puts how far off the tempered pitch they are on the notes of a take in which one voice is heard. @throws UserFixableError as `openRecording` */
export async function trackCents(
	files: FileStore,
	{ pcmPath, monoMix, notes, tuningCents }: Omit<IntonationRequest, 'jobId'>,
	{ signal, onProgress }: StageContext
): Promise<readonly TakeNote[]> {
	const recording = await openRecording(files, pcmPath, monoMix);
	const tracked = new NoteCents(notes, pcmSampleRateHz, tuningCents);
	const breathe = createBreather();
	let frames = 0;
	for await (const { mono } of recording.blocks()) {
		tracked.push(mono);
		frames += mono.length;
		onProgress({ stage: 'tuning', fraction: frames / recording.frameCount });
		await breathe();
		signal.throwIfAborted();
	}
	const cents = tracked.cents();
	return notes.map((note, at) => {
		const own = cents[at] ?? null;
		return own === null ? note : { ...note, cents: Math.round(10 * own) / 10 };
	});
}
