import { decodeNotes } from '../../src/lib/dsp/notes/index.ts';
import { readMonoAt } from '../ffmpeg.ts';
import { openListener, toPosteriorWindow, toSource, type HeardWindow } from './listen.ts';
import { toReferenceNotes } from './reference.ts';
import type { Transcriber } from './transcriber.ts';

/** Mono, 22,050 Hz. */
export type ReadSound = (audioPath: string) => Float32Array | Promise<Float32Array>;

/** The sound that the model hears, mono at 22,050 Hz. */
export const readWithFfmpeg: ReadSound = (audioPath) => readMonoAt(22_050, audioPath);

/** Ours and the npm package's, both on the same model output, which is heard once for the two. */
export async function openNodeTranscribers(
	modelPath: string,
	readSound: ReadSound = readWithFfmpeg
): Promise<{ ours: Transcriber; reference: Transcriber }> {
	const listen = await openListener(modelPath);
	let last: { path: string; windows: HeardWindow[]; sampleCount: number } | null = null;
	const hear = async (path: string): Promise<{ windows: HeardWindow[]; sampleCount: number }> => {
		if (last?.path === path) return last;
		const samples = await readSound(path);
		const windows: HeardWindow[] = [];
		for await (const window of listen(samples)) windows.push(window);
		last = { path, windows, sampleCount: samples.length };
		return last;
	};
	const close = async (): Promise<void> => {
		last = null;
	};
	return {
		ours: {
			name: 'woodshed',
			close,
			transcribe: async (path) => {
				const { windows, sampleCount } = await hear(path);
				const source = toSource(windows.map(toPosteriorWindow), sampleCount);
				const { notes } = await decodeNotes(source, { preset: 'auto', sensitivity: 0.5 });
				return notes.map((note) => ({ onset: note.onsetSeconds, offset: note.offsetSeconds, pitch: note.pitchMidi }));
			}
		},
		reference: {
			name: 'npm basic-pitch',
			close,
			transcribe: async (path) => {
				const { windows, sampleCount } = await hear(path);
				return toReferenceNotes(windows, sampleCount);
			}
		}
	};
}
