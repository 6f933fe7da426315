export { LiveMatcher, type LiveTally } from './live-matcher.ts';
