export { loopbackLatency } from './loopback.ts';
export { makeLatencyProbe, mostLatencySeconds } from './probe.ts';
export { songSecondsAt } from './take-place.ts';
export { tapAlongLatency } from './tap-along.ts';
