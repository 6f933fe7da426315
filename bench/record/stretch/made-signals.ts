import { seededRandom } from '../../../eval/bootstrap.ts';

/** Of all that is stretched here. */
export const stretchRateHz = 44_100;

/** A sound of which the truth is known. */
export interface MadeChord {
	readonly samples: Float32Array;
	/** Every partial, Hz; the first of each note comes first. */
	readonly partialsHz: readonly number[];
	readonly fundamentalsHz: readonly number[];
}

/** Four notes of six partials that neither begin nor end nor change for `seconds`; no two partials within 25 Hz. */
export function madeChord(seconds: number): MadeChord {
	const fundamentalsHz = [107.9, 188.4, 296.2, 404.7];
	const partials = fundamentalsHz.flatMap((hz, note) =>
		Array.from({ length: 6 }, (_, k) => ({ hz: hz * (k + 1), gain: 0.09 / (k + 1), phase: 1.7 * note + 2.3 * k }))
	);
	const samples = Float32Array.from({ length: Math.round(seconds * stretchRateHz) }, (_, i) =>
		partials.reduce((sum, { hz, gain, phase }) => sum + gain * Math.sin((2 * Math.PI * hz * i) / stretchRateHz + phase), 0)
	);
	return { samples, partialsHz: partials.map(({ hz }) => hz), fundamentalsHz };
}

export interface MadeHits {
	readonly samples: Float32Array;
	/** When each begins, seconds. */
	readonly onsetsSeconds: readonly number[];
}

/** Hits of a drum: noise that is there within a sample and dies away within 60 ms, not quite evenly spaced. */
export function madeHits(count: number): MadeHits {
	const random = seededRandom(7);
	const onsetsSeconds = Array.from({ length: count }, (_, hit) => 0.5 + 0.45 * hit + 0.05 * random());
	const samples = new Float32Array(Math.round((1 + 0.45 * count) * stretchRateHz));
	for (const onset of onsetsSeconds) {
		const from = Math.round(onset * stretchRateHz);
		const gain = 0.4 + 0.4 * random();
		for (let i = 0; i < 0.12 * stretchRateHz; i++)
			samples[from + i] = gain * (2 * random() - 1) * Math.exp(-i / (0.02 * stretchRateHz));
	}
	return { samples, onsetsSeconds };
}
