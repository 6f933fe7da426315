import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scoreArbitrary } from '../../../../../tests/fixtures/scores/drawn-score.ts';
import { countedIds } from '../../../../../tests/fixtures/scores/made-score.ts';
import { barStarts, endTick, type Score } from '../index.ts';
import * as edit from './index.ts';

const unit = 2520;

interface Hand {
	readonly score: Score;
	readonly selection: edit.ScoreSelection;
	readonly small: number;
	readonly tick: number;
	readonly bar: number;
	readonly newId: () => string;
}

type Verb = (hand: Hand) => edit.Patch;

const verbs: Readonly<Record<string, Verb>> = {
	moveChromatic: ({ score, selection, small, newId }) => edit.moveChromatic(score, selection, { semitones: small }, newId),
	moveDiatonic: ({ score, selection, small, newId }) => edit.moveDiatonic(score, selection, { steps: small }, newId),
	moveOctave: ({ score, selection, small, newId }) => edit.moveOctave(score, selection, { octaves: Math.sign(small) }, newId),
	setSpelling: ({ score, selection, small, newId }) => edit.setSpelling(score, selection, { alter: Math.sign(small) }, newId),
	moveInTime: ({ score, selection, small, newId }) => edit.moveInTime(score, selection, { ticks: small * unit }, newId),
	setValue: ({ score, selection, bar, newId }) =>
		edit.setValue(score, selection, { type: ([1, 2, 4, 8, 16] as const)[bar % 5] ?? 4, dots: bar % 2 === 0 ? 0 : 1 }, newId),
	toggleDot: ({ score, selection, newId }) => edit.toggleDot(score, selection, newId),
	toggleTriplet: ({ score, selection, newId }) => edit.toggleTriplet(score, selection, newId),
	splitAt: ({ score, selection, tick, newId }) => edit.splitAt(score, selection, { tick }, newId),
	tieToNext: ({ score, selection, newId }) => edit.tieToNext(score, selection, newId),
	insertNote: ({ score, tick, bar, newId }) =>
		edit.insertNote(score, { partId: 'p1', staff: bar % 2, voice: bar % 4, tick, ticks: 3 * unit, pitchMidi: 50 + bar }, newId),
	addTone: ({ score, selection, small, newId }) => edit.addTone(score, selection, { semitones: small }, newId),
	deleteNotes: ({ score, selection, newId }) => edit.deleteNotes(score, selection, newId),
	keepNotes: ({ score, selection, newId }) => edit.keepNotes(score, selection, newId),
	moveToStaff: ({ score, selection, bar, newId }) => edit.moveToStaff(score, selection, { staff: bar % 2 }, newId),
	moveToVoice: ({ score, selection, bar, newId }) => edit.moveToVoice(score, selection, { voice: bar % 4 }, newId),
	moveToString: ({ score, selection, small, newId }) => edit.moveToString(score, selection, { by: Math.sign(small) }, newId),
	moveToFret: ({ score, selection, bar, newId }) => edit.moveToFret(score, selection, { fret: bar }, newId),
	cut: ({ score, selection, newId }) => edit.cutNotes(score, selection, newId).patch,
	paste: ({ score, selection, tick, bar, newId }) => {
		const copied = edit.copyNotes(score, { ...selection, range: { fromTick: 0, toTick: endTick(score) } });
		return copied === null ? [] : edit.pasteNotes(score, copied, { tick, partId: 'p1', staff: bar % 2 }, newId).patch;
	},
	repeatNotes: ({ score, selection, newId }) => edit.repeatNotes(score, selection, newId).patch,
	insertBars: ({ score, bar, newId }) => edit.insertBars(score, { fromBar: bar, count: 2 }, newId),
	deleteBars: ({ score, bar }) => edit.deleteBars(score, { fromBar: bar, count: 2 }),
	repeatBars: ({ score, bar, newId }) => edit.repeatBars(score, { fromBar: bar, count: 2 }, newId),
	setMeter: ({ score, bar, small, newId }) =>
		edit.setMeter(score, { fromBar: bar, meter: small > 0 ? { beats: 5, beatType: 4 } : { beats: 7, beatType: 8 } }, newId),
	setKey: ({ score, bar, small }) => edit.setKey(score, { fromBar: bar, key: { fifths: small % 7, mode: 'minor' } }),
	setTempo: ({ score, tick, bar, newId }) => edit.setTempo(score, { tick, bpm: 60 + bar }, newId),
	setChord: ({ score, tick, newId }) => edit.setChord(score, { tick, chord: { root: 3, quality: '7' } }, newId),
	setSection: ({ score, tick, newId }) => edit.setSection(score, { tick, label: 'Bridge' }, newId),
	transpose: ({ score, selection, small, bar, newId }) =>
		edit.transpose(score, bar % 2 === 0 ? null : selection, { semitones: small }, newId),
	transposeToKey: ({ score, small, newId }) => edit.transposeToKey(score, { key: { fifths: small % 7, mode: 'major' } }, newId),
	melody: ({ score, newId }) => edit.simplify(score, { keep: 'melody' }, newId),
	easier: ({ score, newId }) => edit.simplify(score, { keep: 'all', gridTicks: 4 * unit }, newId)
};

