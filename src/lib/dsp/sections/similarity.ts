import { timbreValues, type Units } from './units.ts';

/** How alike any two units are, 0 to 1: by their harmony and by their sound, each `count` squared. */
export interface Similarity {
	readonly count: number;
	readonly harmony: Float32Array;
	readonly sound: Float32Array;
}

/** A band that hardly changes over the song says nothing: spreads below this many dB are not made larger. */
const leastSpreadDb = 4;
const soundWidth = 1.1;

export function toSimilarity(units: Units): Similarity {
	const { count, chroma, isHeard } = units;
	const sounds = toStandardised(units);
	const harmony = new Float32Array(count * count);
	const sound = new Float32Array(count * count);
	for (let a = 0; a < count; a++) {
		for (let b = 0; b <= a; b++) {
			const isBoth = isHeard[a] === 1 && isHeard[b] === 1;
			let product = 0;
			for (let i = 0; i < 12; i++) product += (chroma[a * 12 + i] ?? 0) * (chroma[b * 12 + i] ?? 0);
			let distance = 0;
			for (let i = 0; i < timbreValues; i++)
				distance += ((sounds[a * timbreValues + i] ?? 0) - (sounds[b * timbreValues + i] ?? 0)) ** 2;
			const isSilence = isHeard[a] === 0 && isHeard[b] === 0;
			const alike = isBoth ? product : isSilence ? 1 : 0;
			const closeness = isBoth ? Math.exp(-distance / timbreValues / soundWidth ** 2) : isSilence ? 1 : 0;
			harmony[a * count + b] = harmony[b * count + a] = alike;
			sound[a * count + b] = sound[b * count + a] = closeness;
		}
	}
	return { count, harmony, sound };
}

function toStandardised({ count, timbre, isHeard }: Units): Float32Array {
	const out = new Float32Array(timbre.length);
	for (let i = 0; i < timbreValues; i++) {
		let heard = 0;
		let sum = 0;
		let squares = 0;
		for (let unit = 0; unit < count; unit++) {
			if (isHeard[unit] === 0) continue;
			const value = timbre[unit * timbreValues + i] ?? 0;
			heard++;
			sum += value;
			squares += value * value;
		}
		const mean = sum / Math.max(1, heard);
		const spread = Math.max(leastSpreadDb, Math.sqrt(Math.max(0, squares / Math.max(1, heard) - mean * mean)));
		for (let unit = 0; unit < count; unit++)
			out[unit * timbreValues + i] = ((timbre[unit * timbreValues + i] ?? 0) - mean) / spread;
	}
	return out;
}
