import { describe, expect, it } from 'vitest';
import { clicksOfBeats, clickVoices, ringMemory, SampleRing, toClickList } from '../src/lib/core/playback/index.ts';
import { ClickPlayer } from './click-player.ts';
import { clickSounds } from './click-sounds.ts';
import { PlaybackHead } from './playback-head.ts';

const rateHz = 44_100;
const quantum = 128;

/** Sounds of one sample, whose height tells the kind. */
const marks = [Float32Array.of(1), Float32Array.of(0.5), Float32Array.of(0.25)] as const;

class Bench {
	readonly head = new PlaybackHead([new SampleRing(ringMemory(false, 1024)), new SampleRing(ringMemory(false, 1024))]);
	readonly clicks = new ClickPlayer(marks);
	readonly output: number[] = [];
	readonly #plane = new Float32Array(quantum);

	constructor(seconds: number) {
		this.head.open(1, seconds * rateHz, false);
	}

	run(quanta: number): void {
		for (let i = 0; i < quanta; i++) {
			this.head.render(this.#plane, this.#plane, quantum);
			this.clicks.render(this.head, this.#plane);
			this.output.push(...this.#plane);
		}
	}

	heard(): [number, number][] {
		return this.output.flatMap((sample, at) => (sample === 0 ? [] : [[at, sample] as [number, number]]));
	}
}

describe('ClickPlayer', () => {
	it('clicks on the sample of each beat, and tells the first of a bar', () => {
		const bench = new Bench(10);
		const beats = [0, 0.5, 1, 1.51, 2];
		const clicks = clicksOfBeats(beats, (index) => index % 2 === 0, { parts: 1, accents: true });
		bench.clicks.setClicks(toClickList(clicks, rateHz));
		bench.head.play();
		bench.run(800);
		expect(bench.heard()).toEqual(beats.map((at, i) => [Math.round(at * rateHz), i % 2 === 0 ? 1 : 0.5]));
	});

	it('clicks anew each time a loop comes round, and after a jump', () => {
		const bench = new Bench(10);
		bench.clicks.setClicks(toClickList([{ atSeconds: 1.1, kind: 'beat' }], rateHz));
		bench.head.setLoop(1, { startFrame: rateHz, endFrame: 1.25 * rateHz });
		bench.head.play();
		bench.run(Math.ceil(rateHz / quantum));
		expect(bench.heard().map(([at]) => at)).toEqual([0, 1, 2, 3].map((pass) => Math.round((0.1 + pass * 0.25) * rateHz)));
	});

	it('is silent while nothing moves, and counts in when it is told', () => {
		const bench = new Bench(10);
		bench.clicks.setClicks(toClickList([{ atSeconds: 0, kind: 'accent' }], rateHz));
		bench.run(10);
		expect(bench.heard()).toEqual([]);
		bench.clicks.strike(1, 100);
		bench.run(2);
		expect(bench.heard()).toEqual([[10 * quantum + 100, 0.5]]);
	});

	it('divides beats into equal parts, the last one as the one before it', () => {
		const clicks = clicksOfBeats([0, 0.6], () => false, { parts: 3, accents: true });
		expect(clicks.map(({ atSeconds }) => Math.round(atSeconds * 1000))).toEqual([0, 200, 400, 600, 800, 1000]);
		expect(clicks.map(({ kind }) => kind)).toEqual(['beat', 'subdivision', 'subdivision', 'beat', 'subdivision', 'subdivision']);
	});

	it.each(clickVoices)('has sounds of %s that do not clip and end in silence', (voice) => {
		const peaks = clickSounds(voice, rateHz).map((sound) => sound.reduce((most, x) => Math.max(most, Math.abs(x)), 0));
		expect(peaks.every((peak) => peak <= 1)).toBe(true);
		expect(peaks[0]).toBeGreaterThan(peaks[1] ?? 1);
		expect(peaks[1]).toBeGreaterThan(peaks[2] ?? 1);
		for (const sound of clickSounds(voice, rateHz)) expect(Math.abs(sound.at(-1) ?? 1)).toBeLessThan(0.002);
	});
});
