export { fromMusicXml } from './read.ts';
export { toMusicXml } from './writing/write.ts';
