import type { HeardMoment } from '$contracts/recording/live-ear.ts';
import { OnsetWatch, PitchTracker, type PitchMoment } from '$dsp/pitch-tracking/index.ts';
import type { CaptureSource } from './capture-source.ts';

/** Looks at the input as it flows and tells of its pitch. Call `look` often; it answers what is new. */
export class Ear {
	readonly #source: CaptureSource;
	readonly #sampleRateHz: number;
	readonly #tracker: PitchTracker;
	readonly #onsets: OnsetWatch;
	#moments: HeardMoment[] = [];
	/** Context frame of the tracker's first sample; null before any. */
	#firstFrame: number | null = null;
	#nextFrame = 0;
	#hasOnset = false;

	constructor(source: CaptureSource, sampleRateHz: number) {
		this.#source = source;
		this.#sampleRateHz = sampleRateHz;
		this.#tracker = new PitchTracker({ sampleRateHz });
		this.#onsets = new OnsetWatch(sampleRateHz);
	}

	look(): readonly HeardMoment[] {
		this.#moments = [];
		this.#source.drain(this.#receive);
		return this.#moments;
	}

	readonly #receive = (contextFrame: number, left: Float32Array, _right: Float32Array, frames: number): void => {
		// After a jump of the clock, such as one that an overrun makes, times go on from there.
		if (this.#firstFrame === null || contextFrame !== this.#nextFrame)
			this.#firstFrame = contextFrame - (this.#nextFrame - (this.#firstFrame ?? this.#nextFrame));
		this.#nextFrame = contextFrame + frames;
		if (this.#onsets.push(left, 0, frames) >= 0) this.#hasOnset = true;
		this.#tracker.push(left, 0, frames, this.#tell);
	};

	readonly #tell = ({ atSample, frequencyHz, clarity, power }: PitchMoment): void => {
		this.#moments.push({
			contextSeconds: ((this.#firstFrame ?? 0) + atSample) / this.#sampleRateHz,
			frequencyHz: frequencyHz > 0 ? frequencyHz : null,
			clarity,
			levelDb: power > 0 ? Math.max(-200, 10 * Math.log10(power)) : -200,
			isOnset: this.#hasOnset
		});
		this.#hasOnset = false;
	};
}
