export {
	barIndexAt,
	beatPositionAt,
	emptyGrid,
	localBpm,
	medianBeatSeconds,
	nearestBeat,
	secondsAtBeat,
	toBars,
	type Bar,
	type BeatGrid
} from './beat-grid.ts';
export { toTempoMap, type TempoPoint } from './tempo-map.ts';
export { currentTaps, tappedBpm } from './tap-tempo.ts';
export { snapSeconds, snapSteps, type SnapStep } from './snap.ts';
