export { describeBar, eventWords, pitchWords, valueWords } from './describe.ts';
export { walkTo, type WalkStep } from './walk.ts';
