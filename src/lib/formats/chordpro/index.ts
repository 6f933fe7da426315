export { fromChordPro, isChordPro } from './read.ts';
export { toChordPro } from './write.ts';
