export { fromScoreMidi } from './read.ts';
export { toScoreMidi, type ScoreMidiOptions } from './write.ts';
