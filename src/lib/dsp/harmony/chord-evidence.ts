import { heardQualities, noChord, qualityCount, stateCount } from './chord-states.ts';
import { chordIntervals } from '../../core/harmony/chord-tones.ts';
import { chromaValues } from './salience.ts';
import type { Segments } from './segments.ts';

const trebleSharpness = 14;
const bassSharpness = 2.2;
const noChordLikeness = 0.62;

/** How usual each quality is before anything is heard, as a logarithm. */
const usual: Readonly<Record<(typeof heardQualities)[number], number>> = {
	maj: 0,
	min: -0.1,
	'7': -0.9,
	maj7: -1.3,
	min7: -1.1,
	dim: -2,
	aug: -2.6,
	sus4: -1.8,
	sus2: -2.2,
	hdim7: -2.2,
	dim7: -2.2,
	'5': -2
};

/** Unit-length pitch-class templates of the qualities at root 0. */
const templates = heardQualities.map((quality) => {
	const template = new Float32Array(12);
	for (const interval of chordIntervals[quality]) template[interval] = interval === 0 ? 1 : interval === 7 ? 0.9 : 1;
	const length = Math.hypot(...template);
	return template.map((value) => value / length);
});

/** Log-likelihoods of every state in every segment: `stateCount` each. */
export function toChordEvidence(segments: Segments): Float32Array {
	const evidence = new Float32Array(segments.count * stateCount);
	const treble = new Float32Array(12);
	const bass = new Float32Array(12);
	for (let segment = 0; segment < segments.count; segment++) {
		const at = segment * chromaValues;
		let square = 0;
		let deepest = 1e-9;
		for (let i = 0; i < 12; i++) {
			const low = segments.chroma[at + i] ?? 0;
			const middle = segments.chroma[at + 12 + i] ?? 0;
			const high = segments.chroma[at + 24 + i] ?? 0;
			const value = Math.sqrt(0.7 * low + middle + 0.7 * high);
			treble[i] = value;
			square += value * value;
			bass[i] = low + 0.15 * middle;
			deepest = Math.max(deepest, bass[i] ?? 0);
		}
		const row = segment * stateCount;
		if (square <= 1e-12) {
			evidence.fill(-12, row, row + stateCount);
			evidence[row + noChord] = 0;
			continue;
		}
		const scale = 1 / Math.sqrt(square);
		for (let q = 0; q < qualityCount; q++) {
			const template = templates[q];
			const quality = heardQualities[q];
			if (template === undefined || quality === undefined) continue;
			const [, second = 0, third = 7] = chordIntervals[quality];
			for (let root = 0; root < 12; root++) {
				let likeness = 0;
				for (let i = 0; i < 12; i++) likeness += (template[i] ?? 0) * (treble[(root + i) % 12] ?? 0);
				const rootBass = (bass[root] ?? 0) / deepest;
				const otherBass = Math.max(bass[(root + second) % 12] ?? 0, bass[(root + third) % 12] ?? 0) / deepest;
				evidence[row + 12 * q + root] =
					trebleSharpness * likeness * scale + bassSharpness * Math.max(rootBass, 0.55 * otherBass) + usual[quality];
			}
		}
		evidence[row + noChord] = trebleSharpness * noChordLikeness + bassSharpness * 0.5;
	}
	return evidence;
}
