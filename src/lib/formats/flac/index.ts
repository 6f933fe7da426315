export { flacBlockFrames, FlacEncoder } from './flac-encoder.ts';
