import type { FileStore } from '$contracts/file-store.ts';
import type { OnsetsRequest } from '$contracts/workers/judge.contract.ts';
import type { StageContext } from '$contracts/workers/progress.ts';
import type { TakeNote } from '$core/practice/index.ts';
import { toAttackEar } from '$dsp/relisten/attacks.ts';
import { createBreather } from '../jobs/breather.ts';
import { readTakeSound } from './take-sound.ts';

/** How far it is is told after so many. */
const notesAWord = 64;

/** Puts the notes of a take where its sound begins to climb. */
export async function timeOnsets(
	files: FileStore,
	{ soundPath, notes }: Omit<OnsetsRequest, 'jobId'>,
	{ signal, onProgress }: StageContext
): Promise<readonly TakeNote[]> {
	const sound = await readTakeSound(files, soundPath, signal);
	if (sound === null) return notes;
	const onsetOf = toAttackEar(sound.samples, sound.sampleRateHz);
	const breathe = createBreather();
	const timed: TakeNote[] = [];
	for (const note of notes) {
		timed.push({ ...note, onsetSeconds: onsetOf(note) });
		if (timed.length % notesAWord === 0) onProgress({ stage: 'timing', fraction: timed.length / notes.length });
		await breathe();
		signal.throwIfAborted();
	}
	return timed;
}
