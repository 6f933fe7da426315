import {
	recordProcessorName,
	type CaptureChunk,
	type CaptureReport,
	type RecordProcessorOptions,
	type ToRecordProcessor
} from '../src/lib/contracts/recording/record.contract.ts';
import { CaptureWriter, ChannelMixer, type ChannelChoice } from '../src/lib/core/capture/index.ts';

/** The level is told this often: 46 ms at 44.1 kHz. */
const quantaBetweenReports = 16;
const largestQuantum = 1024;
/** Chunks of messages, frames. */
const chunkFrames = 2048;

/** Hears one input and hands it on: into a ring, or in chunks to the ports that listen. Its output stays silent. */
class RecordProcessor extends AudioWorkletProcessor {
	static get parameterDescriptors(): object[] {
		return [{ name: 'gain', defaultValue: 1, minValue: 0, maxValue: 100, automationRate: 'k-rate' }];
	}

	readonly #ring: CaptureWriter | null;
	readonly #mixer = new ChannelMixer(largestQuantum);
	readonly #listeners: MessagePort[] = [];
	#channel: ChannelChoice;
	#isAlive = true;
	#quanta = 0;
	#framesSince = 0;
	#peak = 0;
	#power = 0;
	#clipped = 0;
	#chunk: {
		readonly contextFrame: number;
		readonly left: Float32Array<ArrayBuffer>;
		readonly right: Float32Array<ArrayBuffer>;
	} | null = null;
	#chunkFill = 0;
	#chunkClipped = 0;

	constructor({ processorOptions }: { readonly processorOptions: RecordProcessorOptions }) {
		super();
		this.#ring = processorOptions.memory === null ? null : new CaptureWriter(processorOptions.memory);
		this.#channel = processorOptions.channel;
		this.port.onmessage = ({ data }: MessageEvent<ToRecordProcessor>) => {
			if (data.kind === 'channel') this.#channel = data.channel;
			else if (data.kind === 'listen') this.#listeners.push(data.port);
			else this.#close();
		};
	}

	process(inputs: Float32Array[][], _outputs: Float32Array[][], parameters: Record<string, Float32Array>): boolean {
		if (!this.#isAlive) return false;
		const planes = inputs[0];
		const first = planes?.[0] ?? null;
		const frames = Math.min(first === null ? 128 : first.length, largestQuantum);
		const mixer = this.#mixer;
		mixer.mix(first, planes?.[1] ?? null, this.#channel, parameters['gain']?.[0] ?? 1, frames);
		if (this.#ring !== null) this.#ring.write(currentFrame, mixer.left, mixer.right, frames);
		else this.#collect(mixer.left, mixer.right, frames);
		this.#measure(frames);
		return true;
	}

	#measure(frames: number): void {
		const mixer = this.#mixer;
		if (mixer.peak > this.#peak) this.#peak = mixer.peak;
		this.#power += mixer.power;
		this.#clipped += mixer.clippedSamples;
		this.#chunkClipped += mixer.clippedSamples;
		this.#framesSince += frames;
		if (++this.#quanta % quantaBetweenReports !== 0) return;
		const rms = Math.sqrt(this.#power / this.#framesSince);
		if (this.#ring !== null) {
			this.#ring.publish(this.#peak, rms);
			if (this.#clipped > 0) this.#ring.countClipped(this.#clipped);
		} else this.port.postMessage({ peak: this.#peak, rms, clippedSamples: this.#clipped } satisfies CaptureReport);
		this.#peak = 0;
		this.#power = 0;
		this.#clipped = 0;
		this.#framesSince = 0;
	}

	/** Without shared memory there is no way without allocating: a chunk is made for each message. */
	#collect(left: Float32Array, right: Float32Array, frames: number): void {
		for (let at = 0; at < frames;) {
			this.#chunk ??= {
				contextFrame: currentFrame + at,
				left: new Float32Array(chunkFrames),
				right: new Float32Array(chunkFrames)
			};
			const count = Math.min(frames - at, chunkFrames - this.#chunkFill);
			for (let i = 0; i < count; i++) {
				this.#chunk.left[this.#chunkFill + i] = left[at + i] ?? 0;
				this.#chunk.right[this.#chunkFill + i] = right[at + i] ?? 0;
			}
			this.#chunkFill += count;
			at += count;
			if (this.#chunkFill === chunkFrames) this.#sendChunk();
		}
	}

	#sendChunk(): void {
		if (this.#chunk === null) return;
		const chunk = { ...this.#chunk, clippedSamples: this.#chunkClipped } satisfies CaptureChunk;
		for (const port of this.#listeners) port.postMessage(chunk);
		this.#chunkClipped = 0;
		this.#chunk = null;
		this.#chunkFill = 0;
	}

	#close(): void {
		this.#isAlive = false;
		for (const port of this.#listeners) port.close();
		this.#listeners.length = 0;
	}
}

registerProcessor(recordProcessorName, RecordProcessor);
