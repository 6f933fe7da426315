import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barStarts, meterTicks } from '../bars.ts';
import { ticksPerQuarter, type Meter, type Part, type ScoreBar, type ScoreNote } from '../score.ts';
import { barOf, noteOf, partOf } from '../../../../../tests/fixtures/scores/made-score.ts';
import { notateStaff } from './notate.ts';
import { valueTicks, type WrittenValue } from './values.ts';
import type { WrittenBar, WrittenEvent, WrittenVoice } from './written.ts';

const quarter = ticksPerQuarter;
const symbols: Readonly<Record<WrittenValue['type'], string>> = {
	whole: 'w',
	half: 'h',
	quarter: 'q',
	eighth: '8',
	'16th': '16',
	'32nd': '32',
	'64th': '64',
	'128th': '128'
};

const makePart = (notes: readonly ScoreNote[], more: Partial<Part> = {}): Part =>
	partOf(notes, { id: 'p', staves: [{ clef: 'treble' }], ...more });

const makeNote = (id: string, tick: number, ticks: number, more: Partial<ScoreNote> = {}): ScoreNote =>
	noteOf(id, tick, ticks, 72, more);

const makeBar = (meter: Meter, more: Partial<ScoreBar> = {}): ScoreBar => barOf('b', { meter, ...more });

function symbol({ value, notes, isBarRest }: WrittenEvent): string {
	const tied = notes.some(({ isTiedOn }) => isTiedOn) ? '~' : '';
	return (isBarRest ? 'R' : notes.length === 0 ? 'r' : '') + symbols[value.type] + '.'.repeat(value.dots) + tied;
}

/** `q 8 (3:2 8 8 8)`; a beam is `[...]`. */
function flatten({ events, tuplets }: WrittenVoice, withBeams = false): string {
	return events
		.map((event, at) => {
			const [before, after] = [events[at - 1], events[at + 1]];
			const ratio = event.tuplet === null ? undefined : tuplets[event.tuplet];
			const opens = ratio !== undefined && before?.tuplet !== event.tuplet ? `(${ratio.actual}:${ratio.normal} ` : '';
			const closes = ratio !== undefined && after?.tuplet !== event.tuplet ? ')' : '';
			const beamOpens = withBeams && event.beam !== null && before?.beam !== event.beam ? '[' : '';
			const beamCloses = withBeams && event.beam !== null && after?.beam !== event.beam ? ']' : '';
			return opens + beamOpens + symbol(event) + beamCloses + closes;
		})
		.join(' ');
}

/** Notes one after another, lengths in quarters; negative ones are rests. */
function write(meter: Meter, lengths: readonly number[], withBeams = false): string {
	let tick = 0;
	const notes: ScoreNote[] = [];
	for (const [at, length] of lengths.entries()) {
		const ticks = Math.round(Math.abs(length) * quarter);
		if (length > 0) notes.push(makeNote(`n${at}`, tick, ticks));
		tick += ticks;
	}
	const count = Math.max(1, Math.ceil(tick / meterTicks(meter)));
	return notateStaff({ bars: Array.from({ length: count }, () => makeBar(meter)) }, makePart(notes), 0)
		.map(({ voices }) => voices.map((voice) => flatten(voice, withBeams)).join(' / '))
		.join(' | ');
}

const m = (beats: number, beatType: number): Meter => ({ beats, beatType: beatType as Meter['beatType'] });
const t = 1 / 3;

