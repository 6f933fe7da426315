import { toFrameSeconds } from './hearing/note-axis.ts';
import { chromaValues, type Salience } from './hearing/salience.ts';

/** Stretches of a recording, one harmony each, with the mean chroma of their frames. */
export interface Segments {
	readonly count: number;
	/** `count + 1` ascending times from 0 to the end. */
	readonly bounds: Float64Array;
	/** `chromaValues` each. */
	readonly chroma: Float32Array;
	/** Mean loudness of the frames, 0 to 1.5. */
	readonly loudness: Float32Array;
	/** 1 for each that begins on a beat. */
	readonly onBeat: Uint8Array;
}

const gridSeconds = 0.25;
const longestSegmentSeconds = 0.5;
const shortestSegmentSeconds = 0.18;

/**
 * Boundaries at the beats; slow beats are halved or quartered, very fast ones taken in twos, and stretches without beats get a
 * grid of a quarter of a second.
 */
export function toBounds(beatsSeconds: readonly number[], durationSeconds: number): { bounds: Float64Array; onBeat: Uint8Array } {
	const times: number[] = [0];
	const onBeat: number[] = [];
	const fill = (to: number, isBeat: boolean, beginsOnBeat: boolean): void => {
		const from = times[times.length - 1] ?? 0;
		const span = to - from;
		if (span < 1e-6) return;
		const parts =
			isBeat && span < 3 ? 2 ** Math.max(0, Math.ceil(Math.log2(span / longestSegmentSeconds))) : Math.ceil(span / gridSeconds);
		for (let part = 1; part <= parts; part++) {
			times.push(from + (span * part) / parts);
			onBeat.push(beginsOnBeat && part === 1 ? 1 : 0);
		}
	};
	let previous = -Infinity;
	for (const beat of beatsSeconds) {
		if (!(beat > 0) || beat >= durationSeconds) continue;
		const isFirst = previous === -Infinity;
		if (beat - (isFirst ? 0 : previous) < shortestSegmentSeconds) continue;
		fill(beat, !isFirst, !isFirst);
		previous = beat;
	}
	fill(durationSeconds, false, previous !== -Infinity);
	return { bounds: Float64Array.from(times), onBeat: Uint8Array.from(onBeat) };
}

/** Averages the frames that lie within each segment, each by its loudness; one that holds none takes the nearest. */
export function toSegments(salience: Salience, bounds: Float64Array, onBeat: Uint8Array): Segments {
	const count = onBeat.length;
	const chroma = new Float32Array(count * chromaValues);
	const loudness = new Float32Array(count);
	let frame = 0;
	for (let segment = 0; segment < count; segment++) {
		const from = bounds[segment] ?? 0;
		const to = bounds[segment + 1] ?? 0;
		while (frame > 0 && toFrameSeconds(frame - 1) >= from) frame--;
		while (frame < salience.frameCount && toFrameSeconds(frame) < from) frame++;
		let end = frame;
		while (end < salience.frameCount && toFrameSeconds(end) < to) end++;
		if (end === frame) {
			frame = Math.max(0, Math.min(salience.frameCount - 1, frame));
			end = Math.min(salience.frameCount, frame + 1);
		}
		const at = segment * chromaValues;
		for (let f = frame; f < end; f++) {
			const weight = (salience.loudness[f] ?? 0) / (end - frame);
			loudness[segment] = (loudness[segment] ?? 0) + weight;
			for (let i = 0; i < chromaValues; i++)
				chroma[at + i] = (chroma[at + i] ?? 0) + weight * (salience.chroma[f * chromaValues + i] ?? 0);
		}
	}
	return { count, bounds, chroma, loudness, onBeat };
}
