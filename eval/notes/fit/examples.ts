import { toCandidates } from '../../../src/lib/dsp/notes/candidates.ts';
import { featureCount, FeatureReader } from '../../../src/lib/dsp/notes/fitted/features.ts';
import {
	lowestNoteMidi,
	noteBins,
	toFrameSeconds,
	type Matrices,
	type PosteriorWindow
} from '../../../src/lib/dsp/notes/matrices.ts';
import { readSustain, sustainCount, toFrameTotals } from '../../../src/lib/dsp/notes/fitted/sustain.ts';
import { seededRandom } from '../../bootstrap.ts';
import type { Made } from './made.ts';
import type { Examples } from './network.ts';

/** The onset matrix peaks this long after a note begins, in the median over made recordings. */
const lagSeconds = 0.006;
const reachSeconds = 0.055;

/** Rows of numbers that grow. */
export class ExampleRows {
	readonly #width: number;
	#features: Float32Array;
	readonly #targets: number[] = [];
	readonly #weights: number[] = [];

	constructor(width: number) {
		this.#width = width;
		this.#features = new Float32Array(4096 * width);
	}

	add(row: Float32Array, target: number, weight: number): void {
		const at = this.#targets.length * this.#width;
		if (at + this.#width > this.#features.length) {
			const larger = new Float32Array(2 * this.#features.length);
			larger.set(this.#features);
			this.#features = larger;
		}
		this.#features.set(row, at);
		this.#targets.push(target);
		this.#weights.push(weight);
	}

	toExamples(): Examples {
		return {
			width: this.#width,
			features: this.#features.subarray(0, this.#targets.length * this.#width),
			targets: Float32Array.from(this.#targets),
			weights: Float32Array.from(this.#weights)
		};
	}
}

export function toMatrices(windows: readonly PosteriorWindow[]): Matrices {
	const join = (pick: (window: PosteriorWindow) => Uint8Array): Uint8Array => Uint8Array.from(Buffer.concat(windows.map(pick)));
	return {
		frames: windows.length * 142,
		notes: join((window) => window.notes),
		onsets: join((window) => window.onsets),
		contours: join((window) => window.contours)
	};
}

/**
 * Adds what one made recording teaches: each candidate with whether it is the beginning of a played note (its doubles
 * within the same 55 ms teach nothing), and frames of each found note with whether the key was still down.
 */
export function addExamples({ piece, windows }: Made, seed: number, starts: ExampleRows, sustains: ExampleRows): void {
	const matrices = toMatrices(windows);
	const candidates = toCandidates(matrices, 0, matrices.frames);
	const reader = new FeatureReader(matrices);
	const features = new Float32Array(candidates.length * featureCount);
	candidates.forEach((candidate, i) => reader.read(candidate, features, i * featureCount));
	const pairs: { worth: number; candidate: number; note: number }[] = [];
	const isNear = new Uint8Array(candidates.length);
	candidates.forEach(({ frame, bin }, candidate) => {
		piece.notes.forEach((note, index) => {
			if (note.pitch !== bin + lowestNoteMidi) return;
			const error = Math.abs(toFrameSeconds(frame) - lagSeconds - note.onset);
			if (error >= reachSeconds) return;
			isNear[candidate] = 1;
			const onset = (matrices.onsets[frame * noteBins + bin] ?? 0) / 255;
			const sounding = (matrices.notes[(frame + 3) * noteBins + bin] ?? 0) / 255;
			pairs.push({ worth: onset + 0.5 * sounding - 4 * error, candidate, note: index });
		});
	});
	pairs.sort((a, b) => b.worth - a.worth);
	const noteOf = new Map<number, number>();
	const isFound = new Set<number>();
	for (const { candidate, note } of pairs) {
		if (isFound.has(note) || noteOf.has(candidate)) continue;
		noteOf.set(candidate, note);
		isFound.add(note);
	}
	candidates.forEach((_, i) => {
		if (isNear[i] === 1 && !noteOf.has(i)) return;
		starts.add(features.subarray(i * featureCount, (i + 1) * featureCount), noteOf.has(i) ? 1 : 0, 1);
	});
	addSustains(matrices, piece, candidates, noteOf, seed, sustains);
}

function addSustains(
	matrices: Matrices,
	piece: Made['piece'],
	candidates: readonly { readonly frame: number; readonly bin: number }[],
	noteOf: ReadonlyMap<number, number>,
	seed: number,
	sustains: ExampleRows
): void {
	const random = seededRandom(seed * 101 + 9);
	const totals = toFrameTotals(matrices);
	const row = new Float32Array(sustainCount);
	const nextOfBin = new Map<number, number>();
	for (const [candidate, index] of [...noteOf].sort((a, b) => b[0] - a[0])) {
		const start = candidates[candidate];
		const note = piece.notes[index];
		if (start === undefined || note === undefined) continue;
		const stop = Math.min(matrices.frames, nextOfBin.get(start.bin) ?? Infinity);
		nextOfBin.set(start.bin, start.frame);
		let peak = 0;
		for (let frame = start.frame + 1; frame < stop; frame++) {
			peak = Math.max(peak, (matrices.notes[frame * noteBins + start.bin] ?? 0) / 255);
			const after = toFrameSeconds(frame) - note.offset;
			if (after > 0.8) break;
			const isNearEnd = Math.abs(after) < 0.15;
			// Most frames lie far from an end and say the same: a part of them will do, counted a little more.
			if (random() > (isNearEnd ? 0.6 : after > 0 ? 0.25 : 0.2)) continue;
			readSustain(matrices, totals, start.bin, start.frame, frame, peak, row, 0);
			const weight = (isNearEnd ? 1 : after > 0 ? 1.5 : 2) * (Math.abs(after) < 0.02 ? 0.5 : 1);
			sustains.add(row, after < 0 ? 1 : 0, weight);
		}
	}
}
