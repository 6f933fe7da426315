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
	let meanPower = 0;
	return {
		push(planes, frames) {
			for (const plane of planes) {
				let sum = 0;
				for (let i = 0; i < frames; i++) {
					const sample = plane[i] ?? 0;
					const size = sample < 0 ? -sample : sample;
					if (size > peak) peak = size;
					sum += sample * sample;
				}
				power += sum;
				samples += frames;
			}
			const [left, right] = planes;
			if (!left || !right) return;
			for (let i = 0; i < frames; i++) {
				const l = left[i] ?? 0;
				const r = right[i] ?? 0;
				leftPower += l * l;
				rightPower += r * r;
				meanPower += ((l + r) * (l + r)) / 4;
			}
		},
		level() {
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
