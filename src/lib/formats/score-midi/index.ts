export { fromScoreMidi } from './read.ts';
export { toScoreMidi } from './write.ts';
