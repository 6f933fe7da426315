/** Louder than this is no sound but a broken number; +36 dBFS. */
const largest = 64;

/**
 * Makes samples finite in place: no number becomes 0, infinity full scale, anything absurdly large the largest.
 * Answers whether anything had to be changed.
 */
export function makeFinite(plane: Float32Array, frames: number): boolean {
	let isChanged = false;
	for (let i = 0; i < frames; i++) {
		const sample = plane[i] ?? 0;
		if (sample <= largest && sample >= -largest) continue;
		isChanged = true;
		if (Number.isNaN(sample)) plane[i] = 0;
		else if (Number.isFinite(sample)) plane[i] = Math.sign(sample) * largest;
		else plane[i] = Math.sign(sample);
	}
	return isChanged;
}

const middle = Math.SQRT1_2;
type Weights = readonly (readonly [left: number, right: number])[];
/** What each channel gives to left and right, in the order of WAVE and AAC decoders. Source: ITU-R BS.775, annex 4. */
const layouts: Readonly<Record<number, Weights>> = {
	3: [
		[1, 0],
		[0, 1],
		[middle, middle]
	],
	4: [
		[1, 0],
		[0, 1],
		[middle, 0],
		[0, middle]
	],
	5: [
		[1, 0],
		[0, 1],
		[middle, middle],
		[middle, 0],
		[0, middle]
	],
	6: [
		[1, 0],
		[0, 1],
		[middle, middle],
		[0, 0],
		[middle, 0],
		[0, middle]
	],
	7: [
		[1, 0],
		[0, 1],
		[middle, middle],
		[0, 0],
		[0.5, 0.5],
		[middle, 0],
		[0, middle]
	],
	8: [
		[1, 0],
		[0, 1],
		[middle, middle],
		[0, 0],
		[middle, 0],
		[0, middle],
		[middle, 0],
		[0, middle]
	]
};

/** Beyond the known layouts: left, right, left, right. */
const alternate = (index: number): readonly [number, number] => (index % 2 === 0 ? [1, 0] : [0, 1]);

function weightsFor(channels: number): Weights {
	const weights: Weights = layouts[channels] ?? Array.from({ length: channels }, (_, i) => alternate(i));
	const sums = [0, 1].map((side) => weights.reduce((sum, pair) => sum + (pair[side] ?? 0), 0));
	return weights.map(([left, right]) => [left / (sums[0] || 1), right / (sums[1] || 1)] as const);
}

/**
 * One or two channels from any number, without exceeding the loudest of them.
 * @param channels wanted: 1 or 2
 * @returns the very planes where nothing is to be mixed
 */
export function downmix(planes: readonly Float32Array[], frames: number, channels: 1 | 2): readonly Float32Array[] {
	const [first] = planes;
	if (planes.length === channels || !first) return planes;
	if (planes.length === 1) return [first, first];
	const mixed = [new Float32Array(frames), new Float32Array(frames)] as const;
	const weights: Weights =
		planes.length === 2
			? [
					[1, 0],
					[0, 1]
				]
			: weightsFor(planes.length);
	planes.forEach((plane, index) => {
		const pair = weights[index] ?? [0, 0];
		mixed.forEach((out, side) => {
			const weight = pair[side] ?? 0;
			if (weight === 0) return;
			for (let i = 0; i < frames; i++) out[i] = (out[i] ?? 0) + weight * (plane[i] ?? 0);
		});
	});
	if (channels === 2) return mixed;
	const [left, right] = mixed;
	for (let i = 0; i < frames; i++) left[i] = ((left[i] ?? 0) + (right[i] ?? 0)) / 2;
	return [left];
}
