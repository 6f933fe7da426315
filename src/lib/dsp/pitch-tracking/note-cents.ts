import { PitchTracker, type PitchMoment } from './pitch-tracker.ts';

/** A note that was heard, seconds of the sound. */
export interface TrackedNote {
	readonly onsetSeconds: number;
	readonly offsetSeconds: number;
	readonly pitchMidi: number;
}

/** The attack is on its way to its pitch, and the end leaves it, seconds. */
const attackSeconds = 0.05;
const releaseSeconds = 0.02;
/** A pitch that is further off is another note's, or the tracker's slip, cents. */
const mostCents = 80;
/** Fewer moments than this tell nothing: 46 ms. */
const leastMoments = 4;
/** And this share of a note's moments must be of it. */
const leastShare = 0.5;
/** Below this a moment says nothing of its pitch. */
const leastClarity = 0.6;

interface Tracking extends TrackedNote {
	/** In the order they were given. */
	readonly place: number;
	/** Cents, of each moment that was of its pitch. */
	readonly offs: number[];
	/** All moments of it. */
	moments: number;
}

/**
 * How far off the tempered pitch each note of a single voice is. Feed it all of the sound, in order; vibrato and slides even out, since
 * the middle of a note's moments counts.
 */
export class NoteCents {
	readonly #tracker: PitchTracker;
	readonly #rate: number;
	readonly #tuningCents: number;
	/** By onset. */
	readonly #notes: readonly Tracking[];
	#first = 0;

	/**
	 * @param notes in any order
	 * @param tuningCents how far what they are to be in tune with is from A4 = 440 Hz
	 */
	constructor(notes: readonly TrackedNote[], sampleRateHz: number, tuningCents = 0) {
		this.#tracker = new PitchTracker({ sampleRateHz });
		this.#rate = sampleRateHz;
		this.#tuningCents = tuningCents;
		this.#notes = notes
			.map(({ onsetSeconds, offsetSeconds, pitchMidi }, place) => ({
				onsetSeconds,
				offsetSeconds,
				pitchMidi,
				place,
				offs: [],
				moments: 0
			}))
			.sort((a, b) => a.onsetSeconds - b.onsetSeconds);
	}

	push(samples: Float32Array): void {
		this.#tracker.push(samples, 0, samples.length, this.#hear);
	}

	/** In the order of the notes; null where nothing clear was heard, and where two notes sound at once. */
	cents(): (number | null)[] {
		const cents: (number | null)[] = this.#notes.map(() => null);
		for (const { place, offs, moments } of this.#notes) {
			if (offs.length < leastMoments || offs.length < leastShare * moments) continue;
			const sorted = [...offs].sort((a, b) => a - b);
			cents[place] = ((sorted[(sorted.length - 1) >> 1] ?? 0) + (sorted[sorted.length >> 1] ?? 0)) / 2;
		}
		return cents;
	}

	readonly #hear = ({ atSample, frequencyHz, clarity }: PitchMoment): void => {
		const seconds = atSample / this.#rate;
		while ((this.#notes[this.#first]?.offsetSeconds ?? Infinity) < seconds) this.#first++;
		let sounding: Tracking | null = null;
		for (let at = this.#first; at < this.#notes.length; at++) {
			const note = this.#notes[at];
			if (note === undefined || note.onsetSeconds > seconds) break;
			if (note.offsetSeconds <= seconds) continue;
			if (sounding !== null) return;
			sounding = note;
		}
		if (sounding === null) return;
		const { onsetSeconds, offsetSeconds, pitchMidi, offs } = sounding;
		if (seconds < onsetSeconds + attackSeconds || seconds > offsetSeconds - releaseSeconds) return;
		sounding.moments++;
		if (frequencyHz <= 0 || clarity < leastClarity) return;
		const off = 1200 * Math.log2(frequencyHz / 440) - 100 * (pitchMidi - 69) - this.#tuningCents;
		if (Math.abs(off) <= mostCents) offs.push(off);
	};
}
