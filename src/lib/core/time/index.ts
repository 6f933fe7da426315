export {
	barIndexAt,
	beatPositionAt,
	countUpTo,
	emptyGrid,
	localBpm,
	medianBeatSeconds,
	nearestBeat,
	secondsAtBeat,
	toBars,
	type Bar,
	type BeatGrid
} from './beat-grid.ts';
export { currentTaps, tappedBpm } from './tap-tempo.ts';
