import { beforeAll, describe, expect, it } from 'vitest';
import { frameAfter, framesUntilBreak, ringMemory, SampleRing } from '../../src/lib/core/playback/index.ts';
import { PlaybackHead, type RingCue } from '../playback-head.ts';
import type { StretchEngine } from '../../src/lib/dsp/stretch/index.ts';
import { StretchedHead } from './stretched-head.ts';
import { clickEvery, clicks } from '../../tests/fixtures/sound/clicks.ts';

const rateHz = 44_100;
const quantum = 128;

/** A head over a source with a reader that keeps its rings full. */
class Bench {
	readonly #source: Float32Array;
	readonly #rings = [new SampleRing(ringMemory(false, 32_768)), new SampleRing(ringMemory(false, 32_768))];
	readonly head = new StretchedHead(new PlaybackHead(this.#rings));
	readonly #left = new Float32Array(quantum);
	readonly #right = new Float32Array(quantum);
	#cue: RingCue | null = null;
	#fed = 0;
	isReading = true;
	/** What was heard. */
	readonly output: number[] = [];
	/** The source frame that each frame heard is said to hold; -1 where nothing moves. */
	readonly places: number[] = [];
	readonly ends: number[] = [];

	constructor(source: Float32Array, engine: StretchEngine | null, hasRecording = true) {
		this.#source = source;
		if (engine !== null) this.head.equip(engine);
		this.ask(this.head.open(1, source.length, hasRecording));
	}

	ask(cue: RingCue): void {
		this.#cue = cue;
		this.#fed = 0;
		this.#rings[cue.slot]?.begin(cue.generation);
	}

	run(quanta: number): void {
		for (let i = 0; i < quanta; i++) {
			this.#feed();
			this.head.render(this.#left, this.#right);
			const back = this.head.takeCue();
			if (back !== null) this.ask(back);
			this.output.push(...this.#left);
			const places = Array.from({ length: quantum }, () => -1);
			let at = 0;
			for (let run = 0; run < this.head.runCount; run++) {
				for (let k = 0; k < (this.head.runLengths[run] ?? 0); k++)
					places[at++] = (this.head.runStarts[run] ?? 0) + k * this.head.rate;
			}
			this.places.push(...places);
			if (this.head.didEnd) this.ends.push(this.output.length);
		}
	}

	/** Where clicks are heard, frames; the strongest 200 frames in each neighbourhood. */
	clicksHeard(): number[] {
		const found: number[] = [];
		let last = -Infinity;
		for (let at = 0; at + 200 < this.output.length; at += 16) {
			const energy = this.#energy(at);
			if (energy < 3 || at - last < 4000) continue;
			let best = at;
			for (let near = at; near < at + 2500 && near + 200 < this.output.length; near += 8) {
				if (this.#energy(near) > this.#energy(best)) best = near;
			}
			found.push(best);
			last = best;
		}
		return found;
	}

	#energy(at: number): number {
		let sum = 0;
		for (let i = at; i < at + 200; i++) sum += (this.output[i] ?? 0) ** 2;
		return sum;
	}

	#feed(): void {
		const cue = this.#cue;
		const ring = cue === null ? undefined : this.#rings[cue.slot];
		if (cue === null || ring === undefined || !this.isReading) return;
		for (;;) {
			const run = Math.min(512, ring.freeFrames, framesUntilBreak(cue.sequence, this.#fed));
			if (run <= 0) return;
			const first = frameAfter(cue.sequence, this.#fed);
			const plane = this.#source.subarray(first, first + run);
			ring.write(plane, plane, run);
			this.#fed += run;
		}
	}
}

/** How far each click is heard from where the head says that it is, milliseconds as heard. */
function errorsMs(bench: Bench, speed = 1): number[] {
	return bench.clicksHeard().map((at) => {
		const place = bench.places[at] ?? -1;
		return ((place - Math.round(place / clickEvery) * clickEvery) / rateHz / speed) * 1000;
	});
}

describe('StretchedHead', () => {
	let engine: StretchEngine;
	beforeAll(async () => {
		const { StretchEngine } = await import('../../src/lib/dsp/stretch/index.ts');
		engine = await StretchEngine.open(rateHz);
	});

	it('has latencies of whole quanta, on which its places depend', () => {
		expect(engine.inputLatencyFrames % quantum).toBe(0);
		expect(engine.outputLatencyFrames % quantum).toBe(0);
	});

	it.each([0.25, 0.5, 0.73, 1.5, 2])('says where the source is heard to 3 ms, at a speed of %f', (speed) => {
		const bench = new Bench(clicks(8), engine);
		bench.head.setSpeed(speed);
		bench.head.play();
		bench.run(Math.ceil((5 * rateHz) / quantum / speed));
		const errors = errorsMs(bench, speed);
		expect(errors.length).toBeGreaterThanOrEqual(8);
		expect(Math.max(...errors.map(Math.abs))).toBeLessThan(3);
	});

	it('starts within 50 ms with the source’s first frame', () => {
		const bench = new Bench(clicks(4), engine);
		bench.head.setSpeed(0.5);
		bench.head.play();
		bench.run(40);
		const first = bench.places.findIndex((place) => place >= 0);
		expect(first).toBeLessThan(0.05 * rateHz);
		expect(Math.abs(bench.places[first] ?? 99)).toBeLessThan(1);
	});

	it('wraps a loop without a gap and without a step', () => {
		const bench = new Bench(clicks(8), engine);
		bench.head.setSpeed(0.5);
		bench.ask(bench.head.setLoop(2, { startFrame: rateHz, endFrame: 2 * rateHz }));
		bench.head.play();
		bench.run(Math.ceil((9 * rateHz) / quantum));
		const moving = bench.places.filter((place) => place >= 0);
		expect(moving.length).toBeGreaterThan(8.8 * rateHz);
		const wraps = moving.filter((place, i) => i > 0 && place < (moving[i - 1] ?? 0));
		expect(wraps).toHaveLength(4);
		const gaps = bench.clicksHeard().map((at, i, all) => at - (all[i - 1] ?? at));
		for (const gap of gaps.slice(1)) expect(Math.abs(gap - rateHz)).toBeLessThan(0.004 * rateHz);
		expect(Math.max(...errorsMs(bench).map(Math.abs))).toBeLessThan(3);
	});

	it('goes on, after a pause, where the listener was', () => {
		const bench = new Bench(clicks(8), engine);
		bench.head.setSpeed(0.5);
		bench.head.play();
		bench.run(700);
		bench.head.pause();
		bench.run(50);
		const stopped = bench.places.findLast((place) => place >= 0) ?? 0;
		expect(bench.head.heardBreak?.rate).toBe(0);
		const before = bench.places.length;
		bench.head.play();
		bench.run(60);
		const resumed = bench.places.slice(before).find((place) => place >= 0) ?? 0;
		expect(Math.abs(resumed - stopped)).toBeLessThan(3);
	});

	it('is silent 5 ms after a pause, with no step on the way', () => {
		const tone = Float32Array.from({ length: 4 * rateHz }, (_, i) => Math.sin((2 * Math.PI * 220 * i) / rateHz));
		const bench = new Bench(tone, engine);
		bench.head.setSpeed(0.7);
		bench.head.play();
		bench.run(300);
		bench.head.pause();
		bench.run(10);
		const tail = bench.output.slice(300 * quantum);
		expect(tail.slice(256).every((sample) => sample === 0)).toBe(true);
		const steps = bench.output.slice(299 * quantum).map((sample, i, all) => Math.abs(sample - (all[i - 1] ?? sample)));
		expect(Math.max(...steps)).toBeLessThan(0.08);
	});

	it('jumps while it plays, and plays the target at once', () => {
		const bench = new Bench(clicks(8), engine);
		bench.head.setSpeed(0.8);
		bench.head.play();
		bench.run(400);
		bench.ask(bench.head.jump(2, 5 * rateHz));
		const before = bench.places.length;
		bench.run(100);
		const after = bench.places.slice(before);
		const first = after.findIndex((place) => place >= 5 * rateHz - 2);
		expect(first).toBeGreaterThan(0);
		expect(first).toBeLessThan(0.06 * rateHz);
		expect(Math.abs((after[first] ?? 0) - 5 * rateHz)).toBeLessThan(2);
	});

	it('changes speed while it plays without losing its place', () => {
		const bench = new Bench(clicks(10), engine);
		bench.head.setSpeed(0.5);
		bench.head.play();
		for (const speed of [0.5, 0.6, 0.8, 1, 1.4, 0.9]) {
			bench.head.setSpeed(speed);
			bench.run(300);
		}
		const errors = errorsMs(bench);
		expect(errors.length).toBeGreaterThan(5);
		expect(Math.max(...errors.map(Math.abs))).toBeLessThan(5);
	});

	it('goes from the plain sound to the stretched one where it is', () => {
		const bench = new Bench(clicks(8), engine);
		bench.head.play();
		bench.run(200);
		const before = bench.places.findLast((place) => place >= 0) ?? 0;
		bench.head.setSpeed(0.5);
		bench.run(60);
		const after = bench.places.slice(200 * quantum + 4 * quantum).find((place) => place >= 0) ?? 0;
		expect(after - before).toBeGreaterThanOrEqual(0);
		expect(after - before).toBeLessThan(0.01 * rateHz);
	});

	it('ends when the last frame was heard, and can play again', () => {
		const bench = new Bench(clicks(1), engine);
		bench.head.setSpeed(0.5);
		bench.head.play();
		bench.run(Math.ceil((3 * rateHz) / quantum));
		expect(bench.ends).toHaveLength(1);
		const first = bench.places.findIndex((place) => place >= 0);
		expect(Math.abs((bench.ends[0] ?? 0) - first - 2 * rateHz)).toBeLessThan(2 * quantum);
		bench.ask(bench.head.jump(3, 0));
		bench.head.play();
		bench.run(100);
		expect(bench.places.slice(-quantum).every((place) => place > 0)).toBe(true);
	});

	it('fades out when the reader is late, and goes on where it was', () => {
		const bench = new Bench(clicks(10), engine);
		bench.head.setSpeed(1.5);
		bench.head.play();
		bench.run(50);
		bench.isReading = false;
		bench.run(400);
		expect(bench.places.at(-1)).toBe(-1);
		const stopped = bench.places.findLast((place) => place >= 0) ?? 0;
		bench.isReading = true;
		const before = bench.places.length;
		bench.run(100);
		const resumed = bench.places.slice(before).find((place) => place >= 0) ?? 0;
		expect(Math.abs(resumed - stopped)).toBeLessThan(4);
	});

	it('keeps the pitch while the speed changes, and the speed while the pitch does', () => {
		const tone = Float32Array.from({ length: 6 * rateHz }, (_, i) => 0.5 * Math.sin((2 * Math.PI * 440 * i) / rateHz));
		const heardHz = (speed: number, semitones: number): number => {
			const bench = new Bench(tone, engine);
			bench.head.setPitch(semitones);
			bench.head.setSpeed(speed);
			bench.head.play();
			bench.run(600);
			const part = bench.output.slice(200 * quantum);
			const crossings = part.filter((sample, i) => i > 0 && sample >= 0 && (part[i - 1] ?? 0) < 0).length;
			return (crossings * rateHz) / part.length;
		};
		expect(heardHz(0.5, 0)).toBeCloseTo(440, -0.5);
		expect(Math.abs(1200 * Math.log2(heardHz(1, 12) / 880))).toBeLessThan(8);
		expect(Math.abs(1200 * Math.log2(heardHz(0.75, -5.5) / (440 * 2 ** (-5.5 / 12))))).toBeLessThan(8);
	});

	it('moves over notes alone at any speed, with no engine', () => {
		const bench = new Bench(new Float32Array(4 * rateHz), null, false);
		bench.head.setSpeed(0.33);
		bench.head.play();
		bench.run(600);
		const moving = bench.places.filter((place) => place >= 0);
		expect(moving).toHaveLength(600 * quantum);
		expect(Math.abs((moving.at(-1) ?? 0) - 600 * quantum * 0.33)).toBeLessThan(2);
	});
});
