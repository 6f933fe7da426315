import { keyCount } from '../keys/key-evidence.ts';
import { heardQualities, noChord, stateCount } from './chord-states.ts';

/** Log-odds of a chord within a key, by semitones above the tonic; what is not listed has the rest's. */
const inMajor: Readonly<Record<string, number>> = {
	'0 maj': 1,
	'5 maj': 0.9,
	'7 maj': 0.9,
	'9 min': 0.7,
	'2 min': 0.6,
	'4 min': 0.4,
	'7 7': 1,
	'2 min7': 0.7,
	'9 min7': 0.5,
	'4 min7': 0.3,
	'0 maj7': 0.6,
	'5 maj7': 0.5,
	'11 dim': 0.4,
	'11 hdim7': 0.3,
	'7 sus4': 0.4,
	'0 sus4': 0.2,
	'0 sus2': 0.2,
	'2 sus4': 0.1,
	'5 sus2': 0.1,
	'2 7': 0.1,
	'9 7': 0,
	'0 7': 0.1,
	'4 7': 0,
	'2 maj': 0,
	'4 maj': -0.2,
	'9 maj': -0.2,
	'10 maj': 0,
	'5 min': -0.1,
	'8 maj': -0.3,
	'3 maj': -0.4
};
const inMinor: Readonly<Record<string, number>> = {
	'0 min': 1,
	'5 min': 0.8,
	'7 maj': 0.7,
	'7 7': 0.9,
	'7 min': 0.4,
	'3 maj': 0.7,
	'8 maj': 0.7,
	'10 maj': 0.6,
	'0 min7': 0.5,
	'5 min7': 0.5,
	'7 min7': 0.3,
	'8 maj7': 0.5,
	'3 maj7': 0.4,
	'10 7': 0.4,
	'2 dim': 0.2,
	'2 hdim7': 0.4,
	'11 dim7': 0.3,
	'11 dim': 0.1,
	'7 sus4': 0.3,
	'0 sus4': 0.1,
	'0 sus2': 0.1,
	'0 maj': -0.2,
	'5 maj': 0,
	'0 7': 0
};
const elsewhere = -0.9;

function toAffinities(): Float32Array {
	const table = new Float32Array(keyCount * stateCount).fill(elsewhere);
	for (let key = 0; key < keyCount; key++) {
		for (const [name, value] of Object.entries(key < 12 ? inMajor : inMinor)) {
			const [degree = '0', quality = 'maj'] = name.split(' ');
			const q = heardQualities.findIndex((heard) => heard === quality);
			table[key * stateCount + 12 * q + ((key + Number(degree)) % 12)] = value;
		}
		// A power chord says as little about the third as about the key.
		const power = heardQualities.indexOf('5');
		for (let root = 0; root < 12; root++) table[key * stateCount + 12 * power + root] = 0;
		table[key * stateCount + noChord] = 0;
	}
	return table;
}

const affinities = toAffinities();

/** Log-odds of a chord in a key, -0.9 to 1. */
export const toAffinity = (key: number, state: number): number => affinities[key * stateCount + state] ?? 0;
const strength = 0.7;

/** Adds to the evidence what the keys around make likely, `keyCount` probabilities a segment. */
export function addKeyPrior(evidence: Float32Array, keyPosteriors: Float32Array): void {
	const count = evidence.length / stateCount;
	for (let segment = 0; segment < count; segment++) {
		for (let key = 0; key < keyCount; key++) {
			const weight = strength * (keyPosteriors[segment * keyCount + key] ?? 0);
			if (weight < 0.02) continue;
			for (let state = 0; state < stateCount; state++) {
				const at = segment * stateCount + state;
				evidence[at] = (evidence[at] ?? 0) + weight * (affinities[key * stateCount + state] ?? 0);
			}
		}
	}
}

/** Log-scores of going from one chord to another: falling fifths and steps are commoner, and roots a tritone apart rarer. */
export function toChordMoves(): Float32Array {
	const byInterval = [0.3, -0.3, 0.1, -0.2, -0.2, 0.5, -0.7, 0.3, -0.2, 0, 0.1, -0.3];
	const moves = new Float32Array(stateCount * stateCount);
	for (let from = 0; from < noChord; from++) {
		for (let to = 0; to < noChord; to++) moves[from * stateCount + to] = byInterval[(to - from + stateCount * 12) % 12] ?? 0;
	}
	return moves;
}
