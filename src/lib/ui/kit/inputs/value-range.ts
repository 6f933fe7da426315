/** What a fader or knob can be set to. `log` needs `min` above 0: equal ways are equal ratios, as for frequencies. */
export interface ValueRange {
	readonly min: number;
	readonly max: number;
	readonly step: number;
	readonly curve?: 'linear' | 'log';
}

/** The nearest allowed value; steps count from `min`, and `max` is always allowed. NaN becomes `min`. */
export function snapValue(value: number, { min, max, step }: ValueRange): number {
	if (Number.isNaN(value)) return min;
	if (value >= max) return max;
	if (value <= min) return min;
	const snapped = step > 0 ? min + Math.round((value - min) / step) * step : value;
	return Math.min(max, Number(snapped.toFixed(decimalsOf(step, min))));
}

/** Where a value stands between `min` (0) and `max` (1). */
export function toFraction(value: number, { min, max, curve }: ValueRange): number {
	if (max <= min) return 0;
	const fraction =
		curve === 'log' && min > 0 ? Math.log(Math.max(value, min) / min) / Math.log(max / min) : (value - min) / (max - min);
	return Math.max(0, Math.min(1, fraction));
}

/** The allowed value nearest to a place between 0 and 1. */
export function fromFraction(fraction: number, range: ValueRange): number {
	const { min, max, curve } = range;
	const inside = Math.max(0, Math.min(1, fraction));
	return snapValue(curve === 'log' && min > 0 ? min * (max / min) ** inside : min + inside * (max - min), range);
}

const bigSteps = 10;

/**
 * The value a key asks for, or null when the key means nothing here: arrows a step (ten with Shift), page keys ten,
 * Home and End the ends. On a log curve a step is a hundredth of the way, and at least one `step`.
 */
export function valueForKey(event: Pick<KeyboardEvent, 'key' | 'shiftKey'>, value: number, range: ValueRange): number | null {
	const steps: Readonly<Record<string, number>> = {
		ArrowUp: 1,
		ArrowRight: 1,
		ArrowDown: -1,
		ArrowLeft: -1,
		PageUp: bigSteps,
		PageDown: -bigSteps
	};
	if (event.key === 'Home') return range.min;
	if (event.key === 'End') return range.max;
	const count = steps[event.key];
	if (count === undefined) return null;
	return nudgeValue(value, event.shiftKey && Math.abs(count) === 1 ? count * bigSteps : count, range);
}

export function nudgeValue(value: number, count: number, range: ValueRange): number {
	if (range.curve !== 'log') return snapValue(value + count * range.step, range);
	const next = fromFraction(toFraction(value, range) + count / 100, range);
	return next === value ? snapValue(value + Math.sign(count) * range.step, range) : next;
}

/** Decimal places that a step needs, at most 6. */
export function decimalsOf(...steps: readonly number[]): number {
	let places = 0;
	for (const step of steps) while (places < 6 && Math.abs(step * 10 ** places - Math.round(step * 10 ** places)) > 1e-6) places++;
	return places;
}
