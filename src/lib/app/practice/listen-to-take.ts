import type { DecodePort, TranscribePort } from '$contracts/engine-ports.ts';
import type { FileStore } from '$contracts/file-store.ts';
import { takePath } from '$contracts/recording/take.ts';
import type { PresetName } from '$contracts/transcription.ts';
import type { StageContext } from '$contracts/workers/progress.ts';
import type { TakeNote } from '$core/practice/index.ts';

/** A take is heard with more doubt than a song: the judge weighs what is faint against what was expected. */
const takeSensitivity = 0.85;

export interface HeardTake {
	/** Seconds of the take. */
	readonly notes: readonly TakeNote[];
	/** What the model made of the sound, until room is needed for other things. */
	readonly posteriorsPath: string;
}

export type ListenToTake = (takeId: string, preset: PresetName | 'auto', context: StageContext) => Promise<HeardTake>;

/** Where the posteriors of a take lie; like those of songs they can be made again. */
export const takePosteriorsPath = (takeId: string): string => `posteriors/${takeId}`;

/** Has the transcriber write down what was played in a take of sound. */
export function takeListener(
	decoder: Pick<DecodePort, 'decode'>,
	transcriber: Pick<TranscribePort, 'listen'>,
	files: Pick<FileStore, 'remove'>
): ListenToTake {
	return async (takeId, preset, context) => {
		const pcmPath = `pcm/${takeId}`;
		const peaksPath = `peaks/${takeId}`;
		const posteriorsPath = takePosteriorsPath(takeId);
		try {
			const { facts } = await decoder.decode(
				{ originalPath: takePath(takeId), fileName: 'take.wav', pcmPath, peaksPath },
				context
			);
			const { notes } = await transcriber.listen(
				{
					pcmPath,
					monoMix: facts.monoMix,
					posteriorsPath,
					settings: { preset, sensitivity: takeSensitivity }
				},
				context
			);
			return {
				posteriorsPath,
				notes: notes.notes.map(({ onsetSeconds, offsetSeconds, pitchMidi, velocity, confidence }) => ({
					onsetSeconds,
					offsetSeconds,
					pitchMidi,
					velocity,
					confidence
				}))
			};
		} finally {
			await Promise.all([files.remove(pcmPath), files.remove(peaksPath)]);
		}
	};
}
