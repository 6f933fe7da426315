export { fromScoreJson } from './read.ts';
export { scoreJsonFormat, toScoreJson } from './write.ts';
