export { fromMusicXml } from './read.ts';
