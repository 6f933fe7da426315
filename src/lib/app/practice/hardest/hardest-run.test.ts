import { describe, expect, it, vi } from 'vitest';
import type { LoopRange } from '$contracts/player.ts';
import { leaveHardest } from '$core/practice/progress/index.ts';
import { madePiece } from '$core/practice/made-take.ts';
import { HardestRun } from './hardest-run.svelte.ts';

/** Bars of two seconds. */
const piece = madePiece(16);
const bars = [2, 6, 10, 14].map((bar, at) => ({ bar, heat: 0.5 - at / 10 }));

function setUp() {
	const transport = {
		loop: null as LoopRange | null,
		setLoop: (loop: LoopRange | null) => void (transport.loop = loop),
		seek: vi.fn(),
		pause: vi.fn()
	};
	const run = new HardestRun(transport);
	return { transport, run };
}

describe('the worst bars', () => {
	it('are three loops, each with the bar before it, until each was good twice', () => {
		const { transport, run } = setUp();
		expect(run.start(piece, bars)).toBe(true);
		expect(run.place).toMatchObject({ numbers: [2, 3], place: 1, count: 3, repetitions: 0, isScored: null });
		expect(transport.loop).toEqual({ startSeconds: 2, endSeconds: 6 });
		run.endRepetition(1);
		run.endRepetition(0.5);
		expect(run.place).toMatchObject({ place: 1, repetitions: 2, goodInARow: 0, isScored: true });
		run.endRepetition(1);
		run.endRepetition(1);
		expect(run.place).toMatchObject({ numbers: [6, 7], place: 2 });
		expect(transport.seek).toHaveBeenLastCalledWith(10);
		run.skip();
		expect(run.place).toMatchObject({ place: 3 });
		run.skip();
		expect([run.place, transport.loop]).toEqual([null, null]);
		expect(transport.pause).toHaveBeenCalledTimes(1);
	});

	it('are left after many tries, also where nothing is scored', () => {
		const { run } = setUp();
		run.start(piece, bars);
		for (let time = 0; time < leaveHardest.mostRepetitions; time++) run.endRepetition(null);
		expect(run.place).toMatchObject({ place: 2, repetitions: 0, isScored: null });
	});

	it('are no longer followed once another loop was marked', () => {
		const { transport, run } = setUp();
		run.start(piece, bars);
		transport.loop = { startSeconds: 0, endSeconds: 1 };
		run.endRepetition(1);
		expect([run.place, transport.loop]).toEqual([null, { startSeconds: 0, endSeconds: 1 }]);
	});

	it('are nothing where all is well', () => {
		expect(setUp().run.start(piece, [{ bar: 1, heat: 0.01 }])).toBe(false);
	});
});
