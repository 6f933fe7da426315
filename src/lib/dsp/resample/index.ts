export { createResampler, type Resampler } from './resampler.ts';
export type { Convolver, MakeConvolver } from './convolver.ts';
