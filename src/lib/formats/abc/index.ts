export { fromAbc, isAbc } from './read.ts';
