import { describe, expect, it } from 'vitest';
import type { Harmony } from '../../core/analysis/analysis.ts';
import { harmonySchema } from '../../core/analysis/analysis.ts';
import { chordIntervals } from '../../core/harmony/chord-tones.ts';
import { toChordName } from '../../core/harmony/chord-names.ts';
import { toKeyName } from '../../core/harmony/keys.ts';
import type { ChordQuality } from '../../core/harmony/chord.ts';
import { analyseHarmony, createHarmonyListener, type HarmonyFeatures } from './index.ts';
import { toMadeDrums, toMadeSound, toNoise, type MadeChord, type MadeOptions } from './made-sound.ts';

function listen(samples: Float32Array, block = 8192): HarmonyFeatures {
	const listener = createHarmonyListener();
	for (let from = 0; from < samples.length; from += block) listener.push(samples.subarray(from, from + block));
	return listener.finish();
}

/** A chord in close position over its bass, two seconds long unless said otherwise. */
function chord(root: number, quality: ChordQuality, bass = root, seconds = 2): MadeChord {
	return { seconds, pitchesMidi: [36 + (bass % 12), ...chordIntervals[quality].map((interval) => 60 + (root % 12) + interval)] };
}

const beatsTo = (seconds: number, every = 0.5): number[] =>
	Array.from({ length: Math.floor(seconds / every) }, (_, i) => i * every);
const secondsOf = (chords: readonly MadeChord[]): number => chords.reduce((sum, { seconds }) => sum + seconds, 0);

function analyse(chords: readonly MadeChord[], options: MadeOptions = {}, hasBeats = true): Harmony {
	return analyseHarmony(listen(toMadeSound(chords, options)), hasBeats ? beatsTo(secondsOf(chords)) : []);
}

const names = (harmony: Harmony): string[] => harmony.chords.map((span) => toChordName(span.chord));
const cadence = [chord(0, 'maj'), chord(9, 'min'), chord(5, 'maj'), chord(7, 'maj')];
const twice = [...cadence, ...cadence];

describe('analyseHarmony', () => {
	it('names chords and key of a progression', () => {
		const harmony = analyse(twice);
		expect(names(harmony).filter((name) => name !== 'N.C.')).toEqual(['C', 'Am', 'F', 'G', 'C', 'Am', 'F', 'G']);
		expect(harmony.keys.map(toKeyName)[0]).toBe('C major');
		expect(harmony.keySpans).toHaveLength(1);
		expect(harmonySchema.parse(harmony)).toEqual(harmony);
		harmony.chords.forEach((span, i) => {
			expect(span.startSeconds).toBe(i === 0 ? 0 : harmony.chords[i - 1]?.endSeconds);
			expect(span.confidence).toBeGreaterThan(0.4);
		});
	});

	it('does without beats', () => {
		const harmony = analyse(twice, {}, false);
		expect(names(harmony).filter((name) => name !== 'N.C.')).toEqual(['C', 'Am', 'F', 'G', 'C', 'Am', 'F', 'G']);
	});

	it('hears the same whatever the blocks', () => {
		const samples = toMadeSound(cadence);
		const whole = analyseHarmony(listen(samples, samples.length), beatsTo(8));
		expect(analyseHarmony(listen(samples, 997), beatsTo(8))).toEqual(whole);
	});

	it.each([-31.8, 20, 40, 0])('finds a tuning of %d cents and the chords in it', (cents) => {
		const harmony = analyse(cadence, { cents });
		expect(Math.abs((harmony.tuning?.cents ?? 99) - cents)).toBeLessThan(2);
		expect(names(harmony).filter((name) => name !== 'N.C.')).toEqual(['C', 'Am', 'F', 'G']);
	});

	it.each<[string, number, ChordQuality, number]>([
		['C/E', 0, 'maj', 4],
		['Am/C', 9, 'min', 0],
		['G7', 7, '7', 7],
		['Dm7', 2, 'min7', 2],
		['Fmaj7', 5, 'maj7', 5],
		['Bdim', 11, 'dim', 11]
	])('hears %s', (name, root, quality, bass) => {
		const harmony = analyse([chord(0, 'maj', 0, 4), chord(root, quality, bass, 4), chord(0, 'maj', 0, 4)]);
		const middle = harmony.chords.find((span) => span.startSeconds <= 6 && span.endSeconds > 6);
		expect(toChordName(middle?.chord ?? null)).toBe(name);
	});

	it('tells where the key changes', () => {
		const up = [chord(6, 'maj'), chord(3, 'min'), chord(11, 'maj'), chord(1, 'maj')];
		const harmony = analyse([...twice, ...twice, ...up, ...up, ...up, ...up]);
		expect(harmony.keySpans.map(toKeyName)).toEqual(['C major', 'Gb major']);
		expect(Math.abs((harmony.keySpans[1]?.startSeconds ?? 0) - 32)).toBeLessThan(4);
	});

	it('is the less sure the more noise there is', () => {
		const sure = [undefined, 5, -5, -15, -30].map((snrDb) => {
			const harmony = analyse(twice, snrDb === undefined ? {} : { snrDb });
			const chords = harmony.chords.reduce(
				(sum, span) => sum + (span.chord === null ? 0 : span.confidence * (span.endSeconds - span.startSeconds)),
				0
			);
			return { chords: chords / 16, key: harmony.keys[0]?.confidence ?? 0, tuning: harmony.tuning?.confidence ?? 0 };
		});
		for (const measure of ['chords', 'key'] as const) {
			const values = sure.map((one) => one[measure]);
			expect(values[0]).toBeGreaterThan(values[2] ?? 0);
			expect(values[2]).toBeGreaterThanOrEqual(values[3] ?? 0);
			expect(values[0]).toBeGreaterThan((values[3] ?? 0) + 0.15);
		}
		// Partials are found far below the noise, and agree to a cent: the tuning is in doubt only when they are lost.
		const tunings = sure.map(({ tuning }) => tuning);
		expect(tunings[0]).toBeGreaterThanOrEqual(tunings[3] ?? 0);
		expect(tunings[0]).toBeGreaterThan((tunings[4] ?? 0) + 0.15);
	});

	it.each<[string, Float32Array]>([
		['nothing', new Float32Array(0)],
		['silence', new Float32Array(44_100 * 5)],
		['a click', Float32Array.from({ length: 44_100 * 5 }, (_, i) => (i === 88_200 ? 1 : 0))],
		['noise', toNoise(44_100 * 10).map((value) => 0.2 * value)],
		['a drum loop', toMadeDrums(12, 0.5)]
	])('says no key and no chord of %s', (_, samples) => {
		const harmony = analyseHarmony(listen(samples), []);
		expect(harmony.keys).toEqual([]);
		expect(harmony.keySpans).toEqual([]);
		expect(names(harmony).filter((name) => name !== 'N.C.')).toEqual([]);
	});

	it('takes what is not a number for silence and odd beats for none', () => {
		const samples = toMadeSound(cadence);
		samples.fill(NaN, 1000, 2000);
		const harmony = analyseHarmony(listen(samples), [-1, NaN, 2, 2, 4, 4.01, 900]);
		expect(harmonySchema.parse(harmony)).toEqual(harmony);
		expect(names(harmony)).toContain('C');
	});

	it('keeps little of what it hears', () => {
		const features = listen(toNoise(44_100 * 30));
		expect(features.frameCount / features.durationSeconds).toBeLessThan(11);
	});
});
