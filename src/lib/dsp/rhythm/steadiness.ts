/** Root mean square distance from the nearest click track up to which a click would fit, seconds. */
const steadySeconds = 0.03;

/** Whether one click track fits all the beats: the distance from the straight line through them (least squares). */
export function isSteady(beatsSeconds: ArrayLike<number>): boolean {
	const count = beatsSeconds.length;
	const middle = (count - 1) / 2;
	let sum = 0;
	let product = 0;
	let power = 0;
	for (let i = 0; i < count; i++) {
		const seconds = beatsSeconds[i] ?? 0;
		sum += seconds;
		product += (i - middle) * seconds;
		power += (i - middle) ** 2;
	}
	const mean = sum / count;
	const slope = power > 0 ? product / power : 0;
	let squares = 0;
	for (let i = 0; i < count; i++) squares += ((beatsSeconds[i] ?? 0) - mean - slope * (i - middle)) ** 2;
	return Math.sqrt(squares / count) <= steadySeconds;
}
