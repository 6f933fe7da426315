import type { RhythmFeatures } from './hearing/features.ts';
import { createRhythmListener } from './hearing/listener.ts';

/** Sounds with a known beat, or with none, for tests. */
const rate = 44_100;

export function toSeededNoise(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state / 2 ** 31 - 1;
	};
}

export class MadeSound {
	readonly samples: Float32Array;
	readonly #noise: () => number;

	constructor(seconds: number, seed = 1) {
		this.samples = new Float32Array(Math.round(seconds * rate));
		this.#noise = toSeededNoise(seed);
	}

	/** A drum with a thud at `hz` and a hiss, both dying away. */
	drum(atSeconds: number, hz: number, thud: number, hiss: number): this {
		return this.#add(
			atSeconds,
			0.12,
			(t) => Math.exp(-t / 0.05) * thud * Math.sin(2 * Math.PI * hz * t) + Math.exp(-t / 0.015) * hiss * this.#noise()
		);
	}

	kick = (atSeconds: number): this => this.drum(atSeconds, 60, 0.7, 0.05);
	snare = (atSeconds: number): this => this.drum(atSeconds, 190, 0.3, 0.5);
	hat = (atSeconds: number): this => this.drum(atSeconds, 6000, 0.02, 0.15);

	/** A plucked note with harmonics. */
	note(atSeconds: number, seconds: number, pitchMidi: number, loud = 0.15): this {
		const hz = 440 * 2 ** ((pitchMidi - 69) / 12);
		return this.#add(atSeconds, seconds, (t) => {
			const envelope = loud * Math.min(1, t / 0.004, (seconds - t) / 0.02) * Math.exp(-t / 0.6);
			const phase = 2 * Math.PI * hz * t;
			return envelope * (Math.sin(phase) + 0.5 * Math.sin(2 * phase) + 0.25 * Math.sin(3 * phase));
		});
	}

	hiss(loud: number): this {
		for (const [i, sample] of this.samples.entries()) this.samples[i] = sample + loud * this.#noise();
		return this;
	}

	/** Syllables of uneven length with pauses between phrases. */
	speech(): this {
		let at = 0.1;
		while (at < this.samples.length / rate) {
			const length = 0.15 + 0.09 * this.#noise();
			const hz = 140 + 25 * this.#noise();
			this.#add(at, length, (t) => 0.4 * Math.sin((Math.PI * t) / length) * (2 * ((hz * t) % 1) - 1));
			at += length + (this.#noise() > 0.7 ? 0.6 + 0.4 * this.#noise() : 0.04);
		}
		return this;
	}

	heard(blockSamples = 16_384): RhythmFeatures {
		const listener = createRhythmListener();
		for (let from = 0; from < this.samples.length; from += blockSamples)
			listener.push(this.samples.subarray(from, from + blockSamples));
		return listener.finish();
	}

	#add(atSeconds: number, seconds: number, at: (t: number) => number): this {
		const start = Math.round(atSeconds * rate);
		const length = Math.min(this.samples.length - start, Math.round(seconds * rate));
		for (let i = 0; i < length; i++) this.samples[start + i] = (this.samples[start + i] ?? 0) + at(i / rate);
		return this;
	}
}

/** Kick and bass on the first beat with a new chord, snare on some others, hats between: a band in any meter. */
export function toBand(beats: readonly number[], beatsPerBar: number, division: number, seconds: number): MadeSound {
	const sound = new MadeSound(seconds);
	const roots = [48, 53, 55, 50];
	for (const [i, beat] of beats.entries()) {
		const next = beats[i + 1] ?? beat + (beat - (beats[i - 1] ?? beat - 0.5));
		const place = i % beatsPerBar;
		const root = roots[Math.floor(i / beatsPerBar) % roots.length] ?? 48;
		if (place === 0) {
			sound.kick(beat).note(beat, Math.min(1.5, 2 * (next - beat)), root - 12, 0.3);
			for (const step of [0, 4, 7]) sound.note(beat, (next - beat) * beatsPerBar, root + 12 + step);
		} else if (beatsPerBar === 4 ? place % 2 === 1 : place > 0) sound.snare(beat);
		else sound.kick(beat);
		for (let part = 0; part < division; part++) sound.hat(beat + (part * (next - beat)) / division);
	}
	return sound;
}

/** Beats of a click track whose tempo moves evenly from one to another. */
export function toClick(seconds: number, fromBpm: number, toBpm = fromBpm, first = 0.37): number[] {
	const beats: number[] = [];
	for (let at = first; at < seconds - 0.1;) {
		beats.push(at);
		at += 60 / (fromBpm + ((toBpm - fromBpm) * at) / seconds);
	}
	return beats;
}
