import { readFileSync } from 'node:fs';
import { renderPart } from '../../../scripts/engines/sounds/offline-synth.ts';
import { seededRandom } from '../../bootstrap.ts';
import type { PlantedTake } from '../planted-take.ts';

const rate = 22_050;

/**
 * The studio that thresholds are chosen in: a General MIDI bank of one's own (`--bank`), a room of four combs with an echo, hiss
 * and hum. None of it sounds in the figures that are reported.
 */
export async function recordMade(take: PlantedTake, programme: number, bankPath: string, seed: number): Promise<Float32Array> {
	const random = seededRandom(seed * 611_953 + 1);
	const seconds = take.notes.reduce((end, { offsetSeconds }) => Math.max(end, offsetSeconds), 0) + 1;
	const [left, right] = await renderPart(
		{ bank: readFileSync(bankPath), programme, notes: take.notes, reverb: Math.round(50 * random()), pan: 64 },
		seconds,
		rate
	);
	const dry = left.map((value, at) => (value + (right[at] ?? 0)) / 2);
	const out = dry.slice();
	const wet = 0.02 + 0.12 * random();
	for (const delay of [701, 883, 1021, 1193]) {
		const ring = new Float32Array(delay);
		const feedback = 10 ** ((-3 * delay) / (rate * (0.25 + 0.5 * random())));
		dry.forEach((value, at) => {
			const heard = ring[at % delay] ?? 0;
			ring[at % delay] = value + feedback * heard;
			out[at] = (out[at] ?? 0) + wet * heard;
		});
	}
	const peak = out.reduce((loudest, value) => Math.max(loudest, Math.abs(value)), 1e-6);
	const hiss = 10 ** (-(45 + 15 * random()) / 20);
	return out.map(
		(value, at) => (0.7 * value) / peak + 0.7 * hiss * (2 * random() - 1) + 0.001 * Math.sin((2 * Math.PI * 50 * at) / rate)
	);
}
