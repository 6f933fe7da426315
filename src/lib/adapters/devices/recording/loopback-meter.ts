import { abortError, UserFixableError } from '$contracts/errors.ts';
import type { LatencyMeasurement, LatencyMeter } from '$contracts/recording/latency.ts';
import { loopbackLatency, makeLatencyProbe, mostLatencySeconds } from '$dsp/latency/index.ts';
import type { CaptureGraph } from './capture-graph.ts';

/** Until the first sweep is sent out: long enough for the tap to be in place. */
const headStartSeconds = 0.25;
const lookMs = 50;

/** Plays sweeps into the speakers and listens for them at the open input, on one clock. */
export class LoopbackMeter implements LatencyMeter {
	readonly #graph: () => CaptureGraph | null;

	/** @param graph the input that is open; null while there is none */
	constructor(graph: () => CaptureGraph | null) {
		this.#graph = graph;
	}

	async measure(signal: AbortSignal, onProgress: (fraction: number) => void): Promise<LatencyMeasurement | null> {
		const graph = this.#graph();
		if (graph === null) throw new UserFixableError('microphoneMissing', {}, 'no input is open');
		if (signal.aborted) throw abortError();
		const { context } = graph;
		const rate = context.sampleRate;
		const probe = makeLatencyProbe(rate);
		const recorded = new Float32Array(probe.samples.length + Math.ceil((mostLatencySeconds + 0.1) * rate));
		const tap = graph.tap();
		const buffer = context.createBuffer(1, probe.samples.length, rate);
		buffer.copyToChannel(probe.samples, 0);
		const player = new AudioBufferSourceNode(context, { buffer });
		player.connect(context.destination);
		// Sources begin on whole frames only where they are told to.
		const startFrame = Math.ceil((context.currentTime + headStartSeconds) * rate);
		player.start(startFrame / rate);
		try {
			let filled = 0;
			while (filled < recorded.length) {
				await new Promise((resolve) => setTimeout(resolve, lookMs));
				if (signal.aborted) throw abortError();
				if (context.state !== 'running') throw new UserFixableError('audioOutputUnavailable', {}, context.state);
				tap.drain((contextFrame, left, _right, frames) => {
					for (let i = Math.max(0, startFrame - contextFrame); i < frames; i++) {
						const at = contextFrame + i - startFrame;
						if (at < recorded.length) recorded[at] = left[i] ?? 0;
					}
					filled = Math.max(filled, contextFrame + frames - startFrame);
				});
				onProgress(Math.max(0, Math.min(1, filled / recorded.length)));
			}
		} finally {
			player.disconnect();
			tap.close();
		}
		return loopbackLatency(probe, recorded);
	}

	async outputLabel(): Promise<string> {
		const context = this.#graph()?.context;
		const sinkId = context !== undefined && 'sinkId' in context && typeof context.sinkId === 'string' ? context.sinkId : '';
		const devices = (await navigator.mediaDevices?.enumerateDevices?.()) ?? [];
		const outputs = devices.filter(({ kind }) => kind === 'audiooutput');
		const wanted = sinkId === '' ? 'default' : sinkId;
		return outputs.find(({ deviceId }) => deviceId === wanted)?.label ?? outputs[0]?.label ?? '';
	}
}
