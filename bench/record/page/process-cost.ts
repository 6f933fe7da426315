import workletUrl from '$worklets/record.worklet.ts?worker&url';
import { recordProcessorName, type RecordProcessorOptions } from '../../../src/lib/contracts/recording/record.contract.ts';
import { captureMemory } from '../../../src/lib/core/capture/index.ts';

export interface ProcessCost {
	/** A quantum of 128 frames, with its call, microseconds. */
	readonly quantumMicroseconds: number;
	/** Share of the time that a quantum lasts at 44.1 kHz. */
	readonly share: number;
}

const rate = 44_100;
const seconds = 60;
/** 95 s: what is rendered at once must find room, for no one reads. */
const ringFrames = 2 ** 22;

/** Renders a minute of noise offline, with the recorder's worklet and without it. */
async function benchProcess(): Promise<ProcessCost> {
	const times: Record<'with' | 'without', number[]> = { with: [], without: [] };
	for (let run = 0; run < 5; run++) {
		times.with.push(await render(true));
		times.without.push(await render(false));
	}
	const costMs = Math.min(...times.with) - Math.min(...times.without);
	const quanta = (seconds * rate) / 128;
	return { quantumMicroseconds: (1000 * costMs) / quanta, share: costMs / (1000 * seconds) };
}

async function render(hasWorklet: boolean): Promise<number> {
	const context = new OfflineAudioContext(1, seconds * rate, rate);
	const buffer = context.createBuffer(2, rate, rate);
	for (const channel of [0, 1]) {
		const plane = buffer.getChannelData(channel);
		for (let i = 0; i < plane.length; i++) plane[i] = Math.random() - 0.5;
	}
	const source = new AudioBufferSourceNode(context, { buffer, loop: true });
	if (hasWorklet) {
		await context.audioWorklet.addModule(workletUrl);
		const node = new AudioWorkletNode(context, recordProcessorName, {
			outputChannelCount: [1],
			processorOptions: { memory: captureMemory(true, ringFrames), channel: 'both' } satisfies RecordProcessorOptions
		});
		source.connect(node).connect(context.destination);
	} else source.connect(context.destination);
	source.start();
	const startedMs = performance.now();
	await context.startRendering();
	return performance.now() - startedMs;
}

Object.assign(globalThis, { benchProcess });