describe('values by meter', () => {
	it.each([
		['the bar', m(4, 4), [4], 'w'],
		['a dotted quarter on the beat', m(4, 4), [1.5, 0.5, 2], 'q. 8 h'],
		['a quarter off the beat', m(4, 4), [0.5, 1, 0.5, 2], '8 q 8 h'],
		['the middle shows', m(4, 4), [0.5, 1, 1, 1, 0.5], '8 q 8~ 8 q 8'],
		['a half over the middle', m(4, 4), [1, 2, 1], 'q h q'],
		['a dotted quarter over the middle', m(4, 4), [1, 1.5, 1.5], 'q q~ 8 q.'],
		['a dotted half', m(4, 4), [1, 3], 'q h.'],
		['over the bar', m(4, 4), [3, 2, 3], 'h. q~ | q h.'],
		['five eighths', m(4, 4), [2.5, 1.5], 'h~ 8 q.'],
		['sixteenths', m(4, 4), [0.25, 0.5, 0.25, 0.75, 0.25, 0.25, 0.75, 1], '16 8 16 8. 16 16 8. q'],
		['a sixteenth late', m(4, 4), [0.25, 1, 2.75], '16 8.~ 16 8.~ h'],
		['rests show the beats', m(4, 4), [0.5, -2, 1.5], '8 r8 rq r8 q.'],
		['half rests only on one and three', m(4, 4), [1, -2, 1], 'q rq rq q'],
		['two half rests', m(4, 4), [-2, 2], 'rh h'],
		['an empty bar', m(3, 4), [3, -3], 'h. | Rw'],
		['three quarters', m(3, 4), [1, 2], 'q h'],
		['rests in three', m(3, 4), [1, -2], 'q rq rq'],
		['three quarters off the beat', m(3, 4), [0.5, 2, 0.5], '8 8~ q. 8'],
		['six eighths', m(6, 8), [1.5, 1, 0.5], 'q. q 8'],
		['over the beat of six eighths', m(6, 8), [1, 1, 1], 'q 8~ 8 q'],
		['four of six eighths', m(6, 8), [2, 1], 'q.~ 8 q'],
		['rests in six eighths', m(6, 8), [1.5, -1.5], 'q. rq.'],
		['nine eighths', m(9, 8), [4.5], 'h.~ q.'],
		['twelve eighths', m(12, 8), [6], 'w.'],
		['five quarters', m(5, 4), [5], 'h.~ h'],
		['halves', m(2, 2), [1, 2, 1], 'q h q'],
		['one beat', m(1, 1), [4], 'w'],
		['fifteen sixteenths', m(15, 16), [3.75], 'q.~ 8.~ q.'],
		['a sixty-fourth', m(1, 64), [1 / 16], '64']
	])('%s', (_, meter, lengths, expected) => {
		expect(write(meter, lengths)).toBe(expected);
	});

	it.each([
		['an eighth triplet', m(4, 4), [t, t, t, 3], '(3:2 8 8 8) h.'],
		['long and short', m(4, 4), [2 * t, t, 3], '(3:2 q 8) h.'],
		['a quarter triplet over two beats', m(4, 4), [2 * t, 2 * t, 2 * t, 2], '(3:2 q q q) h'],
		['a quarter triplet on two and three of three', m(3, 4), [1, 2 * t, 2 * t, 2 * t], 'q (3:2 q q q)'],
		['a half triplet', m(4, 4), [4 * t, 4 * t, 4 * t], '(3:2 h h h)'],
		['five', m(2, 4), [0.2, 0.2, 0.2, 0.2, 0.2, 1], '(5:4 16 16 16 16 16) q'],
		['six', m(2, 4), [t / 2, t / 2, t / 2, t / 2, t / 2, t / 2, 1], '(6:4 16 16 16 16 16 16) q'],
		['seven', m(2, 4), [1 / 7, 2 / 7, 4 / 7, 1], '(7:4 16 8 q) q'],
		['nine', m(2, 4), [...Array<number>(9).fill(1 / 9), 1], `(9:8 ${Array(9).fill('32').join(' ')}) q`],
		['an eighth and a triplet of sixteenths', m(1, 4), [0.5, t / 2, t / 2, t / 2], '8 (3:2 16 16 16)'],
		['a rest in a triplet', m(2, 4), [t, -t, t, 1], '(3:2 8 r8 8) q'],
		['out of a triplet', m(2, 4), [2 * t, t + 0.5, 0.5], '(3:2 q 8~) 8 8'],
		['the middle of a triplet shown', m(1, 4), [0.5, t / 2, t], '8 (3:2 16 8)'],
		['five in six eighths', m(6, 8), [0.3, 0.3, 0.3, 0.3, 0.3, 1.5], '(5:6 16 16 16 16 16) q.'],
		['two in six eighths', m(6, 8), [0.75, 0.75, 1.5], '8. 8. q.']
	])('%s', (_, meter, lengths, expected) => {
		expect(write(meter, lengths)).toBe(expected);
	});

	it.each([
		['eighths by half bars', m(4, 4), Array<number>(8).fill(0.5), '[8 8 8 8] [8 8 8 8]'],
		['mixed by beats', m(4, 4), [0.5, 0.5, 0.5, 0.25, 0.25, 1, 1], '[8 8] [8 16 16] q q'],
		['eighths of three', m(3, 4), Array<number>(6).fill(0.5), '[8 8 8 8 8 8]'],
		['six eighths', m(6, 8), Array<number>(6).fill(0.5), '[8 8 8] [8 8 8]'],
		['seven eighths', m(7, 8), Array<number>(7).fill(0.5), '[8 8] [8 8] [8 8 8]'],
		['a rest between', m(2, 4), [0.5, -0.5, 0.5, 0.5], '8 r8 [8 8]'],
		['one alone', m(2, 4), [0.5, 1.5], '8 q.'],
		['a triplet', m(2, 4), [t, t, t, 1], '(3:2 [8 8 8]) q']
	])('beams: %s', (_, meter, lengths, expected) => {
		expect(write(meter, lengths, true)).toBe(expected);
	});

	it('counts a pickup from its end', () => {
		const bars = [makeBar(m(4, 4), { ticks: 1.5 * quarter, isPickup: true }), makeBar(m(4, 4))];
		const part = makePart([makeNote('a', 0, quarter / 2), makeNote('b', quarter / 2, 3 * quarter)]);
		const written = notateStaff({ bars }, part, 0).map(({ voices }) => voices.map((voice) => flatten(voice)).join());
		expect(written).toEqual(['8 q~', 'h rh']);
	});
});

