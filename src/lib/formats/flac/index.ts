export { flacBlockFrames, FlacEncoder, type FlacLayout } from './flac-encoder.ts';
