export { fromTakeHeader, toTakeHeader, takeHeaderBytes, withTakeFrames, type TakeHeader } from './take-header.ts';
export { fromInt24, toInt24 } from './int24.ts';
export { toWavHeader } from './wav-header.ts';
