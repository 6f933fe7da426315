import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frameAfter, framesUntilBreak, ringMemory, SampleRing, type FrameLoop } from '../src/lib/core/playback/index.ts';
import { fadeFrames, PlaybackHead, type RingCue } from './playback-head.ts';

const quantum = 128;

/** A source whose left samples count frames from 1 and whose right ones are 1, so that what is heard tells frame and gain, and a reader that keeps the rings full as the real one does. */
class Bench {
	readonly frameCount: number;
	readonly rings = [new SampleRing(ringMemory(false, 16_384)), new SampleRing(ringMemory(false, 16_384))];
	readonly head = new PlaybackHead(this.rings);
	readonly left = new Float32Array(quantum);
	readonly right = new Float32Array(quantum);
	isReading = true;
	#cue: RingCue | null = null;
	#fed = 0;

	constructor(frameCount: number) {
		this.frameCount = frameCount;
		this.ask(this.head.open(1, frameCount, true));
	}

	ask(cue: RingCue): void {
		this.#cue = cue;
		this.#fed = 0;
		this.rings[cue.slot]?.begin(cue.generation);
	}

	feed(): void {
		const cue = this.#cue;
		const ring = cue === null ? undefined : this.rings[cue.slot];
		if (cue === null || ring === undefined || !this.isReading) return;
		const plane = new Float32Array(512);
		const ones = new Float32Array(512).fill(1);
		for (;;) {
			const run = Math.min(512, ring.freeFrames, framesUntilBreak(cue.sequence, this.#fed));
			if (run <= 0) return;
			const first = frameAfter(cue.sequence, this.#fed) + 1;
			ring.write(
				plane.map((_, i) => first + i),
				ones,
				run
			);
			this.#fed += run;
		}
	}

	step(): Float32Array {
		this.feed();
		this.head.render(this.left, this.right, quantum);
		return this.left;
	}

	/** Gains of the next `quanta`. */
	gains(quanta: number): number[] {
		return Array.from({ length: quanta }, () => (this.step(), [...this.right])).flat();
	}

	/** Source frames, counted from 1, that can be heard in the next `quanta`. */
	frames(quanta: number): number[] {
		return Array.from({ length: quanta }, () => {
			this.step();
			return [...this.left].flatMap((sample, i) => ((this.right[i] ?? 0) > 0 ? [Math.round(sample / (this.right[i] ?? 1))] : []));
		}).flat();
	}

	/** Samples of the next `quanta`. */
	run(quanta: number): number[] {
		return Array.from({ length: quanta }, () => [...this.step()]).flat();
	}
}

describe('PlaybackHead', () => {
	it('is silent until it is told to play and then begins with the first sample at once', () => {
		const bench = new Bench(100_000);
		expect(bench.run(5).every((sample) => sample === 0)).toBe(true);
		bench.head.play();
		expect(bench.run(2)).toEqual(Array.from({ length: 256 }, (_, i) => i + 1));
	});

	it('wraps a loop to the sample, with no gap and no fade, for many turns', () => {
		const bench = new Bench(100_000);
		const loop: FrameLoop = { startFrame: 5003, endFrame: 9017 };
		bench.ask(bench.head.setLoop(2, loop));
		bench.head.play();
		const heard = bench.run(300).slice(fadeFrames);
		expect(heard.every((sample, i) => sample === 5003 + ((fadeFrames + i) % 4014) + 1)).toBe(true);
	});

	it('goes on without a seam when a loop is set, changed and cleared around it', () => {
		const bench = new Bench(400_000);
		bench.head.play();
		bench.run(100);
		bench.ask(bench.head.setLoop(2, { startFrame: 4000, endFrame: 60_000 }));
		const during = bench.run(100);
		bench.ask(bench.head.setLoop(3, { startFrame: 8000, endFrame: 70_000 }));
		during.push(...bench.run(100));
		bench.ask(bench.head.setLoop(4, null));
		during.push(...bench.run(100));
		expect(during.every((sample, i) => sample === 100 * quantum + i + 1)).toBe(true);
		expect(bench.head.sounding?.sequence.loop).toBeNull();
	});

	it('really loops after a loop was set in the middle of playing', () => {
		const bench = new Bench(400_000);
		bench.head.play();
		bench.run(100);
		bench.ask(bench.head.setLoop(2, { startFrame: 10_000, endFrame: 30_000 }));
		const heard = bench.run(400);
		expect(
			heard.every((sample, i) => sample === (12_800 + i < 30_000 ? 12_801 + i : 10_001 + ((12_800 + i - 30_000) % 20_000)))
		).toBe(true);
	});

	it('jumps to the start of a loop that is set elsewhere', () => {
		const bench = new Bench(400_000);
		bench.head.play();
		bench.run(20);
		bench.ask(bench.head.setLoop(2, { startFrame: 100_000, endFrame: 110_000 }));
		const heard = bench.frames(100);
		expect(heard.at(-1)).toBeGreaterThan(100_000);
		expect(heard.filter((frame) => frame > 3000 && frame < 100_000)).toEqual([]);
	});

	it.each(['seek', 'pause'])('makes no step larger than a fade allows at a %s', (what) => {
		const bench = new Bench(400_000);
		bench.head.play();
		const gains = bench.gains(40);
		if (what === 'seek') bench.ask(bench.head.jump(2, 250_000));
		else bench.head.pause();
		gains.push(...bench.gains(40));
		bench.head.play();
		gains.push(...bench.gains(40));
		const steps = gains.slice(1).map((value, i) => Math.abs(value - (gains[i] ?? 0)));
		expect(Math.max(...steps)).toBeLessThan(1.5 / fadeFrames);
		expect(Math.min(...gains)).toBe(0);
		expect(gains.at(-1)).toBe(1);
	});

	it('never lets a sample of before a jump sound after it', () => {
		fc.assert(
			fc.property(
				fc.array(
					fc.record({ to: fc.integer({ min: 0, max: 399_000 }), quanta: fc.integer({ min: 1, max: 30 }), late: fc.boolean() }),
					{
						minLength: 1,
						maxLength: 12
					}
				),
				(jumps) => {
					const bench = new Bench(400_000);
					bench.head.play();
					bench.run(10);
					jumps.forEach(({ to, quanta, late }, i) => {
						bench.ask(bench.head.jump(i + 2, to));
						bench.isReading = !late;
						bench.run(4);
						bench.isReading = true;
						const heard = bench.frames(quanta);
						expect(heard.filter((sample) => sample <= to || sample > to + (quanta + 4) * quantum)).toEqual([]);
					});
				}
			),
			{ numRuns: 60, seed: 7 }
		);
	});

	it('plays on from a pause, and stands still meanwhile', () => {
		const bench = new Bench(100_000);
		bench.head.play();
		bench.run(50);
		bench.head.pause();
		bench.run(4);
		const at = bench.head.frame;
		bench.run(50);
		expect(bench.head.frame).toBe(at);
		expect(at - 50 * quantum).toBeLessThanOrEqual(2 * quantum);
		bench.head.play();
		expect(bench.frames(4)[0]).toBeGreaterThan(at);
	});

	it('fades out when the reader is late, says so, and goes on where it was', () => {
		const bench = new Bench(400_000);
		bench.head.play();
		bench.run(10);
		bench.isReading = false;
		const before = bench.run(200);
		expect(bench.head.isStarved).toBe(true);
		expect(before.at(-1)).toBe(0);
		const at = bench.head.frame;
		bench.isReading = true;
		const after = bench.frames(20);
		expect(bench.head.isStarved).toBe(false);
		expect(after[0]).toBeLessThanOrEqual(at + 2);
		expect(after[0]).toBeGreaterThan(at);
	});

	it('ends once, at the end, faded', () => {
		const bench = new Bench(5000);
		bench.head.play();
		let ends = 0;
		const heard: number[] = [];
		for (let i = 0; i < 80; i++) {
			heard.push(...bench.step());
			if (bench.head.didEnd) ends++;
		}
		expect(ends).toBe(1);
		expect(bench.head.frame).toBe(5000);
		expect(heard[4999]).toBeLessThan(5000 / fadeFrames + 1);
		expect(bench.head.wantsPlay).toBe(false);
	});

	it('moves over silence in the same way, loops included', () => {
		const head = new PlaybackHead([new SampleRing(ringMemory(false, 1024)), new SampleRing(ringMemory(false, 1024))]);
		head.open(1, 50_000, false);
		head.setLoop(2, { startFrame: 1000, endFrame: 4000 });
		head.play();
		const left = new Float32Array(quantum);
		const starts: number[] = [];
		for (let i = 0; i < 100; i++) {
			head.render(left, left, quantum);
			for (let run = 0; run < head.runCount; run++) starts.push(head.runStarts[run] ?? -1);
		}
		expect(starts[0]).toBe(1000);
		expect(Math.max(...starts)).toBeLessThan(4000);
		expect(starts.filter((start) => start === 1000).length).toBeGreaterThan(3);
	});
});
