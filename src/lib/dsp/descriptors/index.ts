import type { Harmony, Rhythm, SoundFacts } from '$core/analysis/analysis.ts';
import type { Loudness } from '../loudness/index.ts';
import type { BandEnvelope } from './band-envelope.ts';

export { BandListener, type BandEnvelope } from './band-envelope.ts';

/** What the descriptors are made of: all of it is at hand when beats and chords are. */
export interface DescriptorInput {
	readonly loudness: Loudness;
	readonly bands: BandEnvelope;
	readonly rhythm: Rhythm;
	readonly harmony: Pick<Harmony, 'keys'>;
	readonly durationSeconds: number;
}

/**
 * Energy, danceability and, where rules are sure enough, a family of genres and a mood. None of them is a measurement of
 * something agreed on: each is a stated rule on things that are, and the rules stand here and in `docs/decisions`.
 */
export function describeSound(input: DescriptorInput): SoundFacts {
	const { integratedLufs, truePeakDbtp, loudnessRangeLu } = input.loudness;
	const energy = energyOf(input);
	const danceability = danceabilityOf(input);
	return {
		integratedLufs,
		truePeakDbtp,
		loudnessRangeLu,
		dynamicRangeDb: integratedLufs === null ? null : truePeakDbtp - integratedLufs,
		energy,
		danceability,
		genre: genreOf(input, danceability),
		mood: moodOf(input, energy)
	};
}

const unknown = { name: 'unknown', confidence: 0 } as const;
/** A guess less sure than this is not made. */
const leastConfidence = 0.5;

/** 0 below `from`, 1 above `to`, straight between. */
function ramp(value: number, from: number, to: number): number {
	return Math.min(1, Math.max(0, (value - from) / (to - from)));
}

/**
 * How driving it is, 0 to 1: how much happens (rises of level a second) and how bright it is count most, because they
 * survive a change of volume; how evenly loud it is and how loud it is count less.
 */
function energyOf({ loudness, bands }: DescriptorInput): number {
	if (loudness.integratedLufs === null) return 0;
	const evenness = 1 - ramp(loudness.loudnessRangeLu ?? 10, 3, 18);
	return (
		0.35 * ramp(attacksASecond(bands), 0.5, 5) +
		0.3 * ramp(brightnessDb(bands), -30, -8) +
		0.15 * evenness +
		0.2 * ramp(loudness.integratedLufs, -32, -9)
	);
}

/** Steps at which any band rises by 3 dB or more while it is within 30 dB of its loudest, a second. */
function attacksASecond({ low, middle, high, stepSeconds }: BandEnvelope): number {
	const bands = [low, middle, high];
	const floors = bands.map((band) => band.reduce((most, power) => Math.max(most, power), 0) / 1000);
	let attacks = 0;
	for (let i = 1; i < middle.length; i++) {
		const isAttack = bands.some((band, k) => (band[i] ?? 0) > (floors[k] ?? 0) && (band[i] ?? 0) > 2 * (band[i - 1] ?? 0));
		if (isAttack) attacks++;
	}
	return middle.length === 0 ? 0 : attacks / (middle.length * stepSeconds);
}

/** Power above 4 kHz against all of it, dB. */
function brightnessDb({ low, middle, high }: BandEnvelope): number {
	const sum = (band: Float32Array): number => band.reduce((total, power) => total + power, 0);
	const bright = sum(high);
	const all = bright + sum(low) + sum(middle);
	return all > 0 && bright > 0 ? 10 * Math.log10(bright / all) : -100;
}

/** Whether feet would know what to do, 0 to 1: a sure and steady beat, at a dancer's tempo, with a bass that keeps it. */
function danceabilityOf({ rhythm, bands }: DescriptorInput): number {
	const { tempo } = rhythm;
	if (tempo === null || rhythm.beatsSeconds.length < 8) return 0;
	const fit = Math.max(0, 1 - Math.abs(Math.log2(tempo.bpm / 118)) / 1.2);
	const steady = rhythm.steadiness === 'steady' ? 1 : 0.35;
	return Math.min(1, rhythm.confidence * steady * (0.45 * fit + 0.25 + 0.3 * bassOnBeats(rhythm, bands)));
}

/** How much stronger the bass is on beats than between them, 0 to 1. */
function bassOnBeats({ beatsSeconds }: Rhythm, { low, stepSeconds }: BandEnvelope): number {
	let on = 0;
	let between = 0;
	for (let i = 1; i < beatsSeconds.length; i++) {
		const from = beatsSeconds[i - 1] ?? 0;
		const to = beatsSeconds[i] ?? 0;
		const at = (seconds: number): number => low[Math.floor(seconds / stepSeconds)] ?? 0;
		on += Math.max(at(from), at(from + stepSeconds));
		between += at((from + to) / 2);
	}
	return on + between > 0 ? ramp(on / (on + between), 0.5, 0.85) : 0;
}

/** Only dance music with a kick on each beat can be told by such plain means; everything else is unknown. */
function genreOf({ rhythm, bands, durationSeconds }: DescriptorInput, danceability: number): SoundFacts['genre'] {
	const { tempo, meter } = rhythm;
	if (tempo === null || meter === null || rhythm.steadiness !== 'steady' || durationSeconds < 15) return unknown;
	const isDanceTempo = tempo.bpm >= 112 && tempo.bpm <= 140;
	const kick = bassOnBeats(rhythm, bands);
	if (!isDanceTempo || meter.beatsPerBar !== 4 || meter.division !== 2 || kick < 0.6 || brightnessDb(bands) < -22) return unknown;
	const confidence = Math.min(0.8, rhythm.confidence * tempo.confidence * kick * (0.5 + danceability));
	return confidence < leastConfidence ? unknown : { name: 'dance', confidence };
}

/** Calm or driving by energy, and dark or bright by the mode where the key is sure. */
function moodOf({ harmony, rhythm, durationSeconds }: DescriptorInput, energy: number): SoundFacts['mood'] {
	if (durationSeconds < 10) return unknown;
	const [key] = harmony.keys;
	const isSureMode = key !== undefined && key.confidence >= 0.6;
	if (energy < 0.3) {
		const confidence = 0.5 + ramp(0.3 - energy, 0, 0.3) * 0.35;
		return { name: isSureMode && key.mode === 'minor' ? 'calm and dark' : 'calm', confidence };
	}
	if (energy > 0.7 && rhythm.confidence > 0.5) {
		const confidence = 0.5 + ramp(energy - 0.7, 0, 0.3) * 0.35;
		return { name: isSureMode && key.mode === 'minor' ? 'driving and dark' : 'driving', confidence };
	}
	return unknown;
}
