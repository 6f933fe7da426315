import { describe, expect, it } from 'vitest';
import { analysisOf, heard, ids, line } from '../../../../tests/fixtures/scores/made-evidence.ts';
import type { EffectiveAnalysis } from '../analysis/index.ts';
import { barStarts, ticksPerQuarter, type Score } from '../score/index.ts';
import { writeScore, type EvidenceNote } from './index.ts';

const q = ticksPerQuarter;
const options = { songId: 'song', title: '', artist: '', instrument: 'piano' } as const;
const eightBars = line(Array<number>(32).fill(1));
const write = (more: Partial<EffectiveAnalysis>, notes: readonly EvidenceNote[] = eightBars): Score =>
	writeScore(notes, { ...analysisOf({ count: 32 }), ...more }, options, ids());

const span = (startSeconds: number, endSeconds: number): { startSeconds: number; endSeconds: number; confidence: number } => ({
	startSeconds,
	endSeconds,
	confidence: 1
});
const chord = (from: number, to: number, root: number | null): EffectiveAnalysis['chords'][number] => ({
	...span(from, to),
	chord: root === null ? null : { root, quality: 'maj' },
	isYours: false
});

describe('chord symbols', () => {
	it('stand on the beats nearest to where they were heard, each change once', () => {
		const { chords } = write({ chords: [chord(0, 1.04, 0), chord(1.04, 2, 0), chord(2, 3.45, 5), chord(3.45, 16, 7)] });
		expect(chords.map(({ tick, chord: written }) => [tick / q, written?.root])).toEqual([
			[0, 0],
			[4, 5],
			[7, 7]
		]);
	});

	it('leave out silence before the first one, and write N.C. behind it', () => {
		const { chords } = write({ chords: [chord(0, 2, null), chord(2, 4, 5), chord(4, 16, null)] });
		expect(chords.map(({ tick, chord: written }) => [tick / q, written?.root ?? null])).toEqual([
			[4, 5],
			[8, null]
		]);
	});
});

describe('sections', () => {
	it('begin with the bar whose line is nearest, by the name the user gave', () => {
		const { sections } = write({
			sections: [
				{ ...span(0, 3.8), label: 'A' },
				{ ...span(3.8, 16), label: 'B', name: 'Chorus' }
			]
		});
		expect(sections.map(({ tick, label }) => [tick / q, label])).toEqual([
			[0, 'A'],
			[8, 'Chorus']
		]);
	});
});

describe('keys', () => {
	const key = (tonic: number, mode: 'major' | 'minor'): EffectiveAnalysis['key'] => ({
		value: { tonic, mode },
		confidence: 1,
		isYours: false,
		heard: null
	});
	it.each([
		[0, 'major', 0],
		[9, 'minor', 0],
		[7, 'major', 1],
		[5, 'major', -1],
		[8, 'minor', 5],
		[3, 'minor', -6],
		[1, 'major', -5],
		[6, 'major', -6]
	] as const)('writes tonic %i %s with %i fifths', (tonic, mode, fifths) => {
		expect(write({ key: key(tonic, mode) }).bars.every((bar) => bar.key.fifths === fifths && bar.key.mode === mode)).toBe(true);
	});

	it('change where a key holds for bars, not for a passing one', () => {
		const keySpans = [
			{ ...span(0, 8), tonic: 0, mode: 'major' as const },
			{ ...span(8, 10), tonic: 2, mode: 'major' as const },
			{ ...span(10, 16), tonic: 0, mode: 'major' as const }
		];
		expect(write({ keySpans }).bars.map(({ key: { fifths } }) => fifths)).toEqual(Array(8).fill(0));
		const changed = [
			{ ...span(0, 8), tonic: 0, mode: 'major' as const },
			{ ...span(8, 16), tonic: 9, mode: 'major' as const }
		];
		expect(write({ keySpans: changed }).bars.map(({ key: { fifths } }) => fifths)).toEqual([0, 0, 0, 0, 3, 3, 3, 3]);
	});
});

describe('dynamics', () => {
	const played = (velocityOf: (bar: number) => number): EvidenceNote[] =>
		Array.from({ length: 64 }, (_, at) => heard(at * 0.25, 0.2, 72, velocityOf(Math.floor(at / 8)) + (at % 3)));
	const marks = (notes: readonly EvidenceNote[]): [number, string][] => {
		const score = write({}, notes);
		const starts = barStarts(score.bars);
		return (score.parts[0]?.dynamics ?? []).map(({ tick, mark }) => [starts.indexOf(tick), mark]);
	};

	it('are written where loudness changes for bars', () => {
		expect(marks(played((bar) => (bar < 4 ? 45 : 95)))).toEqual([
			[0, 'p'],
			[4, 'f']
		]);
	});
	it('pass over a single loud bar and what stays near', () => {
		expect(marks(played((bar) => (bar === 3 ? 100 : 60)))).toEqual([]);
		expect(marks(played((bar) => (bar < 4 ? 68 : 71)))).toEqual([]);
	});
	it('are those of the music, however loud the recording is (regression)', () => {
		expect(marks(played((bar) => (bar < 4 ? 70 : 120)))).toEqual(marks(played((bar) => (bar < 4 ? 20 : 70))));
		expect(marks(played(() => 118))).toEqual([]);
	});
	it('say nothing of notes that all have one velocity', () => {
		expect(
			write(
				{},
				Array.from({ length: 64 }, (_, at) => heard(at * 0.25, 0.2))
			).parts[0]?.dynamics
		).toEqual([]);
	});
});

describe('clefs and staves', () => {
	it.each([
		['piano', 60, ['treble', 'bass']],
		['guitar', 60, ['treble8vb']],
		['bass', 40, ['bass8vb']],
		['voice', 67, ['treble']],
		['voice', 54, ['treble8vb']],
		['voice', 45, ['bass']],
		['other', 45, ['bass']]
	] as const)('%s around %i', (instrument, pitch, clefs) => {
		const notes = Array.from({ length: 8 }, (_, at) => heard(at * 0.5, 0.4, pitch));
		const { parts } = writeScore(notes, analysisOf(), { ...options, instrument }, ids());
		expect(parts[0]?.staves.map(({ clef }) => clef)).toEqual(clefs);
	});
});
