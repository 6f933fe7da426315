/** How long a task will still take, in words; empty when that is not known. */
export function timeLeftWords(secondsLeft: number | null | undefined): string {
	if (secondsLeft === null || secondsLeft === undefined || !Number.isFinite(secondsLeft) || secondsLeft < 0) return '';
	if (secondsLeft < 3) return 'a moment left';
	if (secondsLeft < 50) return `about ${roundTo(secondsLeft, secondsLeft < 10 ? 1 : 5)} s left`;
	if (secondsLeft < 3600) return `about ${Math.max(1, Math.round(secondsLeft / 60))} min left`;
	const hours = Math.floor(secondsLeft / 3600);
	const minutes = roundTo((secondsLeft - hours * 3600) / 60, 5);
	if (minutes === 60) return `about ${hours + 1} h left`;
	return minutes === 0 ? `about ${hours} h left` : `about ${hours} h ${minutes} min left`;
}

const roundTo = (value: number, unit: number): number => Math.max(unit === 1 ? 1 : 0, Math.round(value / unit) * unit);

/** A share as whole percent; 100 only when it is all done. */
export function percentOf(fraction: number): number {
	if (Number.isNaN(fraction)) return 0;
	return fraction >= 1 ? 100 : Math.max(0, Math.min(99, Math.floor(fraction * 100)));
}
