import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tickToSeconds, type Score } from '$core/score/index.ts';
import { madeBand, madeBars, madeNotes, madePart, madeScore, quarter } from '../../../../tests/fixtures/scores/made-scores.ts';
import { plainScore } from '../../../../tests/fixtures/scores/plain-score.ts';
import { fromMusicXml, toMusicXml } from './index.ts';

function back(score: Score): Score {
	const reading = fromMusicXml(new TextEncoder().encode(toMusicXml(score)), {
		scoreId: 'score',
		songId: 'song',
		fileName: 'a.musicxml'
	});
	if (reading.kind === 'fault') throw new Error(JSON.stringify(reading.fault));
	return reading.score;
}

describe('a score through MusicXML and back', () => {
	it('is the same score', () => {
		const band = madeBand();
		expect(plainScore(back(band))).toEqual(plainScore(band));
	});

	it('is the same score the second time, spellings and all', () => {
		const once = back(madeBand());
		expect({ ...back(once) }).toEqual(once);
	});

	it('keeps every rhythm that can be written', () => {
		const lengths = [
			quarter * 4,
			quarter * 3,
			quarter * 2,
			quarter,
			quarter / 2,
			(quarter * 3) / 2,
			quarter / 4,
			quarter / 8,
			(quarter * 7) / 4
		];
		const tuplets = [
			[quarter / 3, 3],
			[quarter / 5, 5],
			[quarter / 6, 6],
			[quarter / 7, 7],
			[(quarter * 2) / 3, 3]
		] as const;
		const step = fc.oneof(
			fc.record({ kind: fc.constantFrom('note', 'rest'), ticks: fc.constantFrom(...lengths), count: fc.constant(1) }),
			fc.constantFrom(...tuplets).map(([ticks, count]) => ({ kind: 'note', ticks, count }))
		);
		fc.assert(
			fc.property(
				fc.array(step, { minLength: 1, maxLength: 20 }),
				fc.constantFrom([4, 4], [3, 4], [6, 8], [5, 4], [7, 8], [15, 16 / 2]),
				(steps, [beats = 4, beatType = 4]) => {
					let tick = 0;
					const notes = steps.flatMap(({ kind, ticks, count }) => {
						// Tuplets begin on a quarter, or nobody could write them.
						if (count > 1) tick = Math.ceil(tick / quarter / 2) * quarter * 2;
						return Array.from({ length: count }, () => {
							const note = { tick, ticks, pitchMidi: 60 + (tick % 13) };
							tick += ticks;
							return kind === 'note' ? [note] : [];
						}).flat();
					});
					const bars = madeBars(Math.ceil(tick / ((beats * 4 * quarter) / beatType)), beats, beatType === 8 ? 8 : 4);
					const isTuplet = beats === 4 && beatType === 4;
					const score = madeScore(
						[
							madePart(
								isTuplet
									? notes
									: notes.filter(({ ticks, tick: at }) => ticks % (quarter / 32) === 0 && at % (quarter / 32) === 0)
							)
						],
						bars
					);
					expect(plainScore(back(score))).toEqual(plainScore(score));
				}
			)
		);
	});

	it('prints no tempo but the marks, and plays every beat (regression)', () => {
		const beats = [0.5, 0.51234, 0.48765, 0.49999, 0.49999, 0.5021, 0.531, 0.47];
		let seconds = 0;
		const tempoMap = [{ tick: 0, seconds }, ...beats.map((beat, i) => ({ tick: (i + 1) * quarter, seconds: (seconds += beat) }))];
		const tempoMarks = [{ id: 't1', tick: 0, bpm: 119.8765432, beatTicks: quarter }];
		const score = madeScore([madePart([{ tick: 0, ticks: quarter, pitchMidi: 60 }])], madeBars(2), { tempoMap, tempoMarks });
		const xml = toMusicXml(score);
		expect(xml.match(/<metronome>/g)).toHaveLength(1);
		expect(xml).toContain('<per-minute>119.88</per-minute>');
		// MuseScore prints a mark at a bare sound, and at one whose direction says nothing.
		expect(
			xml.match(/<words>\u00a0<\/words><\/direction-type>(<offset>-?\d+<\/offset>)?<sound tempo="[\d.]{1,6}"\/>/g)
		).toHaveLength(6);
		expect(xml.match(/<sound tempo/g)).toHaveLength(7);
		const read = back(score);
		expect(read.tempoMarks).toHaveLength(1);
		for (const point of tempoMap.slice(0, -1))
			expect(Math.abs(tickToSeconds(read.tempoMap, point.tick) - point.seconds)).toBeLessThan(0.001);
	});

	it('keeps a thousand chords of all qualities, with their roots and basses', () => {
		const chords = Array.from({ length: 96 }, (_, i) => ({
			id: `c${i}`,
			tick: i * quarter,
			chord: { root: i % 12, quality: 'min7' as const, ...(i % 12 === 0 ? {} : { bass: 0 }) }
		}));
		const score = madeScore([madePart([])], madeBars(24), { chords });
		expect(plainScore(back(score))).toEqual(plainScore(score));
	});

	it('writes titles that are no XML, and drops what XML cannot hold', () => {
		const score = madeScore([madePart([], { name: '<b>"&\u0000\ud800' })], madeBars(1), { title: 'A & B <C> "D" 夜 🎸' });
		expect(back(score)).toMatchObject({ title: 'A & B <C> "D" 夜 🎸', parts: [{ name: '<b>"&' }] });
	});

	it('keeps two voices apart that cross, and a hand that is silent', () => {
		const part = madePart([], {
			staves: [{ clef: 'treble' }, { clef: 'bass' }],
			notes: madeNotes([
				{ tick: 0, ticks: 2 * quarter, pitchMidi: 60 },
				{ tick: 0, ticks: 4 * quarter, pitchMidi: 72, voice: 1 },
				{ tick: 2 * quarter, ticks: 2 * quarter, pitchMidi: 74 }
			])
		});
		const score = madeScore([part], madeBars(2));
		expect(plainScore(back(score))).toEqual(plainScore(score));
	});
});
