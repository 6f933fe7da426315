import { contextWidth, measureBeats, toContext } from '../../../src/lib/dsp/rhythm/readings/downbeat-context.ts';
import { findCandidates, findStiffer, toEvidence } from '../../../src/lib/dsp/rhythm/readings/candidates.ts';
import { patternWidth, toPattern } from '../../../src/lib/dsp/rhythm/readings/pattern.ts';
import type { Network } from '../../../src/lib/dsp/notes/fitted/network.ts';
import { toBeatWorth } from '../../../src/lib/dsp/rhythm/readings/beat-worth.ts';
import { FrameView, frameWidth } from '../../../src/lib/dsp/rhythm/readings/frame-view.ts';
import { onsetRateHz } from '../../../src/lib/dsp/rhythm/hearing/features.ts';
import { onsetLagSeconds, toSalience } from '../../../src/lib/dsp/rhythm/salience.ts';
import type { Examples } from '../../notes/fit/network.ts';
import { toBeatF } from '../metrics.ts';
import type { HeardPiece } from './made.ts';

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

export const newFrames = (): Gathered => new Gathered(frameWidth);
export const newReadings = (): Gathered => new Gathered(patternWidth);
export const newDownbeats = (): Gathered => new Gathered(contextWidth);

/** Every reading that the tracker would weigh, with how right it is: 0 for an octave off or worse, 1 for all beats found. */
export function addReadings(made: HeardPiece, frames: Network, into: Gathered): void {
	const evidence = toEvidence(toSalience(made.features), toBeatWorth(made.features, frames));
	const candidates = findCandidates(evidence, () => undefined);
	const seen = new Set<number>();
	for (const candidate of [...candidates]) {
		const tempo = Math.round(20 * Math.log2(candidate.bpm));
		if (candidate.bpm < 60 || candidate.bpm > 180 || seen.has(tempo)) continue;
		seen.add(tempo);
		candidates.push(...findStiffer(evidence, candidate, candidates));
	}
	for (const candidate of candidates) {
		const f = toBeatF(made.beats, [...candidate.beatsSeconds]);
		into.add(toPattern(made.features, candidate), Math.max(0, Math.min(1, (f - 0.7) / 0.2)));
	}
}

/** Every true beat, with whether it begins a bar. */
export function addDownbeats(made: HeardPiece, into: Gathered): void {
	if (made.beats.length === 0) return;
	const measures = measureBeats(made.features, Float64Array.from(made.beats));
	const downbeats = new Set(made.downbeats);
	for (const [i, beat] of made.beats.entries()) into.add(toContext(measures, i), downbeats.has(beat) ? 1 : 0);
}

/** Share of the frames between beats that are looked at. */
const everyNth = 7;

/** Frames on beats and some of those between, with whether a beat is there; what is nearly one is left out. */
export function addFrames(made: HeardPiece, into: Gathered): void {
	const view = new FrameView(made.features);
	let next = 0;
	for (let frame = 0; frame < made.features.frameCount; frame++) {
		const seconds = frame / onsetRateHz - onsetLagSeconds;
		while (
			next + 1 < made.beats.length &&
			Math.abs((made.beats[next + 1] ?? 0) - seconds) < Math.abs((made.beats[next] ?? 0) - seconds)
		)
			next++;
		const distance = Math.abs((made.beats[next] ?? Infinity) - seconds);
		if (distance <= 0.012) into.add(view.at(frame), 1);
		else if (distance > 0.04 && frame % everyNth === 0) into.add(view.at(frame), 0);
	}
}
