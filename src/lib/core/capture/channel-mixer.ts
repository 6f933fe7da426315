import type { ChannelChoice } from './capture-memory.ts';

/** At or above this the converter had no more to give. */
const fullScale = 0.999;

/** Brings one quantum of a device's channels to what is kept of them, with gain. Allocates nothing after it is made. */
export class ChannelMixer {
	readonly left: Float32Array;
	readonly right: Float32Array;
	/** Of the last quantum: largest absolute sample, sum of squares over both planes, samples at full scale. */
	peak = 0;
	power = 0;
	clippedSamples = 0;
	#gain = 1;

	/** @param frames the largest quantum */
	constructor(frames: number) {
		this.left = new Float32Array(frames);
		this.right = new Float32Array(frames);
	}

	/**
	 * @param first null while no sound comes in
	 * @param second null where the device has one channel
	 * @param gain linear; reached by the end of the quantum
	 */
	mix(first: Float32Array | null, second: Float32Array | null, channel: ChannelChoice, gain: number, frames: number): void {
		const step = (gain - this.#gain) / frames;
		let peak = 0;
		let power = 0;
		let clipped = 0;
		const left = this.left;
		const right = this.right;
		for (let i = 0; i < frames; i++) {
			const a = first?.[i] ?? 0;
			const b = second?.[i] ?? a;
			this.#gain += step;
			const x = (channel === 'mix' ? 0.5 * (a + b) : channel === 'right' ? b : a) * this.#gain;
			const y = channel === 'both' ? b * this.#gain : x;
			const high = Math.max(Math.abs(x), Math.abs(y));
			if (high > peak) peak = high;
			if (
				high >= fullScale ||
				(channel !== 'right' && Math.abs(a) >= fullScale) ||
				(channel !== 'left' && Math.abs(b) >= fullScale)
			)
				clipped++;
			power += 0.5 * (x * x + y * y);
			left[i] = x;
			right[i] = y;
		}
		this.#gain = gain;
		this.peak = peak;
		this.power = power;
		this.clippedSamples = clipped;
	}
}
