export { isAsciiTab } from './systems.ts';
export { fromAsciiTab } from './read.ts';
export { toAsciiTab } from './write.ts';
