import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { madeAnalysis, madeBars, madeBpm, madeSilence, madeStartSeconds } from '../../../../tests/fixtures/made-analysis.ts';
import type { Chord } from '../harmony/chord.ts';
import { analysisSchema, type Analysis } from './analysis.ts';
import { beatEditSchema, correctionsSchema, type BeatEdit, type Corrections } from './corrections.ts';
import { applyCorrections, noCorrections, rebaseBeatEdits, snapToBeat, toSheetLines, type EffectiveAnalysis } from './index.ts';

const made = madeAnalysis();
const beat = 60 / madeBpm;
const at = (beats: number): number => madeStartSeconds + beats * beat;
const none = noCorrections('made');
const under = (more: Partial<Corrections>, analysis: Analysis = made): EffectiveAnalysis =>
	applyCorrections(analysis, { ...none, ...more });
const gMinor: Chord = { root: 7, quality: 'min' };

const anyTime = fc.double({ min: 0, max: made.durationSeconds, noNaN: true });
const anyEdit: fc.Arbitrary<BeatEdit> = fc.oneof(
	fc.record({ kind: fc.constant('move' as const), fromSeconds: anyTime, toSeconds: anyTime }),
	fc.record({ kind: fc.constant('insert' as const), atSeconds: anyTime }),
	fc.record({ kind: fc.constant('remove' as const), atSeconds: anyTime }),
	fc.record({
		kind: fc.constant('spread' as const),
		fromSeconds: anyTime,
		toSeconds: anyTime,
		count: fc.integer({ min: 1, max: 40 })
	}),
	fc.record({ kind: fc.constant('retrack' as const), fromSeconds: anyTime, toSeconds: anyTime, beatsSeconds: fc.array(anyTime) })
);
const anyCorrections: fc.Arbitrary<Partial<Corrections>> = fc.record(
	{
		tempoFactor: fc.constantFrom(0.25 as const, 0.5 as const, 2 as const, 4 as const),
		steadyBpm: fc.double({ min: 20, max: 400, noNaN: true }),
		beatsPerBar: fc.integer({ min: 2, max: 12 }),
		firstDownbeatSeconds: anyTime,
		beatEdits: fc.array(anyEdit, { maxLength: 12 }),
		chordEdits: fc.array(fc.record({ startSeconds: anyTime, endSeconds: anyTime, chord: fc.constant(gMinor) }), { maxLength: 12 })
	},
	{ requiredKeys: [] }
);

