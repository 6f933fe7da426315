import { meterTicks, type Meter, type ScoreBar, type WrittenKey } from '$core/score/index.ts';
import { checkCount, scoreLimits } from './limits.ts';
import type { IdMaker } from './draft.ts';

interface At<T> {
	readonly tick: number;
	readonly value: T;
}

export const plainMeter: Meter = { beats: 4, beatType: 4 };
export const plainKey: WrittenKey = { fifths: 0, mode: 'major' };

/**
 * Bars from meters and keys at their ticks, as a MIDI file has them. A meter that comes inside a bar cuts it; a key there counts
 * from the next bar on.
 * @param endTick the last bar reaches to here or beyond
 */
export function toBars(
	meters: readonly At<Meter>[],
	keys: readonly At<WrittenKey>[],
	endTick: number,
	nextId: IdMaker
): ScoreBar[] {
	const bars: ScoreBar[] = [];
	const changes = [...meters].sort((a, b) => a.tick - b.tick);
	const keyChanges = [...keys].sort((a, b) => a.tick - b.tick);
	let meter = plainMeter;
	let key = plainKey;
	let tick = 0;
	let nextMeter = 0;
	let nextKey = 0;
	while (tick < endTick || bars.length === 0) {
		for (; (changes[nextMeter]?.tick ?? Infinity) <= tick; nextMeter++) meter = changes[nextMeter]?.value ?? meter;
		for (; (keyChanges[nextKey]?.tick ?? Infinity) <= tick; nextKey++) key = keyChanges[nextKey]?.value ?? key;
		const fullTicks = meterTicks(meter);
		const ticks = Math.min(fullTicks, (changes[nextMeter]?.tick ?? Infinity) - tick);
		bars.push({ id: nextId('b'), ticks, meter, key });
		tick += ticks;
		checkCount(bars.length, scoreLimits.maxBars, 'bars');
	}
	return bars;
}
