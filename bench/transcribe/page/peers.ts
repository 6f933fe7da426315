import { BasicPitch, noteFramesToTime, outputToNotesPoly } from '@spotify/basic-pitch';
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { songForPeers } from '../../site/song.ts';

export type PeerBackend = 'cpu' | 'wasm' | 'webgl';

export interface PeerRun {
	/** From samples at 22,050 Hz to notes. */
	readonly totalMs: number;
	readonly windows: number;
	readonly notes: number;
}

const hopSamples = 36_164;

async function runPeer(backend: PeerBackend, windows: number): Promise<PeerRun> {
	setWasmPaths('/tfjs/');
	if (!(await tf.setBackend(backend))) throw new Error(`The backend ${backend} did not start.`);
	await tf.ready();
	const pitch = new BasicPitch('/basic-pitch/model.json');
	const audio = songForPeers((windows * hopSamples) / 22_050).subarray(0, windows * hopSamples - 3840);
	const evaluate = async (samples: Float32Array): Promise<number> => {
		const frames: number[][] = [];
		const onsets: number[][] = [];
		await pitch.evaluateModel(
			samples,
			(someFrames, someOnsets) => {
				frames.push(...someFrames);
				onsets.push(...someOnsets);
			},
			() => undefined
		);
		return noteFramesToTime(outputToNotesPoly(frames, onsets)).length;
	};
	await evaluate(audio.subarray(0, 40_000));
	const startedMs = performance.now();
	const notes = await evaluate(audio);
	return { totalMs: performance.now() - startedMs, windows, notes };
}

Object.assign(globalThis, { benchPeer: runPeer });
