import { medianBeatSeconds, type BeatGrid } from './beat-grid.ts';

/** A place in a recording and in the written music. */
export interface TempoPoint {
	readonly seconds: number;
	/** Quarter notes from the beginning of the file. */
	readonly quarters: number;
}

/**
 * Tracked beats as a tempo map with a point for each. The file begins at second 0 and at a bar line; as many beats of
 * silence or pickup lie before the first downbeat as keep the tempo there nearest to the song's own.
 * @param beatsPerBar 1 or more
 * @param division 3 where a beat is a dotted quarter, as in 6/8
 * @returns nothing for fewer than two beats
 */
export function toTempoMap(grid: BeatGrid, beatsPerBar: number, division: 2 | 3): TempoPoint[] {
	const { beatsSeconds, downbeats } = grid;
	const [first] = beatsSeconds;
	if (first === undefined || beatsSeconds.length < 2) return [];
	const quartersPerBeat = division === 3 ? 1.5 : 1;
	const anchor = downbeats[0] ?? 0;
	const anchorSeconds = beatsSeconds[anchor] ?? first;
	const wantedBeats = anchorSeconds / medianBeatSeconds(beatsSeconds);
	const fewestBars = Math.ceil((first > 0 ? anchor + 1 : anchor) / beatsPerBar);
	const leadBeats = Math.max(fewestBars, Math.round(wantedBeats / beatsPerBar)) * beatsPerBar;
	const points = beatsSeconds.map((seconds, beat) => ({ seconds, quarters: (leadBeats - anchor + beat) * quartersPerBeat }));
	return first > 0 ? [{ seconds: 0, quarters: 0 }, ...points] : points;
}
