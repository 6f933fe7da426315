import { toDeviationCents } from './bends.ts';
import { noteBins } from './matrices.ts';
import type { Segment } from './segments.ts';
import type { ScoredStarts } from './starts.ts';

export const characterNames = [
	'polyphony',
	'soloShare',
	'lowPitch',
	'middlePitch',
	'highPitch',
	'attack',
	'hold',
	'movement',
	'chordShare',
	'strumShare'
] as const;

const soundingByte = 102;

/** What a recording is like as a whole, for telling its instrument: filled segment by segment. */
export class CharacterMeter {
	#soundingFrames = 0;
	#soundingBins = 0;
	#soloFrames = 0;
	#movingCents = 0;
	#movingFrames = 0;
	#attack = 0;
	#hold = 0;
	#starts = 0;

	/** @param scored the beginnings of this segment, which count if likelier than not */
	add({ matrices, firstFrame, from, to }: Segment, scored: ScoredStarts): void {
		const { notes, onsets, contours } = matrices;
		for (let row = from; row < to; row++) {
			let count = 0;
			let strongest = 0;
			for (let bin = 0; bin < noteBins; bin++) {
				const value = notes[row * noteBins + bin] ?? 0;
				if (value < soundingByte) continue;
				count++;
				if (value > (notes[row * noteBins + strongest] ?? 0)) strongest = bin;
			}
			if (count === 0) continue;
			this.#soundingFrames++;
			this.#soundingBins += count;
			if (count > 1 || row % 2 === 1) continue;
			this.#soloFrames += 2;
			const now = toDeviationCents(contours, row, strongest);
			const later =
				row + 4 < to && (notes[(row + 4) * noteBins + strongest] ?? 0) >= soundingByte
					? toDeviationCents(contours, row + 4, strongest)
					: Number.NaN;
			if (Number.isNaN(now) || Number.isNaN(later)) continue;
			this.#movingFrames++;
			this.#movingCents += Math.min(60, Math.abs(later - now));
		}
		for (let i = 0; i < scored.frames.length; i++) {
			if ((scored.logits[i] ?? 0) < 0) continue;
			const row = (scored.frames[i] ?? 0) - firstFrame;
			const bin = scored.bins[i] ?? 0;
			let peak = 0;
			for (let near = row; near < row + 8; near++) peak = Math.max(peak, notes[near * noteBins + bin] ?? 0);
			this.#starts++;
			this.#attack += (onsets[row * noteBins + bin] ?? 0) / 255;
			this.#hold += peak > 0 ? Math.min(1, (notes[(row + 25) * noteBins + bin] ?? 0) / peak) : 0;
		}
	}

	/** One number for each of `characterNames`, mostly 0 to 1; null when too little sounds to say. */
	toCharacter(scored: ScoredStarts): Float32Array | null {
		const pitches: number[] = [];
		const frames: number[] = [];
		scored.frames.forEach((frame, i) => {
			if ((scored.logits[i] ?? 0) < 0) return;
			pitches.push(scored.bins[i] ?? 0);
			frames.push(frame);
		});
		if (pitches.length < 4 || this.#soundingFrames < 40) return null;
		const ordered = pitches.sort((a, b) => a - b);
		const at = (share: number): number => (ordered[Math.round(share * (ordered.length - 1))] ?? 0) / noteBins;
		let together = 0;
		let strummed = 0;
		for (let i = 1; i < frames.length; i++) {
			const gap = (frames[i] ?? 0) - (frames[i - 1] ?? 0);
			if (gap <= 1) together++;
			else if (gap <= 4) strummed++;
		}
		return Float32Array.of(
			Math.min(1, this.#soundingBins / this.#soundingFrames / 6),
			this.#soloFrames / this.#soundingFrames,
			at(0.1),
			at(0.5),
			at(0.9),
			this.#attack / Math.max(1, this.#starts),
			this.#hold / Math.max(1, this.#starts),
			this.#movingCents / Math.max(1, this.#movingFrames) / 30,
			together / frames.length,
			strummed / frames.length
		);
	}
}
