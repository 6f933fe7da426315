const phases = 4;
const tapsPerPhase = 12;
const stretch = 256;

/**
 * The highest level between the samples, after ITU-R BS.1770-4, annex 2: four times as many samples through a windowed
 * sinc. A stretch whose samples are so low that nothing between them can reach the peak so far is passed over, which is
 * nearly all of them.
 */
export class TruePeakMeter {
	readonly #filter = interpolator();
	/** No value between samples exceeds the largest sample around it by more than this factor. */
	readonly #mostGain = gainBound(this.#filter);
	#peak = 0;
	/** The last samples of the stretch before, then the stretch. */
	readonly #line = new Float32Array(tapsPerPhase - 1 + stretch);

	/** Linear; 1 is full scale. */
	get peak(): number {
		return this.#peak;
	}

	push(samples: Float32Array, frames: number): void {
		for (let at = 0; at < frames; at += stretch) this.#take(samples.subarray(at, Math.min(frames, at + stretch)));
	}

	/** What rings on after the last sample. */
	finish(): void {
		this.#take(new Float32Array(tapsPerPhase));
	}

	#take(samples: Float32Array): void {
		const line = this.#line;
		const history = tapsPerPhase - 1;
		line.set(samples, history);
		const end = history + samples.length;
		let largest = 0;
		for (let i = 0; i < end; i++) {
			const size = Math.abs(line[i] ?? 0);
			if (size > largest) largest = size;
		}
		if (largest * this.#mostGain > this.#peak) this.#measure(line, end);
		line.copyWithin(0, end - history, end);
	}

	#measure(line: Float32Array, end: number): void {
		const filter = this.#filter;
		let peak = this.#peak;
		for (let i = tapsPerPhase - 1; i < end; i++) {
			for (let phase = 0; phase < phases; phase++) {
				let sum = 0;
				for (let tap = 0; tap < tapsPerPhase; tap++) sum += (filter[phase * tapsPerPhase + tap] ?? 0) * (line[i - tap] ?? 0);
				const size = Math.abs(sum);
				if (size > peak) peak = size;
			}
		}
		this.#peak = peak;
	}
}

/** A Kaiser-windowed sinc in four phases; phase 0 gives the samples themselves back. */
function interpolator(): Float32Array {
	const filter = new Float32Array(phases * tapsPerPhase);
	const middle = tapsPerPhase / 2;
	for (let phase = 0; phase < phases; phase++) {
		let sum = 0;
		for (let tap = 0; tap < tapsPerPhase; tap++) {
			const x = tap - middle + phase / phases;
			const window = bessel(5 * Math.sqrt(Math.max(0, 1 - (x / (middle + 0.25)) ** 2))) / bessel(5);
			const value = (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x)) * window;
			filter[phase * tapsPerPhase + tap] = value;
			sum += value;
		}
		for (let tap = 0; tap < tapsPerPhase; tap++) {
			const at = phase * tapsPerPhase + tap;
			filter[at] = (filter[at] ?? 0) / sum;
		}
	}
	return filter;
}

function gainBound(filter: Float32Array): number {
	let most = 0;
	for (let phase = 0; phase < phases; phase++) {
		let sum = 0;
		for (let tap = 0; tap < tapsPerPhase; tap++) sum += Math.abs(filter[phase * tapsPerPhase + tap] ?? 0);
		most = Math.max(most, sum);
	}
	return most;
}

/** The modified Bessel function of the first kind and order 0, by its series. */
function bessel(x: number): number {
	let term = 1;
	let sum = 1;
	for (let k = 1; term > 1e-9 * sum; k++) {
		term *= (x / (2 * k)) ** 2;
		sum += term;
	}
	return sum;
}