describe('corrections over what was heard', () => {
	it('has a made song that fits its schema', () => {
		expect(analysisSchema.parse(made)).toEqual(made);
		expect(correctionsSchema.parse(none)).toEqual(none);
	});

	it('leaves everything as it was heard when there are none', () => {
		const heard = under({});
		expect(heard.grid).toEqual({ beatsSeconds: made.rhythm.beatsSeconds, downbeats: made.rhythm.downbeats });
		expect(heard.chords.map(({ isYours: _, ...span }) => span)).toEqual(made.harmony.chords);
		expect(heard.bars).toHaveLength(madeBars);
		expect(heard.tempo).toMatchObject({ value: madeBpm, isYours: false, runnerUp: { value: madeBpm * 2 } });
		expect(heard.areBeatsYours).toBe(false);
	});

	it('says what the user said, and keeps what was heard beside it', () => {
		const said = under({ tuningCents: -32, key: { tonic: 0, mode: 'major' }, beatsPerBar: 3 });
		expect(said.tuning).toEqual({ value: -32, confidence: 1, isYours: true, heard: -3 });
		expect(said.key).toMatchObject({ value: { tonic: 0, mode: 'major' }, isYours: true, heard: { tonic: 9, mode: 'minor' } });
		expect(said.keySpans).toEqual([
			{ tonic: 0, mode: 'major', confidence: 1, startSeconds: 0, endSeconds: made.durationSeconds }
		]);
		expect(said.meter).toMatchObject({ value: 3, isYours: true, heard: 4 });
		expect(said.grid.downbeats.slice(0, 4)).toEqual([0, 3, 6, 9]);
	});

	it.each([
		[0.25, 24, madeBars / 4],
		[0.5, 48, madeBars / 2],
		[2, 192, madeBars * 2],
		[4, 384, madeBars * 4]
	] as const)('takes the tempo times %f: %i bpm in %i bars of four', (tempoFactor, bpm, bars) => {
		const { tempo, grid, bars: cut } = under({ tempoFactor });
		expect(tempo).toMatchObject({ value: bpm, isYours: true, heard: madeBpm });
		expect(cut).toHaveLength(bars);
		expect(new Set(cut.slice(0, -1).map(({ beatCount }) => beatCount))).toEqual(new Set([4]));
		expect(grid.beatsSeconds[1]).toBeCloseTo(madeStartSeconds + 60 / bpm, 6);
		expect(grid.downbeats[0]).toBe(0);
	});

	it('keeps downbeats when it halves beats that begin with a pickup', () => {
		const pickup = madeAnalysis({
			rhythm: { ...made.rhythm, downbeats: made.rhythm.downbeats.map((each) => each + 3).filter((each) => each < madeBars * 4) }
		});
		const { grid } = under({ tempoFactor: 0.5 }, pickup);
		expect(grid.beatsSeconds[grid.downbeats[0] ?? -1]).toBeCloseTo(at(3), 9);
	});

	it('lays a tapped tempo out evenly from the first downbeat, both ways', () => {
		const { grid, bars, steadiness } = under({ steadyBpm: 60, firstDownbeatSeconds: 2.25 });
		expect(grid.beatsSeconds.slice(0, 4)).toEqual([0.25, 1.25, 2.25, 3.25]);
		expect(grid.beatsSeconds.at(-1)).toBeLessThanOrEqual(made.durationSeconds);
		expect(bars[0]).toMatchObject({ number: 0, startSeconds: 0.25, beatCount: 2 });
		expect(bars[1]).toMatchObject({ number: 1, startSeconds: 2.25 });
		expect(steadiness).toBe('steady');
	});

	it('gives a song without a beat the one that was tapped', () => {
		expect(under({}, madeSilence())).toMatchObject({ tempo: null, meter: null, key: null, tuning: null, bars: [] });
		const { grid, meter, bars } = under({ steadyBpm: 120 }, madeSilence());
		expect(grid.beatsSeconds[1]).toBe(0.5);
		expect(meter).toMatchObject({ value: 4, confidence: null });
		expect(bars[0]).toMatchObject({ number: 1, startSeconds: 0, endSeconds: 2 });
	});

	it('counts bars from where the user set bar 1; what comes before is a pickup', () => {
		const { bars, grid, firstDownbeat } = under({ firstDownbeatSeconds: at(2) + 0.03 });
		expect(bars.slice(0, 2)).toMatchObject([
			{ number: 0, beatCount: 2 },
			{ number: 1, startSeconds: at(2), beatCount: 4 }
		]);
		expect(grid.downbeats.slice(0, 3)).toEqual([2, 6, 10]);
		expect(firstDownbeat?.isYours).toBe(true);
		expect(under({ firstDownbeatSeconds: at(10) }).bars[0]).toMatchObject({ number: 0, beatCount: 10 });
	});

	it('offers half a bar on as the other first downbeat, and one beat on in three', () => {
		expect(under({}).firstDownbeat?.runnerUp?.value).toBeCloseTo(at(2), 9);
		expect(under({ beatsPerBar: 3 }).firstDownbeat?.runnerUp?.value).toBeCloseTo(at(1), 9);
	});

	it('takes names of sections by where they begin', () => {
		const { sections } = under({ sectionNames: [{ startSeconds: at(32), name: 'Chorus' }] });
		expect(sections.map(({ label, name }) => name ?? label)).toEqual(['A', 'Chorus', "A'", 'B']);
	});
});

