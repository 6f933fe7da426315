import { UserFixableError } from '$contracts/errors.ts';
import {
	recordProcessorName,
	type CaptureChunk,
	type CaptureFeed,
	type CaptureReport,
	type RecordProcessorOptions,
	type ToRecordProcessor
} from '$contracts/recording/record.contract.ts';
import type { InputChoice, MeterReading } from '$contracts/recording/take-recorder.ts';
import {
	CaptureReader,
	captureMemory,
	clippedAt,
	lostAt,
	peakAt,
	rmsAt,
	soundingAt,
	soundingPeak,
	type CaptureMemory,
	type CaptureSink,
	type ChannelChoice
} from '$core/capture/index.ts';
import workletUrl from '$worklets/record.worklet.ts?worker&url';

/** Time constant of the monitor's fades, seconds. */
const glideSeconds = 0.012;
const modulesIn = new WeakSet<AudioContext>();

export interface CaptureTap {
	/** What has come in since the last time. */
	drain(sink: CaptureSink): void;
	close(): void;
}

/** From a microphone's stream to the ring, in one context; and to the speakers when it is monitored. */
export class CaptureGraph {
	readonly context: AudioContext;
	readonly memory: CaptureMemory | null;
	readonly #source: MediaStreamAudioSourceNode;
	readonly #worklet: AudioWorkletNode;
	readonly #monitor: GainNode;
	readonly #report = { peak: 0, rms: 0, clippedSamples: 0, soundingBlocks: 0 };
	#clipsReleased = 0;

	private constructor(
		context: AudioContext,
		memory: CaptureMemory | null,
		source: MediaStreamAudioSourceNode,
		worklet: AudioWorkletNode
	) {
		this.context = context;
		this.memory = memory;
		this.#source = source;
		this.#worklet = worklet;
		this.#monitor = context.createGain();
		this.#monitor.gain.value = 0;
		source.connect(worklet);
		// A node that leads nowhere may not be asked for sound; this one's output is silence.
		worklet.connect(context.destination);
		source.connect(this.#monitor);
		this.#monitor.connect(context.destination);
		worklet.port.onmessage = ({ data }: MessageEvent<CaptureReport>) => {
			this.#report.peak = data.peak;
			this.#report.rms = data.rms;
			this.#report.clippedSamples += data.clippedSamples;
			if (data.peak > soundingPeak) this.#report.soundingBlocks++;
		};
	}

	/**
	 * @param isShared false keeps to messages even where memory can be shared
	 * @throws DOMException `NotSupportedError` where a stream of another rate than the context's is not taken
	 * @throws UserFixableError `audioOutputUnavailable` where there are no worklets
	 */
	static async open(context: AudioContext, stream: MediaStream, choice: InputChoice, isShared: boolean): Promise<CaptureGraph> {
		const source = context.createMediaStreamSource(stream);
		const memory = isShared ? captureMemory(true) : null;
		try {
			if (!modulesIn.has(context)) await context.audioWorklet.addModule(workletUrl);
			modulesIn.add(context);
			const worklet = new AudioWorkletNode(context, recordProcessorName, {
				numberOfInputs: 1,
				numberOfOutputs: 1,
				outputChannelCount: [1],
				channelCount: 2,
				channelCountMode: 'clamped-max',
				channelInterpretation: 'discrete',
				processorOptions: { memory, channel: choice.channel } satisfies RecordProcessorOptions
			});
			const graph = new CaptureGraph(context, memory, source, worklet);
			graph.setGain(choice.gainDb);
			graph.setMonitoring(choice.isMonitored);
			return graph;
		} catch (error) {
			source.disconnect();
			throw new UserFixableError('audioOutputUnavailable', {}, String(error));
		}
	}

	/** Where one more worker hears this input from; transfer the port when there is one. */
	feed(): { readonly feed: CaptureFeed; readonly transfer: Transferable[] } {
		if (this.memory !== null) return { feed: { kind: 'ring', memory: this.memory }, transfer: [] };
		const { port1, port2 } = new MessageChannel();
		this.#post({ kind: 'listen', port: port1 }, [port1]);
		return { feed: { kind: 'messages', port: port2 }, transfer: [port2] };
	}

	/** Follows the input on this thread, for measurements. */
	tap(): CaptureTap {
		if (this.memory !== null) {
			const reader = new CaptureReader(this.memory, false);
			return { drain: (sink) => void reader.drain(sink), close: () => undefined };
		}
		const { port1, port2 } = new MessageChannel();
		this.#post({ kind: 'listen', port: port1 }, [port1]);
		let waiting: CaptureChunk[] = [];
		port2.onmessage = ({ data }: MessageEvent<CaptureChunk>) => void waiting.push(data);
		return {
			drain(sink) {
				for (const { contextFrame, left, right } of waiting) sink(contextFrame, left, right, left.length);
				waiting = [];
			},
			close: () => port2.close()
		};
	}

	setChannel(channel: ChannelChoice): void {
		this.#post({ kind: 'channel', channel });
	}

	setGain(gainDb: number): void {
		const gain = this.#worklet.parameters.get('gain');
		if (gain) gain.value = 10 ** (gainDb / 20);
	}

	setMonitoring(isMonitored: boolean): void {
		this.#monitor.gain.setTargetAtTime(isMonitored ? 1 : 0, this.context.currentTime, glideSeconds);
	}

	meter(): MeterReading {
		const clips = this.#clipsSoFar();
		const clippedSamples = (clips - this.#clipsReleased) | 0;
		const peak = this.memory?.meter[peakAt] ?? this.#report.peak;
		const rms = this.memory?.meter[rmsAt] ?? this.#report.rms;
		return { peak, rms, clippedSamples, hasClipped: clippedSamples > 0 };
	}

	releaseClip(): void {
		this.#clipsReleased = this.#clipsSoFar();
	}

	/** Counts up, wrapping, with each block of the meter that holds sound. */
	get soundingBlocks(): number {
		return this.memory === null ? this.#report.soundingBlocks : Atomics.load(this.memory.state, soundingAt);
	}

	get lostFrames(): number {
		return this.memory === null ? 0 : Atomics.load(this.memory.state, lostAt);
	}

	close(): void {
		this.#post({ kind: 'close' });
		this.#source.disconnect();
		this.#worklet.disconnect();
		this.#monitor.disconnect();
		this.#worklet.port.onmessage = null;
	}

	#clipsSoFar(): number {
		return this.memory === null ? this.#report.clippedSamples : Atomics.load(this.memory.state, clippedAt);
	}

	#post(message: ToRecordProcessor, transfer: Transferable[] = []): void {
		this.#worklet.port.postMessage(message, transfer);
	}
}
