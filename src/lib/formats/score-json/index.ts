export { fromScoreJson, isScoreJson } from './read.ts';
export { toScoreJson } from './write.ts';
