import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { songForPeers } from '../site/song.ts';

const engines = fileURLToPath(new URL('../../static/engines/', import.meta.url));
const windowSamples = 43_844;
const batchWindows = 4;

/** The same ONNX file in native ONNX Runtime on the same cores: what a program outside the browser could do. */
export async function runNativePeer(windows: number, threads: number): Promise<{ totalMs: number; windows: number }> {
	const name = (await readdir(engines)).find((file) => file.startsWith('basic-pitch.'));
	if (!name) throw new Error('There is no model in static/engines. Run npm run engines first.');
	const session = await InferenceSession.create(await readFile(`${engines}${name}`), { intraOpNumThreads: threads });
	const song = songForPeers(20);
	const audio = Float32Array.from({ length: batchWindows * windowSamples }, (_, i) => song[i] ?? 0);
	const run = () => session.run({ audio: new Tensor('float32', audio, [batchWindows, windowSamples, 1]) });
	await run();
	const batches = Math.ceil(windows / batchWindows);
	const startedMs = performance.now();
	for (let i = 0; i < batches; i++) await run();
	const totalMs = performance.now() - startedMs;
	await session.release();
	return { totalMs, windows: batches * batchWindows };
}
