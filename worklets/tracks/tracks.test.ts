import { beforeAll, describe, expect, it } from 'vitest';
import { frameAfter, framesUntilBreak, ringMemory, SampleRing } from '../../src/lib/core/playback/index.ts';
import type { StretchEngine } from '../../src/lib/dsp/stretch/index.ts';
import { PlaybackHead, type RingCue } from '../playback-head.ts';
import { StretchedHead } from '../stretch/stretched-head.ts';
import { clicks } from '../../tests/fixtures/sound/clicks.ts';

const rateHz = 44_100;
const quantum = 128;

const pair = (): SampleRing[] => [new SampleRing(ringMemory(false, 32_768)), new SampleRing(ringMemory(false, 32_768))];

interface Lane {
	readonly rings: readonly SampleRing[];
	readonly samples: Float32Array;
}

/** A head with a reader that fills recording and tracks in step, as the real one does. */
class Bench {
	readonly #source: Float32Array;
	readonly #rings = pair();
	readonly head = new StretchedHead(new PlaybackHead(this.#rings));
	readonly #lanes: Lane[] = [];
	readonly #left = new Float32Array(quantum);
	readonly #right = new Float32Array(quantum);
	#cue: RingCue | null = null;
	#cuedLanes: readonly Lane[] = [];
	#fed = 0;
	#request = 1;
	readonly recording: number[] = [];
	readonly tracks: number[] = [];

	constructor(source: Float32Array) {
		this.#source = source;
		this.ask(this.head.open(1, source.length, true));
	}

	/** Plays these beside the recording; a track that was there before keeps its lane. */
	setTracks(tracks: readonly Float32Array[], gains: readonly number[]): void {
		const uses = tracks.map((samples, lane) => {
			const isNew = this.#lanes[lane]?.samples !== samples;
			const rings = this.#lanes[lane]?.rings ?? pair();
			this.#lanes[lane] = { rings, samples };
			return { lane, rings, isNew };
		});
		this.#lanes.splice(tracks.length);
		const cue = this.head.refresh(++this.#request);
		this.head.tracks.setLanes(uses, cue.generation);
		this.head.tracks.setGains(gains);
		this.ask(cue);
	}

	ask(cue: RingCue): void {
		this.#cue = cue;
		this.#fed = 0;
		this.#cuedLanes = [...this.#lanes];
		for (const { rings } of this.#cuedLanes) rings[cue.slot]?.begin(cue.generation);
		this.#rings[cue.slot]?.begin(cue.generation);
	}

	run(seconds: number): void {
		for (let i = 0; i < (seconds * rateHz) / quantum; i++) {
			this.#feed();
			this.head.render(this.#left, this.#right);
			const back = this.head.takeCue();
			if (back !== null) this.ask(back);
			this.recording.push(...this.#left);
			this.tracks.push(...this.head.tracks.left.subarray(0, quantum));
		}
	}

	#feed(): void {
		const cue = this.#cue;
		const ring = cue === null ? undefined : this.#rings[cue.slot];
		if (cue === null || ring === undefined) return;
		for (;;) {
			const run = Math.min(512, ring.freeFrames, framesUntilBreak(cue.sequence, this.#fed));
			if (run <= 0) return;
			const first = frameAfter(cue.sequence, this.#fed);
			for (const { rings, samples } of this.#cuedLanes) {
				const plane = samples.subarray(first, first + run);
				rings[cue.slot]?.write(plane, plane, run);
			}
			const plane = this.#source.subarray(first, first + run);
			ring.write(plane, plane, run);
			this.#fed += run;
		}
	}
}

/** Where bursts begin, frames: the first of a quarter of the loudest after 0.1 s of less. */
function onsets(samples: readonly number[]): number[] {
	const loudest = samples.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
	const found: number[] = [];
	let last = -rateHz;
	samples.forEach((x, i) => {
		if (Math.abs(x) < loudest / 4) return;
		if (i - last > 0.1 * rateHz) found.push(i);
		last = i;
	});
	return found;
}

describe('tracks beside the recording', () => {
	let engines: readonly StretchEngine[];
	beforeAll(async () => {
		const { StretchEngine } = await import('../../src/lib/dsp/stretch/index.ts');
		engines = await Promise.all([StretchEngine.open(rateHz), StretchEngine.open(rateHz)]);
	});

	const source = clicks(12);

	function stretching(bench: Bench, speed: number): void {
		const [one, other] = engines;
		if (one === undefined || other === undefined) throw new Error('no engines');
		bench.head.equip(one);
		bench.head.equipTracks(other);
		bench.head.setSpeed(speed);
	}

	it('are the recording to the sample at its own speed, over jumps and round loops', () => {
		const bench = new Bench(source);
		bench.setTracks([source], [1]);
		bench.head.play();
		bench.run(1.2);
		bench.ask(bench.head.jump(9, 5 * rateHz));
		bench.run(0.8);
		bench.ask(bench.head.setLoop(10, { startFrame: 5 * rateHz, endFrame: 6 * rateHz }));
		bench.run(3);
		const off = bench.recording.findIndex((x, i) => i > 1000 && Math.abs(x - (bench.tracks[i] ?? 0)) > 1e-6);
		expect(off).toBe(-1);
		expect(onsets(bench.tracks).length).toBeGreaterThan(8);
	});

	it.each([0.5, 0.8, 1.5])('stay within 1 ms of it at a speed of %f, though they came in the middle', (speed) => {
		const bench = new Bench(source);
		stretching(bench, speed);
		bench.head.play();
		bench.run(1.3);
		bench.setTracks([source], [1]);
		bench.run(3.7);
		bench.ask(bench.head.jump(9, 7 * rateHz));
		bench.run(2);
		const [recording, tracks] = [onsets(bench.recording), onsets(bench.tracks)];
		expect(tracks.length).toBeGreaterThanOrEqual(4);
		for (const at of tracks) {
			const nearest = recording.reduce((best, other) => (Math.abs(other - at) < Math.abs(best - at) ? other : best), -rateHz);
			expect(Math.abs(nearest - at) / rateHz).toBeLessThan(0.001);
		}
	});

	it('come, go and change their level without a break in what goes on', () => {
		const tone = Float32Array.from({ length: 6 * rateHz }, (_, i) => 0.5 * Math.sin((2 * Math.PI * 220 * i) / rateHz));
		const other = new Float32Array(6 * rateHz);
		const bench = new Bench(tone);
		bench.setTracks([tone], [1]);
		bench.head.play();
		bench.run(0.5);
		bench.setTracks([tone, other], [1, 1]);
		bench.run(0.5);
		bench.setTracks([tone], [1]);
		bench.run(0.5);
		for (const plane of [bench.recording, bench.tracks]) {
			const steps = plane.slice(1000).map((x, i, all) => Math.abs(x - (all[i - 1] ?? x)));
			expect(Math.max(...steps)).toBeLessThan(0.02);
			expect(Math.max(...plane.slice(-4000))).toBeGreaterThan(0.45);
		}
		bench.head.tracks.setGains([0]);
		bench.run(0.1);
		expect(Math.max(...bench.tracks.slice(-2000))).toBe(0);
		expect(Math.max(...bench.recording.slice(-2000))).toBeGreaterThan(0.45);
	});

	it('are silent where they stand still, and off once they are gone', () => {
		const bench = new Bench(source);
		stretching(bench, 0.5);
		bench.setTracks([source], [1]);
		bench.head.play();
		bench.run(2);
		bench.head.pause();
		bench.run(0.3);
		expect(bench.tracks.slice(-4000).every((x) => x === 0)).toBe(true);
		bench.head.play();
		bench.run(1);
		bench.setTracks([], []);
		bench.run(1);
		expect(bench.head.tracks.isOn).toBe(false);
		expect(onsets(bench.recording.slice(-2 * rateHz)).length).toBeGreaterThan(0);
	});
});
