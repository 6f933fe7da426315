export { describeBar, eventWords } from './describe.ts';
export { walkTo, type WalkStep } from './walk.ts';