const anyMeter = fc.constantFrom(
	m(4, 4),
	m(3, 4),
	m(2, 4),
	m(6, 8),
	m(9, 8),
	m(12, 8),
	m(5, 4),
	m(7, 8),
	m(2, 2),
	m(15, 16),
	m(1, 1)
);
/** Divisions that music has, and now and then a tick that no notation holds. */
const anyStep = fc.oneof(
	{
		weight: 12,
		arbitrary: fc.constantFrom(1260, 2520, 5040, 7560, 10_080, 15_120, 20_160, 3360, 6720, 2016, 1680, 1440, 1120, 630)
	},
	{ weight: 1, arbitrary: fc.integer({ min: 1, max: 9000 }) }
);
const exactStep = fc.constantFrom(630, 1260, 2520, 5040, 7560, 10_080, 15_120, 20_160, 40_320);

interface Music {
	readonly bars: ScoreBar[];
	readonly part: Part;
}

const music = (step: fc.Arbitrary<number>): fc.Arbitrary<Music> =>
	fc
		.record({
			meters: fc.array(anyMeter, { minLength: 1, maxLength: 5 }),
			voices: fc.array(
				fc.array(fc.record({ ticks: step, rest: step, hasRest: fc.boolean(), heads: fc.integer({ min: 1, max: 3 }) }), {
					maxLength: 24
				}),
				{ minLength: 1, maxLength: 2 }
			)
		})
		.map(({ meters, voices }) => {
			const bars = meters.map((meter) => makeBar(meter));
			const end = bars.reduce((sum, { ticks }) => sum + ticks, 0);
			const notes = voices.flatMap((steps, voice) => {
				let tick = 0;
				return steps.flatMap(({ ticks, rest, hasRest, heads }, at) => {
					if (hasRest) tick += rest;
					const start = tick;
					tick += ticks;
					const length = Math.min(ticks, end - start);
					return Array.from({ length: length > 0 ? heads : 0 }, (_, head) =>
						makeNote(`${voice}.${at}.${head}`, start, length, { voice, pitchMidi: 60 + 4 * head + (at % 3) })
					);
				});
			});
			notes.sort((a, b) => a.tick - b.tick || a.pitchMidi - b.pitchMidi);
			return { bars, part: makePart(notes) };
		});

