import { ticksPerQuarter, type Score, type ScoreNote } from '../../src/lib/core/score/index.ts';
import { barOf, noteOf, scoreOf } from '../../tests/fixtures/scores/made-score.ts';

const quarter = ticksPerQuarter;
const scale = [0, 2, 3, 5, 7, 8, 11, 12];

/** Lengths of a bar in quarters: eighths, sixteenths, dots, a triplet. */
const rhythms: readonly (readonly number[])[] = [
	[0.5, 0.5, 0.5, 0.5, 1, 1],
	[0.25, 0.25, 0.25, 0.25, 0.5, 0.5, 0.75, 0.25, 1],
	[1.5, 0.5, 1 / 3, 1 / 3, 1 / 3, 1],
	[0.5, 1, 0.5, 2]
];

/** A piano piece of as many bars: a busy right hand, chords in the left, chord symbols above. */
export function madeScore(barCount: number): Score {
	const notes: ScoreNote[] = [];
	const add = (quarters: number, length: number, pitchMidi: number, staff: number): void => {
		notes.push(noteOf(`n${notes.length}`, Math.round(quarters * quarter), Math.round(length * quarter), pitchMidi, { staff }));
	};
	for (let bar = 0; bar < barCount; bar++) {
		let at = 4 * bar;
		for (const [step, length] of (rhythms[bar % rhythms.length] ?? []).entries()) {
			add(at, length, 67 + (scale[(step * 3 + bar) % scale.length] ?? 0), 0);
			at += length;
		}
		for (let beat = 0; beat < 4; beat++)
			for (const above of beat === 0 ? [0] : [7, 12, 15]) add(4 * bar + beat, 1, 43 + above + (bar % 5), 1);
	}
	notes.sort((a, b) => a.tick - b.tick || a.pitchMidi - b.pitchMidi);
	return scoreOf(notes, {
		title: 'Made',
		artist: '',
		bars: Array.from({ length: barCount }, (_, bar) => barOf(`b${bar}`, { key: { fifths: -3, mode: 'minor' } })),
		tempoMap: [
			{ tick: 0, seconds: 0 },
			{ tick: 4 * quarter * barCount, seconds: 2 * barCount }
		],
		tempoMarks: [{ id: 't', tick: 0, bpm: 120, beatTicks: quarter }],
		chords: Array.from({ length: barCount }, (_, bar) => ({
			id: `c${bar}`,
			tick: 4 * quarter * bar,
			chord: { root: (7 * bar) % 12, quality: 'min7' as const }
		}))
	});
}
