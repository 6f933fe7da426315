import { spawnSync } from 'node:child_process';

/**
 * A recording as mono samples, read with the system's ffmpeg: a stand-in for the app's own decoder, for checks without a
 * browser.
 * @throws {Error} when there is no ffmpeg, or when it cannot decode the file
 */
export function readMonoAt(sampleRateHz: number, audioPath: string): Float32Array {
	const run = spawnSync('ffmpeg', ['-v', 'error', '-i', audioPath, '-ac', '1', '-ar', String(sampleRateHz), '-f', 'f32le', '-'], {
		maxBuffer: 2 ** 30
	});
	if (run.error !== undefined) throw new Error('Reading sound in Node needs ffmpeg on the path.', { cause: run.error });
	if (run.status !== 0) throw new Error(`${audioPath} cannot be decoded: ${run.stderr.toString().trim()}`);
	const { buffer, byteOffset, byteLength } = run.stdout;
	return new Float32Array(buffer.slice(byteOffset, byteOffset + byteLength - (byteLength % 4)));
}
