import type { HarmonyFeatures } from '../harmony/hearing/features.ts';
import { binCount, binsPerNote, frameSeconds, lowestNoteMidi, noteCount } from '../harmony/hearing/note-axis.ts';
import { toTuning } from '../harmony/hearing/tuning.ts';

const mostUnits = 700;
const gridSeconds = 2;
const bandCount = 12;
const bandBins = binCount / bandCount;
const lowestFoldedMidi = 45;
const highestFoldedMidi = 88;
/** Values of the sound of a unit: bands, level and brightness, dB. */
export const timbreValues = bandCount + 2;

/** What sections are made of: bars, or a coarser grid where there are none or very many. */
export interface Units {
	readonly count: number;
	/** `count + 1` ascending times from 0 to the end. */
	readonly bounds: Float64Array;
	/** 12 values each, unit length, C first. */
	readonly chroma: Float32Array;
	/** `timbreValues` each, dB. */
	readonly timbre: Float32Array;
	/** Whether anything sounds in it. */
	readonly isHeard: Uint8Array;
}

/** Bars by the downbeats, else groups of four beats, else a grid; joined in twos until there are at most 700. */
export function toUnitBounds(
	beatsSeconds: readonly number[],
	downbeats: readonly number[],
	durationSeconds: number
): Float64Array {
	const bars = downbeats.flatMap((index) => beatsSeconds[index] ?? []);
	const groups = bars.length >= 2 ? bars : beatsSeconds.filter((_, i) => i % 4 === 0);
	let inner = groups.filter((time) => time > 0 && time < durationSeconds);
	if (inner.length < 2)
		inner = Array.from({ length: Math.max(0, Math.ceil(durationSeconds / gridSeconds) - 1) }, (_, i) => (i + 1) * gridSeconds);
	while (inner.length >= mostUnits) inner = inner.filter((_, i) => i % 2 === 0);
	const last = inner[inner.length - 1] ?? 0;
	const first = inner[0] ?? 0;
	const typical = inner.length > 1 ? (last - first) / (inner.length - 1) : durationSeconds;
	// A pickup or an end shorter than half a unit belongs to its neighbour.
	if (inner.length > 2 && first < typical / 2) inner = inner.slice(1);
	if (inner.length > 2 && durationSeconds - last < typical / 2) inner = inner.slice(0, -1);
	return Float64Array.from([0, ...inner, durationSeconds]);
}

export function toUnits(features: HarmonyFeatures, bounds: Float64Array): Units {
	const count = bounds.length - 1;
	const chroma = new Float32Array(count * 12);
	const timbre = new Float32Array(count * timbreValues);
	const isHeard = new Uint8Array(count);
	const frames = new Uint32Array(count);
	const spectrum = new Float32Array(binCount);
	const shift = Math.round(((toTuning(features.deviations)?.cents ?? 0) * binsPerNote) / 100);
	let unit = 0;
	for (let frame = 0; frame < features.frameCount; frame++) {
		while (unit < count - 1 && frame * frameSeconds >= (bounds[unit + 1] ?? 0)) unit++;
		const level = features.levelDb(frame);
		if (level < -75) continue;
		features.readSpectrum(frame, spectrum);
		frames[unit] = (frames[unit] ?? 0) + 1;
		for (let note = lowestFoldedMidi - lowestNoteMidi; note <= highestFoldedMidi - lowestNoteMidi && note < noteCount; note++) {
			const index = unit * 12 + ((lowestNoteMidi + note) % 12);
			chroma[index] = (chroma[index] ?? 0) + Math.sqrt(spectrum[binsPerNote * note + 1 + shift] ?? 0);
		}
		const at = unit * timbreValues;
		for (let band = 0; band < bandCount; band++) {
			let energy = 1e-8;
			for (let bin = band * bandBins; bin < (band + 1) * bandBins; bin++) energy += (spectrum[bin] ?? 0) ** 2;
			timbre[at + band] = (timbre[at + band] ?? 0) + 10 * Math.log10(energy);
		}
		timbre[at + bandCount] = (timbre[at + bandCount] ?? 0) + level;
		timbre[at + bandCount + 1] = (timbre[at + bandCount + 1] ?? 0) + features.brightnessDb(frame);
	}
	for (let u = 0; u < count; u++) {
		const heard = frames[u] ?? 0;
		if (heard === 0) continue;
		isHeard[u] = 1;
		for (let i = 0; i < timbreValues; i++) timbre[u * timbreValues + i] = (timbre[u * timbreValues + i] ?? 0) / heard;
		const row = chroma.subarray(u * 12, (u + 1) * 12);
		const least = Math.min(...row);
		let square = 0;
		for (let i = 0; i < 12; i++) {
			row[i] = (row[i] ?? 0) - least;
			square += (row[i] ?? 0) ** 2;
		}
		for (let i = 0; i < 12; i++) row[i] = (row[i] ?? 0) / Math.sqrt(square || 1);
	}
	return { count, bounds, chroma, timbre, isHeard };
}
