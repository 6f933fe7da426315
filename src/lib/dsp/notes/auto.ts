import type { PresetName } from './presets.ts';
import { characterTable } from './fitted/weights.ts';

/** Below this the general preset is the honest answer. */
const sureEnough = 0.5;
/** One voice changes what is done with it, so that a wrong guess would cost notes. */
const sureOfOneVoice = 0.85;
const leastSoloShare = 0.85;
/** Singing slides and wavers: the mean move of its contour over 46 ms, in 30 cents. */
const singingMovement = 0.38;
const bluntAttack = 0.62;

export interface PresetGuess {
	readonly preset: PresetName;
	/** 0 to 1. */
	readonly confidence: number;
}

/** In the order of the table's rows. */
export const fittedPresets = ['piano', 'guitar', 'bass', 'other'] as const;

/** Probability of each of the fitted presets, softmax over a linear score of the recording's character. */
export function toPresetShares(character: Float32Array): Map<PresetName, number> {
	const columns = character.length + 1;
	const scores = fittedPresets.map((_, row) => {
		let sum = (characterTable[row * columns + columns - 1] ?? 0) / 1000;
		for (let i = 0; i < character.length; i++) sum += ((characterTable[row * columns + i] ?? 0) / 1000) * (character[i] ?? 0);
		return sum;
	});
	const largest = Math.max(...scores);
	const powers = scores.map((score) => Math.exp(score - largest));
	const total = powers.reduce((sum, power) => sum + power, 0);
	return new Map(fittedPresets.map((name, i) => [name, (powers[i] ?? 0) / total]));
}

/**
 * Which preset fits a recording.
 * @param character numbers in the order of `characterNames`, or null when there is too little to tell
 */
export function toPresetGuess(character: Float32Array | null): PresetGuess {
	if (character === null) return { preset: 'other', confidence: 0 };
	const shares = toPresetShares(character);
	const [, soloShare = 0, lowPitch = 0, , highPitch = 1, attack = 1, , movement = 0] = character;
	const isOneVoice = soloShare >= leastSoloShare;
	if (isOneVoice && movement >= singingMovement && attack <= bluntAttack && lowPitch > 0.15 && highPitch < 0.72) {
		return { preset: 'voice', confidence: Math.min(0.9, 0.5 + movement - singingMovement) };
	}
	let best: PresetGuess = { preset: 'other', confidence: 0 };
	for (const [preset, confidence] of shares) if (confidence > best.confidence) best = { preset, confidence };
	const needed = best.preset === 'bass' ? sureOfOneVoice : sureEnough;
	if (best.confidence < needed || (best.preset === 'bass' && !isOneVoice)) {
		return { preset: 'other', confidence: best.preset === 'other' ? best.confidence : 1 - best.confidence };
	}
	return best;
}
