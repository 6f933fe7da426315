import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ticksPerQuarter, type Part, type Score } from '$core/score/index.ts';
import { barOf, noteOf, partOf, scoreOf } from '../../../../../tests/fixtures/scores/made-score.ts';
import { breakLines } from './break-lines.ts';
import { lineContent } from './line-content.ts';
import { layOutPage } from './page.ts';
import { restSteps } from './rest-steps.ts';
import { staffRoom } from './staff-room.ts';

const look = { widthPx: 800, zoom: 1, staves: 'both' } as const;

function makeScore(barCount: number, more: Partial<Part> = {}): Score {
	const notes = Array.from({ length: 4 * barCount }, (_, at) =>
		noteOf(`n${at}`, at * ticksPerQuarter, ticksPerQuarter, 60 + (at % 12))
	);
	return scoreOf([], {
		title: '',
		artist: '',
		bars: Array.from({ length: barCount }, (_, at) => barOf(`b${at}`)),
		parts: [partOf(notes, { name: 'Melody', staves: [{ clef: 'treble' }], ...more })]
	});
}

describe('breaking lines', () => {
	it('keeps every bar once and in order, and no line wider than the page unless one bar is', () => {
		fc.assert(
			fc.property(
				fc.array(fc.integer({ min: 40, max: 1200 }), { minLength: 1, maxLength: 60 }),
				fc.integer({ min: 0, max: 120 }),
				(widths, lead) => {
					const rooms = { widths, leads: widths.map(() => lead), tails: widths.map((_, at) => (at % 5 === 0 ? 40 : 0)) };
					const lines = breakLines(rooms, 900);
					expect(lines.flatMap(({ first, last }) => widths.slice(first, last + 1))).toEqual(widths);
					for (const { first, last, stretch } of lines) {
						const wanted = widths.slice(first, last + 1).reduce((sum, width) => sum + width, 0);
						if (last > first) expect(wanted + lead).toBeLessThanOrEqual(900);
						expect(wanted * stretch + lead).toBeLessThanOrEqual(900 + 1e-6);
					}
				}
			)
		);
	});

	it('spreads bars evenly rather than leaving one behind', () => {
		const lines = breakLines({ widths: Array<number>(10).fill(200), leads: [], tails: [] }, 900);
		expect(lines.map(({ first, last }) => last - first + 1)).not.toContain(1);
	});
});

describe('page', () => {
	it('fills its width with every line but the last', () => {
		const page = layOutPage(makeScore(30), look);
		for (const line of page.lines.slice(0, -1)) expect(line.barXs.at(-1)).toBeCloseTo(796, 3);
		expect(page.lines.at(-1)?.last).toBe(29);
	});

	it('sets lines below each other', () => {
		const page = layOutPage(makeScore(30), look);
		let top = 0;
		for (const line of page.lines) {
			expect(line.topPx).toBe(top);
			top += line.heightPx;
		}
		expect(page.heightPx).toBe(top);
	});

	it('makes room for high notes and for words', () => {
		const plain = layOutPage(makeScore(4), look).heightPx;
		const high = makeScore(4).parts[0]?.notes.map((note) => ({ ...note, pitchMidi: note.pitchMidi + 36 })) ?? [];
		const sung = makeScore(4).parts[0]?.notes.map((note) => ({ ...note, lyrics: ['la', 'lu'] })) ?? [];
		expect(layOutPage(makeScore(4, { notes: high }), look).heightPx).toBeGreaterThan(plain + 30);
		expect(layOutPage(makeScore(4, { notes: sung }), look).heightPx).toBeGreaterThanOrEqual(plain + 34);
	});

	it('shows staves, tab or both of a part with a fretboard', () => {
		const fretboard = { openMidi: [64, 59, 55, 50, 45, 40], capoFret: 0, fretCount: 20 };
		const score = makeScore(2, { fretboard });
		const kinds = (staves: 'score' | 'tab' | 'both'): string[] =>
			layOutPage(score, { ...look, staves }).staves.map(({ kind }) => kind);
		expect([kinds('score'), kinds('tab'), kinds('both')]).toEqual([['notes'], ['tab'], ['notes', 'tab']]);
	});

	it('puts the notes of both staves on the tab staff of a part (regression)', () => {
		const fretboard = { openMidi: [64, 59, 55, 50, 45, 40], capoFret: 0, fretCount: 20 };
		const right = [60, 62, 64, 65].map((pitch, at) => noteOf(`r${at}`, at * ticksPerQuarter, ticksPerQuarter, pitch));
		const left = [noteOf('l0', 0, 4 * ticksPerQuarter, 45, { staff: 1 })];
		const staves = [{ clef: 'treble' as const }, { clef: 'bass' as const }];
		const score = makeScore(1, { fretboard, staves, notes: [...right.slice(0, 1), ...left, ...right.slice(1)] });
		const page = layOutPage(score, look);
		expect(page.staves.map(({ kind, staff }) => [kind, staff])).toEqual([
			['notes', 0],
			['notes', 1],
			['tab', 0]
		]);
		const ids = page.staves.map(({ bars }) =>
			bars.flatMap(({ voices }) =>
				voices.flatMap(({ events }) => events.flatMap(({ notes }) => notes.map(({ note }) => note.id)))
			)
		);
		expect(ids).toEqual([['r0', 'r1', 'r2', 'r3'], ['l0'], ['r0', 'r1', 'r2', 'r3', 'l0']]);
	});
});

