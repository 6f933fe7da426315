export {
	captureMemory,
	channelChoices,
	clippedAt,
	lostAt,
	peakAt,
	rmsAt,
	soundingAt,
	soundingPeak,
	type CaptureMemory,
	type ChannelChoice
} from './capture-memory.ts';
export { CaptureReader, type CaptureSink } from './capture-reader.ts';
export { CaptureWriter } from './capture-writer.ts';
export { ChannelMixer } from './channel-mixer.ts';
