import type { DecodePort, TranscribePort } from '$contracts/engine-ports.ts';
import type { FileStore } from '$contracts/file-store.ts';
import { takePath } from '$contracts/recording/take.ts';
import type { PresetName } from '$contracts/transcription.ts';
import type { JudgePort } from '$contracts/workers/judge.contract.ts';
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

/** As what a take is heard. */
export interface TakeHearing {
	readonly preset: PresetName | 'auto';
	/** One voice that makes its own pitch: how well it is in tune is listened for. Also where the transcriber hears a voice. */
	readonly isOwnPitch: boolean;
	/** How far the song is from A4 = 440 Hz. */
	readonly tuningCents: number;
}

export type ListenToTake = (takeId: string, hearing: TakeHearing, context: StageContext) => Promise<HeardTake>;

/** Where the posteriors of a take lie; like those of songs they can be made again. */
export const takePosteriorsPath = (takeId: string): string => `posteriors/${takeId}`;

/** Has the transcriber write down what was played in a take of sound. */
export function takeListener(
	decoder: Pick<DecodePort, 'decode'>,
	transcriber: Pick<TranscribePort, 'listen'>,
	judge: Pick<JudgePort, 'timeOnsets' | 'trackCents'>,
	files: Pick<FileStore, 'remove'>
): ListenToTake {
	return async (takeId, { preset, isOwnPitch, tuningCents }, context) => {
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
			const heard = notes.notes.map(({ onsetSeconds, offsetSeconds, pitchMidi, velocity, confidence }): TakeNote => ({
				onsetSeconds,
				offsetSeconds,
				pitchMidi,
				velocity,
				confidence
			}));
			const timed = await judge.timeOnsets({ soundPath: takePath(takeId), notes: heard }, context);
			if (!isOwnPitch && notes.preset !== 'voice') return { posteriorsPath, notes: timed };
			const { monoMix } = facts;
			return { posteriorsPath, notes: await judge.trackCents({ pcmPath, monoMix, notes: timed, tuningCents }, context) };
		} finally {
			await Promise.all([files.remove(pcmPath), files.remove(peaksPath)]);
		}
	};
}
