/** What a recording's samples add up to. */
export interface Level {
	/** Largest absolute sample, dBFS; -200 for digital silence. */
	readonly peakDb: number;
	/** Mean power over frames and channels, dBFS; -200 for digital silence. */
	readonly rmsDb: number;
	/** How to make one channel of it without cancelling. */
	readonly monoMix: 'mean' | 'left' | 'right';
}

export interface LevelMeter {
	/** @param planes one array a channel, `frames` or more finite samples each */
	push(planes: readonly Float32Array[], frames: number): void;
	level(): Level;
}

export const silenceDb = -200;
/**
 * Two independent channels leave a quarter of the louder one's energy in their mean, or more; below this share they
 * cancel each other (about 8 dB).
 */
const cancelShare = 0.15;

/** Counts peak, power and phase over a stream. The first two channels count for `monoMix`. */
export function createLevelMeter(): LevelMeter {
	let peak = 0;
	let samples = 0;
	let power = 0;
	let leftPower = 0;
	let rightPower = 0;
	let sharedPower = 0;

	// Sums are kept in locals inside the loops: engines box numbers that a closure writes.
	function pushPair(left: Float32Array, right: Float32Array, frames: number): void {
		let highest = peak;
		let leftSum = 0;
		let rightSum = 0;
		let sharedSum = 0;
		for (let i = 0; i < frames; i++) {
			const l = left[i] ?? 0;
			const r = right[i] ?? 0;
			if (l > highest || -l > highest) highest = Math.abs(l);
			if (r > highest || -r > highest) highest = Math.abs(r);
			leftSum += l * l;
			rightSum += r * r;
			sharedSum += l * r;
		}
		peak = highest;
		leftPower += leftSum;
		rightPower += rightSum;
		sharedPower += sharedSum;
		power += leftSum + rightSum;
		samples += 2 * frames;
	}

	function pushOne(plane: Float32Array, frames: number): void {
		let highest = peak;
		let sum = 0;
		for (let i = 0; i < frames; i++) {
			const sample = plane[i] ?? 0;
			const size = Math.abs(sample);
			if (size > highest) highest = size;
			sum += sample * sample;
		}
		peak = highest;
		power += sum;
		samples += frames;
	}

	return {
		push(planes, frames) {
			const [left, right, ...others] = planes;
			if (left && right) pushPair(left, right, frames);
			else if (left) pushOne(left, frames);
			for (const plane of others) pushOne(plane, frames);
		},
		level() {
			const meanPower = (leftPower + rightPower + 2 * sharedPower) / 4;
			const isCancelling = meanPower < cancelShare * Math.max(leftPower, rightPower);
			return {
				peakDb: toDb(peak * peak),
				rmsDb: samples === 0 ? silenceDb : toDb(power / samples),
				monoMix: !isCancelling ? 'mean' : leftPower >= rightPower ? 'left' : 'right'
			};
		}
	};
}

function toDb(power: number): number {
	return power > 0 ? Math.max(silenceDb, 10 * Math.log10(power)) : silenceDb;
}
