import type { CaptureChunk, CaptureFeed } from '$contracts/recording/record.contract.ts';
import { CaptureReader, clippedAt, lostAt, type CaptureSink } from '$core/capture/index.ts';

/** What the audio thread hears, as a worker takes it. */
export interface CaptureSource {
	/** Hands over all that has come in since the last time. */
	drain(sink: CaptureSink): void;
	/** Since the input was opened. */
	clippedSamples(): number;
	lostFrames(): number;
	close(): void;
}

/** @param isEmptying the one reader that makes room in the ring; others follow */
export function openCapture(feed: CaptureFeed, isEmptying: boolean): CaptureSource {
	return feed.kind === 'ring' ? ringSource(feed, isEmptying) : messageSource(feed.port);
}

function ringSource({ memory }: Extract<CaptureFeed, { kind: 'ring' }>, isEmptying: boolean): CaptureSource {
	const reader = new CaptureReader(memory, isEmptying);
	return {
		drain: (sink) => void reader.drain(sink),
		clippedSamples: () => Atomics.load(memory.state, clippedAt),
		lostFrames: () => Atomics.load(memory.state, lostAt),
		close: () => undefined
	};
}

/** Messages queue without a limit, so nothing is lost on the way. */
function messageSource(port: MessagePort): CaptureSource {
	let waiting: CaptureChunk[] = [];
	let clippedSamples = 0;
	port.onmessage = ({ data }: MessageEvent<CaptureChunk>) => {
		waiting.push(data);
		clippedSamples += data.clippedSamples;
	};
	return {
		drain(sink) {
			const chunks = waiting;
			waiting = [];
			for (const { contextFrame, left, right } of chunks) sink(contextFrame, left, right, left.length);
		},
		clippedSamples: () => clippedSamples,
		lostFrames: () => 0,
		close: () => port.close()
	};
}
