import { Halver } from '../../resample/halve.ts';
import { GrowingRows, onsetBands, pitchBins, type RhythmFeatures } from './features.ts';
import { OnsetBands, onsetHopSamples, onsetWindowSamples } from './onset-bands.ts';
import { PitchClasses, pitchHopSamples, pitchWindowSamples } from './pitch-classes.ts';

const sampleRateHz = 44_100;

export interface RhythmListener {
	/** @param mono any number of samples at 44,100 Hz, -1 to 1; what is not finite counts as silence */
	push(mono: Float32Array): void;
	/** What was heard. The listener is spent afterwards. */
	finish(): RhythmFeatures;
}

/** Hears a recording once, as a stream; keeps about 1,100 bytes for each second and none of the sound. */
export function createRhythmListener(): RhythmListener {
	const onsets = new GrowingRows(onsetBands);
	const levels = new GrowingRows(1);
	const pitches = new GrowingRows(pitchBins);
	const onsetBandsOf = new OnsetBands();
	const pitchClassesOf = new PitchClasses();
	const onsetFrames = new Frames(onsetWindowSamples, onsetHopSamples, (window) => {
		onsetBandsOf.write(window, onsets.next());
		levels.next()[0] = toLevelByte(window);
	});
	const pitchFrames = new Frames(pitchWindowSamples, pitchHopSamples, (window) => {
		pitchClassesOf.write(window, pitches.next());
	});
	const toHalf = new Halver();
	const toQuarter = new Halver();
	let sampleCount = 0;

	function hear(mono: Float32Array): void {
		onsetFrames.push(mono);
		pitchFrames.push(toQuarter.push(toHalf.push(mono)));
	}

	return {
		push(mono) {
			sampleCount += mono.length;
			hear(mono.every(Number.isFinite) ? mono : mono.map((sample) => (Number.isFinite(sample) ? sample : 0)));
		},
		finish() {
			onsetFrames.finish();
			pitchFrames.push(toQuarter.push(toHalf.finish()));
			pitchFrames.push(toQuarter.finish());
			pitchFrames.finish();
			return {
				durationSeconds: sampleCount / sampleRateHz,
				frameCount: onsets.rows,
				onsets: onsets.bytes(),
				levels: levels.bytes(),
				pitchFrameCount: pitches.rows,
				pitches: pitches.bytes()
			};
		}
	};
}

function toLevelByte(samples: Float32Array): number {
	let power = 0;
	for (const sample of samples) power += sample * sample;
	const db = power > 0 ? 10 * Math.log10(power / samples.length) : -200;
	return Math.max(0, Math.min(255, Math.round(2 * (db + 127.5))));
}

/** Cuts a stream into overlapping windows; window `t` is centred on sample `t * hop`, with silence around the stream. */
class Frames {
	readonly #buffer: Float32Array;
	readonly #window: number;
	readonly #hop: number;
	readonly #take: (window: Float32Array) => void;
	/** Samples in the buffer; half a window of silence comes first. */
	#count: number;
	#heard = 0;
	#taken = 0;

	constructor(window: number, hop: number, take: (window: Float32Array) => void) {
		this.#buffer = new Float32Array(window + 64 * hop);
		this.#window = window;
		this.#hop = hop;
		this.#take = take;
		this.#count = window / 2;
	}

	push(samples: Float32Array): void {
		this.#heard += samples.length;
		this.#feed(samples);
	}

	/** The windows centred on the last samples. */
	finish(): void {
		const frames = Math.ceil(this.#heard / this.#hop);
		const silence = new Float32Array(this.#hop);
		while (this.#taken < frames) this.#feed(silence);
	}

	#feed(samples: Float32Array): void {
		let from = 0;
		while (from < samples.length) {
			const part = samples.subarray(from, from + this.#buffer.length - this.#count);
			this.#buffer.set(part, this.#count);
			this.#count += part.length;
			from += part.length;
			let start = 0;
			for (; start + this.#window <= this.#count; start += this.#hop) {
				this.#take(this.#buffer.subarray(start, start + this.#window));
				this.#taken++;
			}
			this.#buffer.copyWithin(0, start, this.#count);
			this.#count -= start;
		}
	}
}
