export { fromGuitarPro } from './read.ts';
export { toGuitarPro } from './write.ts';
