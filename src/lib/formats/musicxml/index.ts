export { fromMusicXml } from './read.ts';
export { toMusicXml } from './write.ts';
