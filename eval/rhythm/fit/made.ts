import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RhythmFeatures } from '../../../src/lib/dsp/rhythm/hearing/features.ts';
import { createRhythmListener } from '../../../src/lib/dsp/rhythm/hearing/listener.ts';
import { fromBeatEvidence, toBeatEvidence } from '../../../src/lib/formats/beat-evidence/index.ts';
import { seededRandom } from '../../bootstrap.ts';
import { playBank, playGrand, type Sounds } from '../../notes/fit/render.ts';
import { toBeatPiece, type BeatPiece } from './pieces.ts';

/** What was heard of a made recording, with the truth in seconds. */
export interface HeardPiece {
	readonly features: RhythmFeatures;
	readonly beats: readonly number[];
	readonly downbeats: readonly number[];
}

/** A little room, a high cut for some, hiss and a level from soft to hot. */
function recorded(sound: Float32Array, seed: number): Float32Array {
	const random = seededRandom(seed * 31 + 7);
	const out = sound.slice();
	if (random() < 0.5) {
		const wet = 0.02 + 0.2 * random();
		const seconds = 0.3 + 1.2 * random();
		for (const delay of [1307, 1571, 1847, 2179]) {
			const ring = new Float32Array(delay);
			const feedback = 10 ** ((-3 * delay) / (44_100 * seconds));
			let low = 0;
			for (const [i, sample] of sound.entries()) {
				const heard = ring[i % delay] ?? 0;
				low += 0.5 * (heard - low);
				ring[i % delay] = sample + feedback * low;
				out[i] = (out[i] ?? 0) + wet * heard;
			}
		}
	}
	const poles = random() < 0.4 ? 4 : 0;
	const cut = 0.35 + 0.5 * random();
	for (let pole = 0; pole < poles; pole++) {
		let low = 0;
		for (const [i, sample] of out.entries()) out[i] = low += cut * (sample - low);
	}
	const peak = out.reduce((loudest, sample) => Math.max(loudest, Math.abs(sample)), 1e-6);
	const gain = 10 ** ((-24 * random() ** 2) / 20) / peak;
	const hiss = random() < 0.5 ? 10 ** (-(40 + 35 * random()) / 20) : 0;
	return out.map((sample) => gain * (sample + hiss * peak * (random() + random() - 1)));
}

/** The sound of a made piece, as a microphone might have caught it: mono, 44,100 Hz. */
export async function soundOf({ piece }: BeatPiece, seed: number, sounds: Sounds): Promise<Float32Array> {
	const random = seededRandom(seed * 131 + 3);
	const bank = sounds.banks[seed % sounds.banks.length];
	if (bank === undefined) throw new RangeError('No sound bank was given.');
	const isGrand = piece.group === 'piano' && random() < 0.6;
	return recorded(isGrand ? playGrand(piece, sounds.grand) : await playBank(piece, bank, 0.5 * random()), seed);
}

/** Renders and listens once; what was heard is kept in `folder`. */
export async function readMadeRhythm(
	seed: number,
	seconds: number,
	folder: string,
	sounds: Sounds,
	made = toBeatPiece(seed, seconds)
): Promise<HeardPiece> {
	const path = join(folder, `${made.piece.id}-${seconds}.beats`);
	mkdirSync(folder, { recursive: true });
	if (!existsSync(path)) {
		const listener = createRhythmListener();
		listener.push(await soundOf(made, seed, sounds));
		keepWhole(path, toBeatEvidence(listener.finish()));
	}
	const features = fromBeatEvidence(new Uint8Array(readFileSync(path)));
	if (features === null) throw new Error(`${path} was heard by another version; delete it.`);
	return { features, beats: made.beats, downbeats: made.downbeats };
}

/** Under its name whole or not at all. */
export function keepWhole(path: string, content: string | Uint8Array): void {
	writeFileSync(`${path}.part`, content);
	renameSync(`${path}.part`, path);
}