describe('room above a staff', () => {
	it('is made for the stems of a beam that points up although its highest note lies above the middle (regression)', () => {
		const eighths = [79, 59, 62, 67].map((pitch, at) => noteOf(`n${at}`, (at * ticksPerQuarter) / 2, ticksPerQuarter / 2, pitch));
		const page = layOutPage(makeScore(1, { notes: eighths }), look);
		const [bar] = page.staves[0]?.bars ?? [];
		if (bar === undefined) throw new Error('A score has a bar.');
		expect(bar.voices[0]?.events.slice(0, 4).map(({ beam }) => beam)).toEqual([0, 0, 0, 0]);
		// G5 lies half a space over the staff, and its stem 36 px over that.
		expect(staffRoom([bar]).abovePx).toBeGreaterThan(41);
	});
});

describe('rests of two voices on a staff', () => {
	const quarters = (...pitches: readonly number[]): ReturnType<typeof noteOf>[] =>
		pitches.map((pitch, at) => noteOf(`l${at}`, at * ticksPerQuarter, ticksPerQuarter, pitch, { voice: 1 }));
	const steps = (lower: readonly number[]): number[] => {
		const upper = noteOf('u', 3 * ticksPerQuarter, ticksPerQuarter, 76);
		const notes = [...quarters(...lower), upper].sort((a, b) => a.tick - b.tick);
		const [bar] = layOutPage(makeScore(1, { notes }), look).staves[0]?.bars ?? [];
		const [voice] = bar?.voices ?? [];
		if (bar === undefined || voice === undefined) throw new Error('A bar has a voice.');
		return voice.events.filter((event) => event.notes.length === 0).map((event) => restSteps(event, voice, bar, true));
	};

	it('keep out of the notes of the other voice (regression)', () => {
		// A half rest and a quarter rest over C4; over G5, a fifth above the middle line, both stand higher.
		expect(steps([60, 60, 60, 60])).toEqual([4, 4]);
		expect(steps([79, 60, 79, 60])).toEqual([8, 10]);
	});
});

describe('content of a line', () => {
	it('changes with a note of the line and with no other', () => {
		const score = makeScore(40);
		const [part] = score.parts;
		if (part === undefined) throw new Error('A made score has a part.');
		const notes = part.notes.map((note, at) => (at === 1 ? { ...note, velocity: 81 } : note));
		const contents = (of: Score): string[] => {
			const page = layOutPage(of, look);
			return page.lines.map((line) => lineContent(page, line));
		};
		const [before, after] = [contents(score), contents({ ...score, parts: [{ ...part, notes }] })];
		expect(after.map((content, at) => content === before[at])).toEqual(before.map((_, at) => at > 0));
	});
});
