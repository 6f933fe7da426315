import { pitchChangeAt, strengthNear } from './beat-measures.ts';
import type { Candidate } from './candidates.ts';
import { onsetBands, type RhythmFeatures } from '../hearing/features.ts';

/** Places inside a beat at which a reading is looked at: quarters and thirds of it, and eighths. */
export const phases = [0, 1 / 8, 1 / 4, 1 / 3, 3 / 8, 1 / 2, 5 / 8, 2 / 3, 3 / 4, 7 / 8] as const;
const changePhases = [0, 0.25, 0.5, 0.75] as const;
const mostBeats = 256;
/** Numbers before those of the bands. */
export const head = 8;

export const patternWidth = head + onsetBands * phases.length + 2 * changePhases.length + 2 * onsetBands + 4;

/**
 * What a reading makes of the recording: how strong each band is at each place inside a beat, how much the harmony moves
 * there, how unlike neighbouring beats and beats two apart are. Strengths are logarithms against the band's own mean, so
 * that neither loudness nor sound counts. `patternWidth` numbers.
 */
export function toPattern(features: RhythmFeatures, candidate: Candidate): Float32Array {
	const { beatsSeconds, bpm, wander, worth } = candidate;
	const out = new Float32Array(patternWidth);
	const octaves = Math.log2(bpm / 110);
	out.set([
		octaves,
		octaves * octaves,
		Math.min(1, wander),
		worth / 4,
		worth / (bpm / 60),
		Math.min(1, 32 / beatsSeconds.length)
	]);
	// A long recording is looked at evenly, not all of it.
	const beats = toSpread(beatsSeconds.length - 1);
	let at = head;
	const rises = new Float32Array(beats.length);
	const contrasts: number[] = [];
	for (let band = 0; band < onsetBands; band++) {
		const means = phases.map((phase) => {
			let sum = 0;
			for (const [index, i] of beats.entries()) {
				const from = beatsSeconds[i] ?? 0;
				const rise = strengthNear(features, band, from + phase * ((beatsSeconds[i + 1] ?? 0) - from), 2);
				sum += rise;
				if (phase === 0) rises[index] = rise;
			}
			return sum / beats.length;
		});
		const mean = means.reduce((sum, value) => sum + value, 0) / means.length + 0.004;
		for (const value of means) out[at++] = Math.log((value + 0.15 * mean) / mean);
		contrasts.push(...toContrasts(rises, mean));
	}
	const middles = new Float32Array(beats.length);
	const basses = new Float32Array(beats.length);
	const span = 60 / bpm;
	for (const phase of changePhases) {
		let middle = 0;
		let bass = 0;
		for (const [index, i] of beats.entries()) {
			const from = beatsSeconds[i] ?? 0;
			const change = pitchChangeAt(features, from + phase * ((beatsSeconds[i + 1] ?? 0) - from), span);
			middle += change.middle;
			bass += change.bass;
			if (phase === 0) {
				middles[index] = change.middle;
				basses[index] = change.bass;
			}
		}
		out[at++] = middle / beats.length;
		out[at++] = bass / beats.length;
	}
	out.set([...contrasts, ...toContrasts(middles, 0.1), ...toContrasts(basses, 0.1)], at);
	return out;
}

/** Runs of eight beats, spread over all of them. */
function toSpread(count: number): number[] {
	if (count <= mostBeats) return Array.from({ length: Math.max(1, count) }, (_, i) => i);
	const runs = mostBeats / 8;
	return Array.from({ length: mostBeats }, (_, i) => 4 * Math.floor(((i >> 3) * (count - 8)) / (4 * (runs - 1))) + (i & 7));
}

/** How unlike odd and even beats are, and the first and third of four; 0 for alike. */
function toContrasts(values: Float32Array, mean: number): [number, number] {
	const sums = [0, 0, 0, 0];
	for (const [i, value] of values.entries()) sums[i % 4] = (sums[i % 4] ?? 0) + value;
	const [a = 0, b = 0, c = 0, d = 0] = sums.map((sum) => (sum * 4) / values.length);
	return [Math.log1p(Math.abs(a + c - b - d) / (2 * mean)), Math.log1p(Math.max(Math.abs(a - c), Math.abs(b - d)) / mean)];
}
