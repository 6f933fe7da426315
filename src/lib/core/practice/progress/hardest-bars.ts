import { toLoops, worstBars, type BarLoop, type HotBar } from './weak-bars.ts';

/** Going through the hardest bars, one loop at a time. */
export interface HardestBars {
	/** What is looped now; null when all is done. */
	readonly loop: BarLoop | null;
	/** What comes after it. */
	readonly waiting: readonly BarLoop[];
	/** Good repetitions in a row. */
	readonly goodInARow: number;
	/** Repetitions of this loop. */
	readonly repetitions: number;
}

/** A loop is left when it was good so often in a row; after many tries it makes room, so that nobody is stuck. */
export const leaveHardest = { goodInARow: 2, goodAccuracy: 0.95, mostRepetitions: 12 };

/** Begins with the hottest bars of a take or of a history. */
export function beginHardest(bars: readonly HotBar[], count = 3): HardestBars {
	const [loop = null, ...waiting] = toLoops(worstBars(bars, count));
	return { loop, waiting, goodInARow: 0, repetitions: 0 };
}

/** After a repetition; `accuracy` 0 to 1, null where nothing was scored, which counts as neither. */
export function afterHardest(state: HardestBars, accuracy: number | null): HardestBars {
	if (state.loop === null) return state;
	const repetitions = state.repetitions + 1;
	const goodInARow = accuracy === null ? state.goodInARow : accuracy >= leaveHardest.goodAccuracy ? state.goodInARow + 1 : 0;
	if (goodInARow < leaveHardest.goodInARow && repetitions < leaveHardest.mostRepetitions)
		return { ...state, goodInARow, repetitions };
	return skipHardest(state);
}

/** Goes to the next loop, however this one went. */
export function skipHardest(state: HardestBars): HardestBars {
	const [loop = null, ...waiting] = state.waiting;
	return { loop, waiting, goodInARow: 0, repetitions: 0 };
}
