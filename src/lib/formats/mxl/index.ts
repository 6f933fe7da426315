export { fromMxl } from './read.ts';
export { toMxl } from './write.ts';
