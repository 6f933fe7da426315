export { createResampler, type EmitFrames, type Resampler, type ResamplerOptions } from './resampler.ts';
export { makeScalarConvolver, type Convolver, type MakeConvolver } from './convolver.ts';
export type { PolyphaseFilter } from './filter.ts';
