import { describe, expect, it } from 'vitest';
import { NoteCents } from './index.ts';

const rate = 44_100;
interface Tone {
	readonly from: number;
	readonly to: number;
	readonly midi: number;
	/** Off the tempered pitch, at a second of the tone. */
	readonly cents: (seconds: number) => number;
}

/** A reed's worth of partials, with soft ends. */
function sound(tones: readonly Tone[], seconds: number): Float32Array {
	const samples = new Float32Array(seconds * rate);
	for (const { from, to, midi, cents } of tones) {
		let phase = 0;
		for (let i = Math.round(from * rate); i < to * rate; i++) {
			const at = i / rate - from;
			phase += (2 * Math.PI * 440 * 2 ** ((midi - 69 + cents(at) / 100) / 12)) / rate;
			const level = 0.3 * Math.min(1, at / 0.02, (to - from - at) / 0.02);
			for (let partial = 1; partial <= 5; partial++)
				samples[i] = (samples[i] ?? 0) + (level / partial) * Math.sin(partial * phase);
		}
	}
	return samples;
}

function heard(tones: readonly Tone[], tuningCents = 0): (number | null)[] {
	const tracked = new NoteCents(
		tones.map(({ from, to, midi }) => ({ onsetSeconds: from, offsetSeconds: to, pitchMidi: midi })),
		rate,
		tuningCents
	);
	const samples = sound(tones, 3);
	for (let at = 0; at < samples.length; at += 16_384) tracked.push(samples.subarray(at, at + 16_384));
	return tracked.cents();
}
const tone = (from: number, to: number, midi: number, cents: number | Tone['cents']): Tone => ({
	from,
	to,
	midi,
	cents: typeof cents === 'number' ? () => cents : cents
});

describe('how far off the tempered pitch notes are', () => {
	it.each([
		[45, 30],
		[57, -30],
		[69, 0],
		[76, 30],
		[88, -45]
	])('MIDI %i, %i cents off, within 5', (midi, cents) => {
		const [own] = heard([tone(0.2, 1, midi, cents)]);
		expect(Math.abs((own ?? 999) - cents)).toBeLessThan(5);
	});

	it('is told of each note by itself, against the tuning of the song', () => {
		const told = heard([tone(0.1, 0.6, 60, 30), tone(0.6, 1.1, 62, -10), tone(1.2, 2, 67, 20)], 20);
		[10, -30, 0].forEach((cents, at) => expect(Math.abs((told[at] ?? 999) - cents)).toBeLessThan(5));
	});

	it('is the middle of a vibrato', () => {
		const [own] = heard([tone(0.2, 1.4, 64, (at) => 20 + 35 * Math.sin(2 * Math.PI * 5.5 * at))]);
		expect(Math.abs((own ?? 999) - 20)).toBeLessThan(8);
	});

	it('is not told where two notes sound, of what is too short, or of another pitch than was heard', () => {
		expect(heard([tone(0.2, 1, 60, 0), tone(0.2, 1, 64, 0)])).toEqual([null, null]);
		expect(heard([tone(0.2, 0.28, 60, 0)])).toEqual([null]);
		const wrong = new NoteCents([{ onsetSeconds: 0.2, offsetSeconds: 1, pitchMidi: 62 }], rate);
		wrong.push(sound([tone(0.2, 1, 60, 0)], 1.2));
		expect(wrong.cents()).toEqual([null]);
	});
});
