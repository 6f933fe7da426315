import { toDeviationCents } from './bends.ts';
import { noteBins, type Matrices } from './matrices.ts';
import type { Network } from './fitted/network.ts';
import type { Segment } from './segments.ts';
import { readSustain, sustainCount, toFrameTotals, type FrameTotals } from './fitted/sustain.ts';

/** A note whose beginning is decided. */
export interface Start {
	/** Frame of the recording. */
	readonly frame: number;
	readonly bin: number;
	/** Log-odds that it was played. */
	readonly logit: number;
	/** A frame by which it must have ended, when something else decides so. */
	readonly latestEndFrame?: number;
}

export interface FoundNote extends Start {
	/** First frame of the recording in which it sounds no more. */
	readonly endFrame: number;
	/** Largest note activation, 0 to 1. */
	readonly peak: number;
	/** Onset activation, 0 to 1. */
	readonly attack: number;
	readonly deviationCents: readonly number[];
}

interface Sounding {
	readonly start: Start;
	readonly attack: number;
	readonly deviationCents: number[];
	peak: number;
	/** Evidence since it last surely sounded that it is over, as log-odds summed. */
	deficit: number;
	/** Frames that need no look, because the last one left no doubt. */
	trustedFrames: number;
	/** Frames since it last surely sounded. */
	silentFrames: number;
	/** Next frame of the recording to look at. */
	frame: number;
}

/** What one frame may say, as log-odds, so that a single one decides nothing. */
const mostPerFrame = 3;
/** A note rather goes on than ends: ends are rare among frames. */
const leaningLogit = -0.25;
const deficitToEnd = 12;
/** A note as strong as it ever was has not ended, whatever else speaks for it. */
const atItsBestLogit = 1;
/** A note this surely sounding will still do so two frames on: that spares most of the work. */
const sureLogit = 2;

/** Follows each note from its start to its end, through any number of segments in order. */
export class EndFinder {
	readonly #network: Network;
	readonly #row = new Float32Array(sustainCount);
	#carried: Sounding[] = [];

	constructor(network: Network) {
		this.#network = network;
	}

	/** @param starts of this segment, sorted by frame */
	advance(segment: Segment, starts: readonly Start[]): FoundNote[] {
		if (starts.length === 0 && this.#carried.length === 0) return [];
		const { matrices, firstFrame } = segment;
		const totals = toFrameTotals(matrices);
		const endFrame = firstFrame + segment.to;
		const nextOfBin = new Float64Array(noteBins).fill(Infinity);
		const queue: Sounding[] = [];
		const stops: number[] = [];
		for (let i = starts.length - 1; i >= 0; i--) {
			const start = starts[i];
			if (start === undefined) continue;
			const attack = (matrices.onsets[(start.frame - firstFrame) * noteBins + start.bin] ?? 0) / 255;
			queue.push({
				start,
				attack,
				deviationCents: [],
				peak: 0,
				deficit: 0,
				trustedFrames: 0,
				silentFrames: 0,
				frame: start.frame
			});
			stops.push(Math.min(nextOfBin[start.bin] ?? Infinity, start.latestEndFrame ?? Infinity));
			nextOfBin[start.bin] = start.frame;
		}
		for (const sounding of this.#carried) {
			queue.push(sounding);
			stops.push(Math.min(nextOfBin[sounding.start.bin] ?? Infinity, sounding.start.latestEndFrame ?? Infinity));
		}
		this.#carried = [];
		const found: FoundNote[] = [];
		queue.forEach((sounding, i) => {
			const stop = stops[i] ?? Infinity;
			const isOver = this.#follow(sounding, matrices, totals, firstFrame, Math.min(stop, endFrame));
			if (isOver || stop <= endFrame) found.push(toFound(sounding));
			else this.#carried.push(sounding);
		});
		return found;
	}

	/** What still sounds when the recording ends. */
	finish(): FoundNote[] {
		const found = this.#carried.map(toFound);
		this.#carried = [];
		return found;
	}

	#follow(sounding: Sounding, matrices: Matrices, totals: FrameTotals, firstFrame: number, until: number): boolean {
		const { bin, frame: startFrame } = sounding.start;
		const local = startFrame - firstFrame;
		for (; sounding.frame < until; sounding.frame++) {
			const row = sounding.frame - firstFrame;
			sounding.peak = Math.max(sounding.peak, (matrices.notes[row * noteBins + bin] ?? 0) / 255);
			sounding.deviationCents.push(toDeviationCents(matrices.contours, row, bin));
			if (row <= local) continue;
			if (sounding.trustedFrames > 0) {
				sounding.trustedFrames--;
				continue;
			}
			readSustain(matrices, totals, bin, local, row, sounding.peak, this.#row, 0);
			const here = (matrices.notes[row * noteBins + bin] ?? 0) / 255;
			const isAtItsBest = here > 0.5 && here > 0.9 * sounding.peak;
			const logit = Math.max(isAtItsBest ? atItsBestLogit : -Infinity, this.#network.logit(this.#row, 0));
			sounding.deficit += Math.max(-mostPerFrame, Math.min(mostPerFrame, leaningLogit - logit));
			if (sounding.deficit <= 0) {
				sounding.deficit = 0;
				sounding.silentFrames = 0;
				if (logit > sureLogit) sounding.trustedFrames = 2;
			} else sounding.silentFrames++;
			if (sounding.deficit >= deficitToEnd) {
				sounding.frame++;
				return true;
			}
		}
		return false;
	}
}

function toFound(sounding: Sounding): FoundNote {
	const { start, attack, peak, silentFrames } = sounding;
	const endFrame = Math.max(start.frame + 1, sounding.frame - silentFrames);
	return { ...start, endFrame, peak, attack, deviationCents: sounding.deviationCents.slice(0, endFrame - start.frame) };
}