const heads = (written: readonly WrittenBar[]): { id: string; event: WrittenEvent; back: boolean; on: boolean }[] =>
	written.flatMap(({ voices }) =>
		voices.flatMap(({ events }) =>
			events.flatMap((event) =>
				event.notes.map(({ note, isTiedBack, isTiedOn }) => ({ id: note.id, event, back: isTiedBack, on: isTiedOn }))
			)
		)
	);

describe('laws', () => {
	it('the values of a voice follow each other without gaps and sum to the bar', () => {
		fc.assert(
			fc.property(music(anyStep), ({ bars, part }) => {
				const starts = barStarts(bars);
				for (const { index, startTick, ticks, voices } of notateStaff({ bars }, part, 0)) {
					expect(startTick).toBe(starts[index]);
					expect(voices.length).toBeGreaterThan(0);
					for (const { events, tuplets } of voices) {
						let at = startTick;
						for (const event of events) {
							expect(event.tick).toBe(at);
							at += event.ticks;
							const ratio = event.tuplet === null ? null : tuplets[event.tuplet];
							const length = (valueTicks(event.value) * (ratio?.normal ?? 1)) / (ratio?.actual ?? 1);
							if (!event.isBarRest) expect(length).toBeCloseTo(event.ticks, 6);
						}
						expect(at).toBe(startTick + ticks);
					}
				}
			}),
			{ numRuns: 400 }
		);
	});

	it('ties join heads back to the notes that were given', () => {
		fc.assert(
			fc.property(music(exactStep), ({ bars, part }) => {
				const all = heads(notateStaff({ bars }, part, 0));
				for (const note of part.notes) {
					const own = all.filter(({ id }) => id === note.id);
					expect(own.map(({ back }) => back)).toEqual(own.map((_, at) => at > 0));
					expect(own.map(({ on }) => on)).toEqual(own.map((_, at) => at < own.length - 1));
					let at = note.tick;
					for (const { event } of own) {
						expect(event.tick).toBe(at);
						at += event.ticks;
					}
					expect(at).toBe(note.tick + note.ticks);
				}
			}),
			{ numRuns: 300 }
		);
	});

	it('loses no note, whatever its ticks, and begins each once', () => {
		fc.assert(
			fc.property(music(anyStep), ({ bars, part }) => {
				const begun = heads(notateStaff({ bars }, part, 0))
					.filter(({ back }) => !back)
					.map(({ id }) => id);
				expect(begun.sort()).toEqual(part.notes.map(({ id }) => id).sort());
			}),
			{ numRuns: 300 }
		);
	});

	it('draws a note of a few ticks where it is, not with the next one (regression)', () => {
		const bars = [makeBar(m(4, 4)), makeBar(m(4, 4))];
		const part = makePart([
			makeNote('short', quarter, 3),
			makeNote('late', 5 * quarter, quarter),
			makeNote('end', 8 * quarter - 2, 2)
		]);
		const begun = heads(notateStaff({ bars }, part, 0)).map(({ id, event }) => [id, event.tick]);
		expect(begun).toEqual([
			['short', quarter],
			['late', 5 * quarter],
			['end', 8 * quarter - quarter / 32]
		]);
	});

	it('shows the middle of four quarters, but for a half on the second', () => {
		fc.assert(
			fc.property(music(exactStep), ({ bars, part }) => {
				for (const { startTick, meter, voices } of notateStaff({ bars }, part, 0)) {
					if (meter.beats !== 4) continue;
					for (const { tick, ticks } of voices.flatMap(({ events }) => events)) {
						const [from, to] = [tick - startTick, tick - startTick + ticks];
						const isPlain = from === 0 || to === 4 * quarter || (from === quarter && to === 3 * quarter);
						if (from < 2 * quarter && to > 2 * quarter) expect(isPlain).toBe(true);
					}
				}
			})
		);
	});
});
