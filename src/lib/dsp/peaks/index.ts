/** One zoom of a waveform: for every `samplesPerBin` frames the lowest, the highest and the mean of all channels. */
export interface PeakLevel {
	readonly samplesPerBin: number;
	/** -127 to 127 for minus full scale to full scale; louder is clamped. */
	readonly min: Int8Array;
	readonly max: Int8Array;
	/** Root mean square, 0 to 255 for silence to full scale. */
	readonly rms: Uint8Array;
}

export interface PeakBuilder {
	/** @param planes one array a channel, `frames` or more finite samples each */
	push(planes: readonly Float32Array[], frames: number): void;
	/** Finest first; each level is four times coarser than the one before, down to one of 256 bins or fewer. */
	finish(): { readonly frameCount: number; readonly levels: readonly PeakLevel[] };
}

export const baseSamplesPerBin = 256;
const levelRatio = 4;
const coarsestBins = 256;

/** Builds the peaks of a stream; about 0.52 kB for each second at 44.1 kHz. */
export function createPeakBuilder(): PeakBuilder {
	const bins = new BinList();
	let low = Infinity;
	let high = -Infinity;
	let power = 0;
	let filled = 0;
	let frameCount = 0;

	function close(channels: number): void {
		bins.add(toSigned(low), toSigned(high), toRms(power / (filled * channels)));
		low = Infinity;
		high = -Infinity;
		power = 0;
		filled = 0;
	}
	let channelCount = 1;

	return {
		push(planes, frames) {
			channelCount = Math.max(1, planes.length);
			for (let at = 0; at < frames;) {
				const end = Math.min(frames, at + baseSamplesPerBin - filled);
				for (const plane of planes) {
					// Locals, because engines box numbers that a closure writes.
					let lowest = low;
					let highest = high;
					let sum = 0;
					for (let i = at; i < end; i++) {
						const sample = plane[i] ?? 0;
						if (sample < lowest) lowest = sample;
						if (sample > highest) highest = sample;
						sum += sample * sample;
					}
					low = lowest;
					high = highest;
					power += sum;
				}
				filled += end - at;
				at = end;
				if (filled === baseSamplesPerBin) close(channelCount);
			}
			frameCount += frames;
		},
		finish() {
			if (filled > 0) close(channelCount);
			const levels: PeakLevel[] = [bins.toLevel()];
			for (let finest = levels[0]; finest && finest.min.length > coarsestBins; finest = levels.at(-1))
				levels.push(coarser(finest));
			return { frameCount, levels };
		}
	};
}

function coarser({ samplesPerBin, min, max, rms }: PeakLevel): PeakLevel {
	const count = Math.ceil(min.length / levelRatio);
	const level = {
		samplesPerBin: samplesPerBin * levelRatio,
		min: new Int8Array(count),
		max: new Int8Array(count),
		rms: new Uint8Array(count)
	};
	for (let bin = 0; bin < count; bin++) {
		const from = bin * levelRatio;
		const to = Math.min(from + levelRatio, min.length);
		let low = 127;
		let high = -127;
		let power = 0;
		for (let i = from; i < to; i++) {
			low = Math.min(low, min[i] ?? 0);
			high = Math.max(high, max[i] ?? 0);
			power += (rms[i] ?? 0) ** 2;
		}
		level.min[bin] = low;
		level.max[bin] = high;
		level.rms[bin] = Math.round(Math.sqrt(power / (to - from)));
	}
	return level;
}

const toSigned = (sample: number): number => Math.round(127 * Math.max(-1, Math.min(1, sample)));
const toRms = (power: number): number => Math.round(255 * Math.min(1, Math.sqrt(power)));

/** The base level while it grows. */
class BinList {
	#count = 0;
	#min = new Int8Array(1024);
	#max = new Int8Array(1024);
	#rms = new Uint8Array(1024);

	add(min: number, max: number, rms: number): void {
		if (this.#count === this.#min.length) {
			const grow = <T extends Int8Array | Uint8Array>(from: T, to: T): T => {
				to.set(from);
				return to;
			};
			this.#min = grow(this.#min, new Int8Array(2 * this.#count));
			this.#max = grow(this.#max, new Int8Array(2 * this.#count));
			this.#rms = grow(this.#rms, new Uint8Array(2 * this.#count));
		}
		this.#min[this.#count] = min;
		this.#max[this.#count] = max;
		this.#rms[this.#count] = rms;
		this.#count++;
	}

	toLevel(): PeakLevel {
		return {
			samplesPerBin: baseSamplesPerBin,
			min: this.#min.slice(0, this.#count),
			max: this.#max.slice(0, this.#count),
			rms: this.#rms.slice(0, this.#count)
		};
	}
}
