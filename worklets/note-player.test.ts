import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ringMemory, SampleRing, toNoteList } from '../src/lib/core/playback/index.ts';
import { NotePlayer, type NoteRenderer } from './note-player.ts';
import { PlaybackHead } from './playback-head.ts';

const rate = 44_100;
const quantum = 128;

interface Event {
	readonly at: number;
	readonly kind: 'on' | 'off';
	readonly pitch: number;
	readonly velocity: number;
}

/** A head over silence with notes, and a synthesizer that writes down the sample at which it was told. */
class Bench implements NoteRenderer {
	readonly head = new PlaybackHead([new SampleRing(ringMemory(false, 1024)), new SampleRing(ringMemory(false, 1024))]);
	readonly notes = new NotePlayer(this, rate);
	readonly events: Event[] = [];
	/** Source frame by rendered sample. */
	readonly heard: number[] = [];
	rendered = 0;
	readonly #plane = new Float32Array(quantum);

	constructor(seconds: number) {
		this.head.open(1, Math.round(seconds * rate), false);
	}

	noteOn(pitch: number, velocity: number): void {
		this.events.push({ at: this.rendered, kind: 'on', pitch, velocity });
	}

	noteOff(pitch: number): void {
		this.events.push({ at: this.rendered, kind: 'off', pitch, velocity: 0 });
	}

	render(_left: Float32Array, _right: Float32Array, offset: number, frames: number): void {
		if (frames < 1 || offset + frames > quantum || offset !== this.rendered % quantum)
			throw new Error(`rendered ${offset} + ${frames}`);
		this.rendered += frames;
	}

	run(seconds: number, keep = false): void {
		for (let end = this.rendered + seconds * rate; this.rendered < end;) {
			this.head.render(this.#plane, this.#plane, quantum);
			for (let run = 0; keep && run < this.head.runCount; run++) {
				for (let i = 0; i < (this.head.runLengths[run] ?? 0); i++) this.heard.push((this.head.runStarts[run] ?? 0) + i);
			}
			this.notes.render(this.head, this.#plane, this.#plane, quantum);
		}
	}

	on(): [number, number][] {
		return this.events.filter(({ kind }) => kind === 'on').map(({ at, pitch }) => [at, pitch]);
	}
}

const note = (onsetSeconds: number, offsetSeconds: number, pitchMidi = 60, velocity = 100) => ({
	onsetSeconds,
	offsetSeconds,
	pitchMidi,
	velocity
});

describe('NotePlayer', () => {
	it('begins and ends every note on its sample over ten minutes', () => {
		const bench = new Bench(600);
		const notes = Array.from({ length: 1199 }, (_, i) => note(i * 0.5003, i * 0.5003 + 0.31, 40 + (i % 40)));
		bench.notes.setNotes(toNoteList(notes, rate));
		bench.head.play();
		bench.run(601);
		expect(bench.on().map(([at]) => at)).toEqual(notes.map(({ onsetSeconds }) => Math.round(onsetSeconds * rate)));
		const offs = bench.events.filter(({ kind }) => kind === 'off').map(({ at }) => at);
		expect(offs).toEqual(notes.map(({ offsetSeconds }) => Math.round(offsetSeconds * rate)));
	});

	it('stays on the sample through ten minutes of loops, seeks and pauses', () => {
		fc.assert(
			fc.property(
				fc.array(
					fc.record({
						what: fc.constantFrom('seek', 'loop', 'clear', 'pause'),
						at: fc.double({ min: 0, max: 50, noNaN: true }),
						length: fc.double({ min: 0.06, max: 4, noNaN: true }),
						seconds: fc.integer({ min: 1, max: 20 })
					}),
					{ minLength: 3, maxLength: 10 }
				),
				(steps) => {
					const bench = new Bench(60);
					const onsets = Array.from({ length: 170 }, (_, i) => i * 0.3501 + 0.01);
					bench.notes.setNotes(
						toNoteList(
							onsets.map((onset) => note(onset, onset + 0.02)),
							rate
						)
					);
					bench.head.play();
					steps.forEach(({ what, at, length, seconds }, i) => {
						if (what === 'seek') bench.head.jump(i + 2, Math.round(at * rate));
						if (what === 'loop')
							bench.head.setLoop(i + 2, { startFrame: Math.round(at * rate), endFrame: Math.round((at + length) * rate) });
						if (what === 'clear') bench.head.setLoop(i + 2, null);
						if (what === 'pause') bench.head.pause();
						if (what === 'pause') bench.run(0.1, true);
						bench.head.play();
						bench.run(seconds / 2, true);
					});
					const starts = new Set(onsets.map((onset) => Math.round(onset * rate)));
					const expected = bench.heard.filter((frame) => starts.has(frame)).length;
					const taken = bench.events.filter(({ kind, velocity }) => kind === 'on' && velocity === 100).length;
					expect(taken).toBe(expected);
				}
			),
			{ numRuns: 12, seed: 5 }
		);
	}, 60_000);

	it('takes up long notes in their middle, softer, and never the nearly over', () => {
		const bench = new Bench(60);
		bench.notes.setNotes(toNoteList([note(0, 30, 50), note(9, 10.02, 60), note(9.9, 12, 70)], rate));
		bench.head.jump(2, 10 * rate);
		bench.head.play();
		bench.run(0.1);
		const begun = bench.events.filter(({ kind }) => kind === 'on');
		expect(begun.map(({ pitch }) => pitch)).toEqual([50, 70]);
		expect(begun[0]?.velocity).toBeLessThan(begun[1]?.velocity ?? 0);
	});

	it.each(['pause', 'jump', 'end'])('lets every note go at a %s', (what) => {
		const bench = new Bench(2);
		bench.notes.setNotes(toNoteList([note(0.1, 50, 50), note(0.2, 50, 60)], rate));
		bench.head.play();
		bench.run(0.5);
		if (what === 'pause') bench.head.pause();
		if (what === 'jump') bench.head.jump(2, 0);
		bench.run(what === 'jump' ? 0.01 : 3);
		expect(
			bench.events
				.filter(({ kind }) => kind === 'off')
				.map(({ pitch }) => pitch)
				.sort()
		).toEqual([50, 60]);
	});

	it('changes notes while playing: what sounds ends, what comes next is of the new ones', () => {
		const bench = new Bench(20);
		bench.notes.setNotes(toNoteList([note(0.1, 10, 50), note(5, 6, 51)], rate));
		bench.head.play();
		bench.run(1);
		bench.notes.setNotes(toNoteList([note(0.1, 10, 70), note(5, 6, 71)], rate));
		bench.run(5);
		expect(bench.events.map(({ kind, pitch }) => `${kind} ${pitch}`)).toEqual(['on 50', 'off 50', 'on 71', 'off 71']);
	});

	it('strikes a repeated pitch again where one note ends and the next begins', () => {
		const bench = new Bench(5);
		bench.notes.setNotes(toNoteList([note(1, 2), note(2, 3)], rate));
		bench.head.play();
		bench.run(4);
		expect(bench.events.map(({ kind }) => kind)).toEqual(['on', 'off', 'on', 'off']);
	});

	it('leaves out notes that are none', () => {
		const list = toNoteList(
			[note(Number.NaN, 1), note(-1, 2), note(1, 2, 128), note(1, Infinity), note(3, 3.001, 64, 999)],
			rate
		);
		expect([...list.pitches]).toEqual([64]);
		expect([...list.velocities]).toEqual([127]);
		expect((list.offsetFrames[0] ?? 0) - (list.onsetFrames[0] ?? 0)).toBeGreaterThanOrEqual(882);
	});
});
