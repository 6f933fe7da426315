export { fromAsciiTab } from './read.ts';
export { toAsciiTab, type AsciiTabOptions } from './write.ts';
