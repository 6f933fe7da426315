import { beforeAll, describe, expect, it } from 'vitest';
import type { ListenToPartials } from '../../take/take-note.ts';
import { StrikeEvidence, type Tone } from './strike-evidence.ts';

interface Sounding {
	readonly pitchMidi: number;
	readonly seconds: number;
	readonly power: number;
}

const hzOf = (pitchMidi: number): number => 440 * 2 ** ((pitchMidi - 69) / 12);
/** Partials fall off by a half each; a string rings on with half its power after each second. */
const powerOf = ({ pitchMidi, seconds, power }: Sounding, hz: number, at: number): number => {
	const partial = Math.round(hz / hzOf(pitchMidi));
	const isPartial = partial >= 1 && partial <= 10 && Math.abs(1200 * Math.log2(hz / (partial * hzOf(pitchMidi)))) < 35;
	return isPartial && at >= seconds ? power * 0.5 ** (partial - 1) * 0.5 ** (at - seconds) : 0;
};
/** An instrument as the evidence hears it. */
const hearing =
	(sounding: readonly Sounding[]): ListenToPartials =>
	(pitchMidi, seconds) => {
		const at = (moment: number): Float32Array =>
			Float32Array.from({ length: 10 }, (_, k) =>
				sounding.reduce((sum, one) => sum + powerOf(one, hzOf(pitchMidi) * (k + 1), moment), 1e-6)
			);
		return { before: at(seconds - 0.09), after: at(seconds + 0.09) };
	};

/** A chord of C, E and G each second; the song has a C above it, too. */
const chords = Array.from({ length: 12 }, (_, at) => at + 1);
const written = chords.flatMap((seconds) => [48, 52, 55, 60].map((pitchMidi): Tone => ({ pitchMidi, seconds, isSure: true })));
const played = (isLeftOut: (tone: Tone) => boolean): Sounding[] =>
	written.filter((tone) => !isLeftOut(tone)).map(({ pitchMidi, seconds }) => ({ pitchMidi, seconds, power: 1 }));

describe('what the partials say of a strike', () => {
	let evidence: StrikeEvidence;
	beforeAll(() => {
		const sounding = played(
			({ pitchMidi, seconds }) => (seconds === 7 && pitchMidi === 52) || (seconds === 9 && pitchMidi === 60)
		);
		const tones = written.map((tone) => (tone.seconds === 7 || tone.seconds === 9 ? { ...tone, isSure: false } : tone));
		evidence = new StrikeEvidence(hearing(sounding), tones);
	});

	it.each([48, 52, 55])('hears that %i is struck again while it rings', (pitchMidi) => {
		const { strength, own } = evidence.of(pitchMidi, 5);
		expect(strength).toBeGreaterThan(-1);
		expect(own).toBeGreaterThan(-1);
	});
	it('hears that a tone was not struck, though it still rings', () => {
		const { strength, need, own } = evidence.of(52, 7);
		expect(strength).toBeLessThan(-3);
		expect(own).toBeLessThan(-3);
		expect(need).toBeLessThan(evidence.of(52, 6).need / 4);
	});
	it('tells an octave that was struck from the overtone of the tone below', () => {
		expect(evidence.of(60, 8).strength).toBeGreaterThan(evidence.of(60, 9).strength + 1);
	});
	it('knows how much of a tone is its own', () => {
		expect(evidence.of(48, 8).ownShare).toBeGreaterThan(0.5);
		// The octave shares its first five partials with the C below it.
		expect(evidence.of(60, 8).ownShare).toBeLessThan(0.5);
	});
	it('finds nothing of a pitch that nobody plays, nor where nothing is played', () => {
		expect(evidence.of(63, 5).strength).toBeLessThan(-2);
		expect(evidence.of(48, 5.5).strength).toBeLessThan(-3);
	});
	it('has an answer without anything to learn from', () => {
		const { strength, need } = new StrikeEvidence(hearing([]), []).of(60, 1);
		expect(Number.isFinite(strength) && Number.isFinite(need)).toBe(true);
	});
});
