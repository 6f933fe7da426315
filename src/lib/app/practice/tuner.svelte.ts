import type { HeardMoment, LiveEar } from '$contracts/recording/live-ear.ts';

const letters = ['C', 'C♯', 'D', 'E♭', 'E', 'F', 'F♯', 'G', 'A♭', 'A', 'B♭', 'B'];
/** Below this a moment says nothing of its pitch. */
const leastClarity = 0.6;
/** How long the last note stays when the sound has gone, seconds. */
const holdSeconds = 0.6;
/** The needle goes this share of the way at each moment. */
const needleShare = 0.25;

export interface TunedNote {
	/** Such as `A4`. */
	readonly name: string;
	readonly pitchMidi: number;
	/** -50 to 50, above 0 too high. */
	readonly cents: number;
}

/** The nearest tempered note. @param tuningCents how far the song is from A4 = 440 Hz */
export function toTunedNote(frequencyHz: number, tuningCents = 0): TunedNote {
	const exact = 69 + 12 * Math.log2(frequencyHz / 440) - tuningCents / 100;
	const pitchMidi = Math.round(exact);
	const letter = letters[((pitchMidi % 12) + 12) % 12] ?? '';
	return { name: `${letter}${Math.floor(pitchMidi / 12) - 1}`, pitchMidi, cents: Math.round(100 * (exact - pitchMidi)) };
}

/** What is played now, as a tuner shows it. */
export class Tuner {
	readonly #tuningCents: () => number;
	#note = $state.raw<TunedNote | null>(null);
	#smooth: { pitchMidi: number; cents: number } | null = null;
	#lastSeconds = 0;

	constructor(tuningCents: () => number) {
		this.#tuningCents = tuningCents;
	}

	/** Null in silence. */
	get note(): TunedNote | null {
		return this.#note;
	}

	/** Call in an effect; it hands back what ends it. */
	follow(ear: LiveEar): () => void {
		const stop = ear.listen((moment) => this.hear(moment));
		return () => {
			stop();
			this.#note = null;
			this.#smooth = null;
		};
	}

	hear({ contextSeconds, frequencyHz, clarity }: HeardMoment): void {
		if (frequencyHz === null || clarity < leastClarity) {
			if (this.#note !== null && contextSeconds - this.#lastSeconds > holdSeconds) {
				this.#note = null;
				this.#smooth = null;
			}
			return;
		}
		this.#lastSeconds = contextSeconds;
		const tuned = toTunedNote(frequencyHz, this.#tuningCents());
		const before = this.#smooth?.pitchMidi === tuned.pitchMidi ? this.#smooth.cents : tuned.cents;
		const cents = before + needleShare * (tuned.cents - before);
		this.#smooth = { pitchMidi: tuned.pitchMidi, cents };
		this.#note = { ...tuned, cents: Math.round(cents) };
	}
}
