import { contourBins, toContourCentre } from './matrices.ts';

/** Thirds of a semitone looked at on either side of a note's own pitch. */
const reach = 5;
const centsPerBin = 100 / 3;

/** Weights that keep a neighbour's contour from taking over; about two semitones to half. */
const closeness = Float64Array.from({ length: 2 * reach + 1 }, (_, i) => Math.exp(-((i - reach) ** 2) / (2 * 3.5 ** 2)));

/**
 * How far the contour lies from the tempered pitch in one frame, by the weighted peak and a parabola through its sides.
 * @returns cents, or NaN when nothing sounds within five thirds of a semitone
 */
export function toDeviationCents(contours: Uint8Array, frame: number, noteBin: number): number {
	const row = frame * contourBins;
	const centre = toContourCentre(noteBin);
	let best = -1;
	let bestValue = 38;
	for (let i = 0; i <= 2 * reach; i++) {
		const bin = centre + i - reach;
		if (bin < 0 || bin >= contourBins) continue;
		const value = (contours[row + bin] ?? 0) * (closeness[i] ?? 0);
		if (value > bestValue) {
			bestValue = value;
			best = bin;
		}
	}
	if (best < 0) return Number.NaN;
	const left = best > 0 ? (contours[row + best - 1] ?? 0) : 0;
	const middle = contours[row + best] ?? 0;
	const right = best + 1 < contourBins ? (contours[row + best + 1] ?? 0) : 0;
	const curve = left - 2 * middle + right;
	const shift = curve < 0 ? Math.max(-0.5, Math.min(0.5, (left - right) / (2 * curve))) : 0;
	return (best + shift - centre) * centsPerBin;
}

/** Notes that move by less than this, between their 5th and 95th percentile, are steady. */
const leastMoveCents = 35;
const leastFrames = 8;

/** Frame by frame cents to a bend worth keeping: gaps bridged, single outliers gone; undefined when the note is steady. */
export function toBend(cents: readonly number[]): number[] | undefined {
	let heardFrames = 0;
	let lowest = Infinity;
	let highest = -Infinity;
	for (const value of cents) {
		if (Number.isNaN(value)) continue;
		heardFrames++;
		if (value < lowest) lowest = value;
		if (value > highest) highest = value;
	}
	if (heardFrames < leastFrames || heardFrames < 0.6 * cents.length || highest - lowest < leastMoveCents) return undefined;
	const filled: number[] = [];
	let last = cents.find((value) => !Number.isNaN(value)) ?? 0;
	for (const value of cents) {
		if (!Number.isNaN(value)) last = value;
		filled.push(last);
	}
	const smooth = filled.map((value, i) => {
		const around = [filled[i - 2] ?? value, filled[i - 1] ?? value, value, filled[i + 1] ?? value, filled[i + 2] ?? value];
		return around.sort((a, b) => a - b)[2] ?? value;
	});
	const ordered = [...smooth].sort((a, b) => a - b);
	const at = (share: number): number => ordered[Math.round(share * (ordered.length - 1))] ?? 0;
	if (at(0.95) - at(0.05) < leastMoveCents) return undefined;
	return smooth.map((value) => Math.max(-1200, Math.min(1200, Math.round(value))));
}