const handArbitrary = fc
	.record({
		score: scoreArbitrary,
		chosen: fc.array(fc.nat({ max: 200 }), { maxLength: 12 }),
		small: fc.integer({ min: -9, max: 9 }),
		units: fc.nat({ max: 60 }),
		bar: fc.nat({ max: 8 })
	})
	.map(({ score, chosen, small, units, bar }): Hand => {
		const notes = score.parts.flatMap((part) => part.notes);
		const ids = notes.length === 0 ? [] : chosen.map((at) => notes[at % notes.length]?.id ?? '');
		return {
			score,
			selection: { noteIds: new Set(ids) },
			small,
			tick: units * unit,
			bar: bar % score.bars.length,
			newId: countedIds()
		};
	});

test('the scores that are drawn are sound', () => {
	fc.assert(
		fc.property(scoreArbitrary, (score) => {
			expect(edit.scoreFaults(score)).toEqual([]);
		})
	);
});

describe.each(Object.entries(verbs))('%s', (_name, verb) => {
	test('leaves a sound score, and its inverse gives back the one before', () => {
		fc.assert(
			fc.property(handArbitrary, (hand) => {
				const patch = edit.patchSchema.parse(JSON.parse(JSON.stringify(verb(hand))));
				const { score, inverse } = edit.applyPatch(hand.score, patch);
				expect(edit.scoreFaults(score)).toEqual([]);
				const back = edit.applyPatch(score, edit.patchSchema.parse(JSON.parse(JSON.stringify(inverse))));
				expect(back.score).toStrictEqual(hand.score);
				expect(edit.applyPatch(back.score, back.inverse).score).toEqual(score);
			}),
			{ numRuns: 60 }
		);
	});
	test('changes something for some hand', () => {
		const found = fc.sample(handArbitrary, { numRuns: 200, seed: 4 }).filter((hand) => verb(hand).length > 0);
		expect(found.length).toBeGreaterThan(0);
	});
});

test('any two sound scores are a patch apart', () => {
	fc.assert(
		fc.property(scoreArbitrary, scoreArbitrary, (one, other) => {
			expect(edit.applyPatch(one, edit.diffScores(one, other)).score).toEqual(other);
		}),
		{ numRuns: 100 }
	);
});

test('many edits after each other are undone one by one', () => {
	const hands = fc.sample(handArbitrary, { numRuns: 60, seed: 9 });
	const newId = countedIds('x');
	let score = hands[0]?.score;
	if (score === undefined) throw new Error('no score');
	const first = score;
	const inverses: edit.Patch[] = [];
	const names = Object.keys(verbs);
	hands.forEach((hand, index) => {
		if (score === undefined) return;
		const ids = score.parts.flatMap(({ notes }) => notes.map(({ id }) => id)).filter((_, at) => (at + index) % 3 === 0);
		const bar = hand.bar % (barStarts(score.bars).length - 1);
		const verb = verbs[names[index % names.length] ?? ''];
		const patch = verb?.({ ...hand, score, bar, selection: { noteIds: new Set(ids) }, newId }) ?? [];
		const done = edit.applyPatch(score, patch);
		expect(edit.scoreFaults(done.score)).toEqual([]);
		inverses.push(done.inverse);
		score = done.score;
	});
	for (const inverse of inverses.reverse()) score = edit.applyPatch(score, inverse).score;
	expect(score).toEqual(first);
});