describe('beats edited by hand', () => {
	it('moves a beat with its bar and its chord', () => {
		const { grid, bars, chords, lostBeatEdits } = under({
			beatEdits: [{ kind: 'move', fromSeconds: at(4), toSeconds: at(4) + 0.05 }]
		});
		expect(grid.beatsSeconds[4]).toBeCloseTo(at(4) + 0.05, 9);
		expect(bars[1]?.startSeconds).toBeCloseTo(at(4) + 0.05, 9);
		expect(chords[2]?.startSeconds).toBeCloseTo(at(4) + 0.05, 9);
		expect(chords[1]?.endSeconds).toBe(chords[2]?.startSeconds);
		expect(lostBeatEdits).toBe(0);
	});

	it('stops a beat at its neighbour', () => {
		const { grid } = under({ beatEdits: [{ kind: 'move', fromSeconds: at(4), toSeconds: 40 }] });
		expect(grid.beatsSeconds[4]).toBeCloseTo(at(5) - 0.02, 9);
	});

	it('inserts and takes away; a bar that began there begins on the next beat', () => {
		expect(under({ beatEdits: [{ kind: 'insert', atSeconds: at(4.5) }] }).bars[1]?.beatCount).toBe(5);
		const { grid, bars } = under({ beatEdits: [{ kind: 'remove', atSeconds: at(4) }] });
		expect(grid.beatsSeconds).toHaveLength(madeBars * 4 - 1);
		expect(bars[1]?.startSeconds).toBeCloseTo(at(5), 9);
	});

	it('spreads beats between two anchors', () => {
		const { grid, bars } = under({ beatEdits: [{ kind: 'spread', fromSeconds: at(4), toSeconds: at(8), count: 3 }] });
		expect(grid.beatsSeconds.slice(4, 8)).toEqual(
			[at(4), at(4) + (4 / 3) * beat, at(4) + (8 / 3) * beat, at(8)].map((s) => expect.closeTo(s, 9))
		);
		expect(bars[1]?.beatCount).toBe(3);
	});

	it('takes beats tracked again, and the tempo follows them', () => {
		const beatsSeconds = Array.from({ length: madeBars * 4 * 2 }, (_, each) => at(each / 2));
		const { tempo, grid } = under({ beatEdits: [{ kind: 'retrack', fromSeconds: at(0), toSeconds: at(127), beatsSeconds }] });
		expect(tempo?.value).toBeCloseTo(2 * madeBpm, 6);
		expect(grid.downbeats).toHaveLength(madeBars);
	});

	it('says how many edits find their beat no longer', () => {
		const lost = under({ beatEdits: [{ kind: 'move', fromSeconds: at(4.5), toSeconds: at(4.6) }] });
		expect(lost.lostBeatEdits).toBe(1);
		expect(lost.areBeatsYours).toBe(false);
	});

	it('keeps a nudge when the tempo is doubled after it, and spreads the new beats around it', () => {
		const before = { ...none, beatEdits: [{ kind: 'move' as const, fromSeconds: at(4), toSeconds: at(4) + 0.06 }] };
		const after = { ...before, tempoFactor: 2 as const };
		const { grid } = applyCorrections(made, { ...after, beatEdits: rebaseBeatEdits(made, before, after) });
		expect(grid.beatsSeconds.slice(6, 12)).toEqual(
			[at(3), at(3.5) + 0.03, at(4) + 0.06, at(4.5) + 0.03, at(5), at(5.5)].map((seconds) => expect.closeTo(seconds, 6))
		);
	});

	it('never leaves beats out of order, bars without beats or chords over each other, whatever it is told', () => {
		fc.assert(
			fc.property(anyCorrections, (more) => {
				const { grid, bars, chords } = under(more);
				for (let each = 1; each < grid.beatsSeconds.length; each++) {
					expect(grid.beatsSeconds[each]).toBeGreaterThan(grid.beatsSeconds[each - 1] ?? Infinity);
				}
				expect(grid.beatsSeconds.every((seconds) => seconds >= 0 && seconds <= made.durationSeconds)).toBe(true);
				expect([...new Set(grid.downbeats)].sort((a, b) => a - b)).toEqual(grid.downbeats);
				expect(grid.downbeats.every((each) => each >= 0 && each < grid.beatsSeconds.length)).toBe(true);
				expect(bars.every(({ beatCount }) => beatCount > 0)).toBe(true);
				for (let each = 1; each < chords.length; each++) {
					expect(chords[each]?.startSeconds).toBeGreaterThanOrEqual(chords[each - 1]?.endSeconds ?? Infinity);
				}
				expect(chords.every(({ startSeconds, endSeconds }) => endSeconds > startSeconds)).toBe(true);
			}),
			{ numRuns: 200 }
		);
	});

	it('makes edits that their schema takes', () => {
		fc.assert(
			fc.property(anyEdit, (edit) => {
				expect(beatEditSchema.parse(edit)).toEqual(edit);
			}),
			{ numRuns: 20 }
		);
	});
});

