import { spawnSync } from 'node:child_process';
import { decodeNotes } from '../../src/lib/dsp/notes/index.ts';
import { openListener, toPosteriorWindow, toSource, type HeardWindow } from './listen.ts';
import { toReferenceNotes } from './reference.ts';
import type { Transcriber } from './transcriber.ts';

/** Mono, 22,050 Hz. */
export type ReadSound = (audioPath: string) => Float32Array | Promise<Float32Array>;

/** Reads with the system's ffmpeg: a stand-in for the app's own decoder, for checks without a browser. */
export const readWithFfmpeg: ReadSound = (audioPath) => {
	const run = spawnSync('ffmpeg', ['-v', 'error', '-i', audioPath, '-ac', '1', '-ar', '22050', '-f', 'f32le', '-'], {
		maxBuffer: 2 ** 30
	});
	if (run.error !== undefined) throw new Error('Reading sound in Node needs ffmpeg on the path.', { cause: run.error });
	if (run.status !== 0) throw new Error(`${audioPath} cannot be decoded: ${run.stderr.toString().trim()}`);
	const { buffer, byteOffset, byteLength } = run.stdout;
	return new Float32Array(buffer.slice(byteOffset, byteOffset + byteLength - (byteLength % 4)));
};

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
