import { contextWidth, toContext } from '../../../src/lib/dsp/rhythm/downbeat-context.ts';
import { measureBeats } from '../../../src/lib/dsp/rhythm/bars.ts';
import { findCandidates } from '../../../src/lib/dsp/rhythm/candidates.ts';
import { patternWidth, toPattern } from '../../../src/lib/dsp/rhythm/pattern.ts';
import { toSalience } from '../../../src/lib/dsp/rhythm/salience.ts';
import type { Examples } from '../../notes/fit/network.ts';
import { toBeatF } from '../metrics.ts';
import type { MadeRhythm } from './made.ts';

/** Rows as they are gathered. */
export class Gathered {
	readonly #width: number;
	readonly #rows: number[] = [];
	readonly #targets: number[] = [];

	constructor(width: number) {
		this.#width = width;
	}

	add(row: ArrayLike<number>, target: number): void {
		for (let i = 0; i < this.#width; i++) this.#rows.push(row[i] ?? 0);
		this.#targets.push(target);
	}

	examples(): Examples {
		return {
			width: this.#width,
			features: Float32Array.from(this.#rows),
			targets: Float32Array.from(this.#targets),
			weights: new Float32Array(this.#targets.length).fill(1)
		};
	}
}

export const newReadings = (): Gathered => new Gathered(patternWidth);
export const newDownbeats = (): Gathered => new Gathered(contextWidth);

/** Every reading that the tracker would weigh, with how right it is: 0 for an octave off or worse, 1 for all beats found. */
export function addReadings(made: MadeRhythm, into: Gathered): void {
	const candidates = findCandidates(toSalience(made.features), () => undefined);
	for (const candidate of candidates) {
		const f = toBeatF(made.beats, [...candidate.beatsSeconds]);
		into.add(toPattern(made.features, candidate), Math.max(0, Math.min(1, (f - 0.7) / 0.2)));
	}
}

/** Every true beat, with whether it begins a bar. */
export function addDownbeats(made: MadeRhythm, into: Gathered): void {
	const measures = measureBeats(made.features, Float64Array.from(made.beats));
	const downbeats = new Set(made.downbeats);
	for (const [i, beat] of made.beats.entries()) into.add(toContext(measures, i), downbeats.has(beat) ? 1 : 0);
}
