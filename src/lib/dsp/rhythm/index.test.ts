import { describe, expect, it } from 'vitest';
import { rhythmSchema } from '../../core/analysis/analysis.ts';
import { trackBetween, TrackingAborted, trackRhythm } from './index.ts';
import { MadeSound, toBand, toClick } from './made-sounds.ts';

/** Share of the beats that have one of the others within 50 ms, the smaller of both ways. */
function toAgreement(one: readonly number[], other: readonly number[]): number {
	const share = (from: readonly number[], to: readonly number[]): number =>
		from.filter((beat) => to.some((near) => Math.abs(near - beat) <= 0.05)).length / Math.max(1, from.length);
	return Math.min(share(one, other), share(other, one));
}

describe('trackRhythm finds', () => {
	it.each([70, 84, 100, 120, 140, 160])('the beats of a band at %d bpm', (bpm) => {
		const beats = toClick(24, bpm);
		const rhythm = trackRhythm(toBand(beats, 4, 2, 24).heard());
		expect(() => rhythmSchema.parse(rhythm)).not.toThrow();
		expect(rhythm.tempo?.bpm).toBeCloseTo(bpm, -0.3);
		expect(toAgreement(rhythm.beatsSeconds, beats)).toBeGreaterThan(0.9);
		expect(rhythm.steadiness).toBe('steady');
		expect(rhythm.confidence).toBeGreaterThan(0.1);
	});

	it.each([
		[3, 130],
		[4, 110],
		[5, 120],
		[7, 150]
	])('bars of %d beats', (beatsPerBar, bpm) => {
		const beats = toClick(40, bpm);
		const { beatsSeconds, downbeats, meter } = trackRhythm(toBand(beats, beatsPerBar, 2, 40).heard());
		expect(meter?.beatsPerBar).toBe(beatsPerBar);
		const found = downbeats.map((index) => beatsSeconds[index] ?? 0);
		expect(
			toAgreement(
				found,
				beats.filter((_, i) => i % beatsPerBar === 0)
			)
		).toBeGreaterThan(0.85);
	});

	it.each([70, 90, 120, 150])('the first beat at %d bpm where the sound begins on it (regression)', (bpm) => {
		const beats = toClick(24, bpm, bpm, 0);
		const { beatsSeconds, downbeats } = trackRhythm(toBand(beats, 4, 2, 24).heard());
		expect(beatsSeconds[0]).toBeLessThanOrEqual(0.05);
		expect(beatsSeconds).toHaveLength(beats.length);
		expect(downbeats.slice(0, 3)).toEqual([0, 4, 8]);
	});

	it('no beat in the silence before the first', () => {
		const [first] = trackRhythm(toBand(toClick(24, 120, 120, 0.5), 4, 2, 24).heard()).beatsSeconds;
		expect(first).toBeCloseTo(0.5, 1);
	});

	it('thirds of the beat as in 12/8', () => {
		expect(trackRhythm(toBand(toClick(30, 90), 4, 3, 30).heard()).meter?.division).toBe(3);
	});

	it('five swung beats, not a bar of 15/8', () => {
		const { meter } = trackRhythm(toBand(toClick(40, 120), 5, 3, 40).heard());
		expect(meter).toMatchObject({ beatsPerBar: 5, division: 2 });
	});

	it('a tempo that climbs, and says that it does', () => {
		const beats = toClick(30, 95, 135);
		const { beatsSeconds, steadiness } = trackRhythm(toBand(beats, 4, 2, 30).heard());
		expect(toAgreement(beatsSeconds, beats)).toBeGreaterThan(0.85);
		expect(steadiness).toBe('drifting');
	});

	it('something in two seconds', () => {
		const rhythm = trackRhythm(toBand(toClick(2, 120), 4, 2, 2).heard());
		expect(() => rhythmSchema.parse(rhythm)).not.toThrow();
	});
});

describe('trackRhythm has no beat for', () => {
	const sure = trackRhythm(toBand(toClick(16, 110), 4, 2, 16).heard()).confidence;

	it.each<[string, MadeSound]>([
		['silence', new MadeSound(10)],
		['nothing at all', new MadeSound(0)],
		['a tenth of a second', new MadeSound(0.1).kick(0.02)],
		['a single click', new MadeSound(10).kick(4)],
		['noise', new MadeSound(16).hiss(0.3)],
		['a drone', new MadeSound(16).note(0, 16, 45, 0.5).hiss(0.0003)],
		['speech', new MadeSound(16).speech()]
	])('%s', (_, sound) => {
		const { beatsSeconds, confidence, tempo } = trackRhythm(sound.heard());
		expect(confidence).toBeLessThan(0.25 * sure);
		expect(tempo === null).toBe(beatsSeconds.length === 0);
	});

	it('what noise covers: its confidence falls with the evidence', () => {
		const confidences = [0, 0.1, 0.4, 1.6].map(
			(hiss) => trackRhythm(toBand(toClick(16, 110), 4, 2, 16).hiss(hiss).heard()).confidence
		);
		expect(confidences.at(-1)).toBeLessThan(0.5 * sure);
		expect(confidences.at(-1)).toBeLessThan(confidences[1] ?? 0);
	});
});

describe('trackRhythm', () => {
	it('hears the same in blocks of any size', () => {
		const sound = toBand(toClick(6, 120), 4, 2, 6);
		const whole = sound.heard(sound.samples.length);
		for (const block of [1000, 4097, 65_536]) expect(sound.heard(block)).toEqual(whole);
	});

	it('takes what is not a number for silence', () => {
		const sound = toBand(toClick(6, 120), 4, 2, 6);
		sound.samples.fill(NaN, 100_000, 100_050);
		expect(() => rhythmSchema.parse(trackRhythm(sound.heard()))).not.toThrow();
	});

	it('stops when it is told to', () => {
		const features = toBand(toClick(6, 120), 4, 2, 6).heard();
		expect(() => trackRhythm(features, { signal: { aborted: true } })).toThrow(TrackingAborted);
	});

	it('says how far it is', () => {
		const fractions: number[] = [];
		trackRhythm(toBand(toClick(6, 120), 4, 2, 6).heard(), { onProgress: (fraction) => fractions.push(fraction) });
		expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
		expect(fractions.at(-1)).toBe(1);
	});
});

describe('trackBetween', () => {
	const beats = toClick(20, 120);
	const features = toBand(beats, 4, 2, 20).heard();
	const from = beats[8] ?? 0;
	const to = beats[24] ?? 0;

	it.each([
		['the tempo found', undefined, 17],
		['the tempo given', 120, 17],
		['half of it', 60, 9],
		['twice of it', 240, 33]
	])('fills in the beats at %s', (_, bpm, count) => {
		const found = trackBetween(features, from, to, bpm);
		expect(found[0]).toBe(from);
		expect(found.at(-1)).toBe(to);
		expect(found).toHaveLength(count);
		expect(found).toEqual([...found].sort((a, b) => a - b));
	});

	it('has only the anchors where they are too close, in their order, or beyond the end', () => {
		expect(trackBetween(features, 5, 5.1)).toEqual([5, 5.1]);
		expect(trackBetween(features, 5.1, 5)).toEqual([5, 5.1]);
		expect(trackBetween(features, 500, 510, 120)).toEqual([500, 510]);
	});
});
