export { loopbackLatency, type LatencyEstimate } from './loopback.ts';
export { makeLatencyProbe, mostLatencySeconds, type LatencyProbe } from './probe.ts';
export { songSecondsAt, type TakeTimeline } from './take-place.ts';
export { tapAlongLatency } from './tap-along.ts';