describe('chords written by hand', () => {
	const lane = (more: Partial<Corrections>, from: number, to: number): unknown[] =>
		under(more)
			.chords.filter(({ startSeconds, endSeconds }) => endSeconds > from && startSeconds < to)
			.map(({ startSeconds, chord, isYours }) => [
				Number(((startSeconds - madeStartSeconds) / beat).toFixed(3)),
				chord?.root,
				isYours
			]);

	it('cuts what was heard under them', () => {
		const chordEdits = [{ startSeconds: at(2), endSeconds: at(6), chord: gMinor }];
		expect(lane({ chordEdits }, at(0), at(8))).toEqual([
			[0, 9, false],
			[2, 7, true],
			[6, 5, false]
		]);
	});

	it('lets the later one win, in the middle too', () => {
		const chordEdits = [
			{ startSeconds: at(0), endSeconds: at(8), chord: gMinor },
			{ startSeconds: at(2), endSeconds: at(4), chord: null }
		];
		expect(lane({ chordEdits }, at(0), at(8))).toEqual([
			[0, 7, true],
			[2, undefined, true],
			[4, 7, true]
		]);
	});

	it('snaps to a beat nearby and not to one far off', () => {
		expect(snapToBeat([1, 2, 3], 1.8)).toBe(2);
		expect(snapToBeat([1, 2, 3], 1.6)).toBe(1.6);
		expect(snapToBeat([], 1.6)).toBe(1.6);
	});
});

describe('the chord sheet', () => {
	const roots = (more: Partial<Corrections> = {}): unknown =>
		toSheetLines(under(more)).map(({ section, bars }) => [
			section?.label ?? '',
			...bars.map(({ chords, isRepeat }) => (isRepeat ? '%' : chords.map(({ span }) => span.chord?.root ?? 'NC').join(' ')))
		]);

	it('breaks its lines at sections and writes a chord where it changes', () => {
		expect(roots()).toEqual([
			['A', '9', '5', '0', '7'],
			['', '9', '5', '0 0', '7'],
			['B', '5', '7', '9', '%'],
			['', '2', '4', '9', '4'],
			["A'", '9', '5', '0', '7'],
			['', '9', '5', '0 0', '7'],
			['B', '5', '7', '9', '%'],
			['', '2', '4', '9', '4']
		]);
	});

	it('groups chords on the bars that were corrected', () => {
		const [pickup, first] = toSheetLines(under({ firstDownbeatSeconds: at(2) }));
		expect(pickup?.bars.map(({ bar, chords }) => [bar.number, chords[0]?.span.chord?.root])).toEqual([[0, 9]]);
		expect(first?.bars[0]?.chords.map(({ span, share }) => [span.chord?.root, share])).toEqual([
			[9, 0],
			[5, expect.closeTo(0.5, 6)]
		]);
	});

	it('is empty without bars', () => expect(toSheetLines(under({}, madeSilence()))).toEqual([]));
});
