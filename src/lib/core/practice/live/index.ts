export { LiveMatcher, type LiveTally, type VoiceMoment } from './live-matcher.ts';
