export { fromGuitarPro, isGuitarPro } from './read.ts';
export { toGuitarPro } from './write.ts';
