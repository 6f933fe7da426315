import { describe, expect, it } from 'vitest';
import { fromNotes, judgeTake, plainContext, type NoteVerdict } from '../../src/lib/core/practice/index.ts';
import { judgePlainly } from './baseline.ts';
import type { PracticeItem } from './dataset.ts';
import { plantMade } from './fit/made-planter.ts';
import { madeSong } from './fit/made-song.ts';
import { compare, isCourseTold, toF, toFlagShare, toSum, type Told } from './metrics.ts';
import { plantPerformance } from './performance-planter.ts';
import { courses, type PlantedTake } from './planted-take.ts';
import { toPracticeRows, toPracticeTable } from './report.ts';
import { toTakeResult } from './measure.ts';

/** A scale up and down, a note each half second, four to a bar. */
const scale = Array.from({ length: 64 }, (_, at) => ({
	id: `${at}`,
	onsetSeconds: at / 2 + 0.5,
	offsetSeconds: at / 2 + 0.9,
	pitchMidi: 48 + Math.abs(((at * 2) % 56) - 28)
}));
const beats = scale.map(({ onsetSeconds }) => onsetSeconds);
const item: PracticeItem = {
	id: 'scale',
	group: 'piano',
	programme: 0,
	durationSeconds: 33,
	piece: fromNotes(scale, { beatsSeconds: beats, downbeats: beats.flatMap((_, at) => (at % 4 === 0 ? [at] : [])) }, 33)
};
const told = (notes: readonly NoteVerdict[], more: Partial<Told> = {}): Told => ({
	notes,
	events: [],
	score: 100,
	driftPerMinute: 0,
	...more
});
const verdict = (kind: NoteVerdict['kind'], more: Partial<NoteVerdict> = {}): NoteVerdict => ({
	kind,
	bar: 0,
	attempt: 0,
	takeSeconds: 0,
	confidence: 1,
	...more
});
const take: PlantedTake = {
	...plantPerformance(item, { course: 'straight', mode: 'song', hasErrors: false, seed: 1 }),
	errors: [
		{ kind: 'missed', expectedId: '3', attempt: 0, seconds: 2 },
		{ kind: 'late', expectedId: '9', attempt: 0, seconds: 5.1, pitchMidi: 60 },
		{ kind: 'extra', attempt: 0, seconds: 7.25, pitchMidi: 61 }
	]
};
const extraNote = { onsetSeconds: 7.3, offsetSeconds: 7.5, pitchMidi: 61, velocity: 60, confidence: 1 };

describe('errors found', () => {
	it('are those told as what they are, where they are', () => {
		const counts = compare(
			take,
			told([
				verdict('missed', { expectedId: '3' }),
				verdict('right', { expectedId: '9', timing: 'late' }),
				verdict('extra', { takeNote: 0 }),
				verdict('right', { expectedId: '10', timing: 'onTime' }),
				verdict('unsure', { expectedId: '11' })
			]),
			[extraNote]
		);
		expect(toSum([counts, counts]).missed).toEqual({ found: 2, invented: 0, overlooked: 0 });
		expect([counts.missed, counts.late, counts.extra].map(toF)).toEqual([1, 1, 1]);
		expect(toF(counts.early)).toBeNull();
	});

	it.each([
		['on another note', verdict('missed', { expectedId: '4' }), 'missed'],
		['at another attempt', verdict('missed', { expectedId: '3', attempt: 1 }), 'missed'],
		['at another time', verdict('extra', { takeNote: 1 }), 'extra'],
		['of another pitch', verdict('extra', { takeNote: 2 }), 'extra']
	] as const)('are not those told %s', (_, wrong, kind) => {
		const notes = [extraNote, { ...extraNote, onsetSeconds: 8 }, { ...extraNote, pitchMidi: 62 }];
		expect(compare(take, told([wrong]), notes)[kind]).toEqual({ found: 0, invented: 1, overlooked: 1 });
	});

	it('are invented as one and overlooked as the other where they are told as something else', () => {
		const counts = compare(take, told([verdict('missed', { expectedId: '9' })]), []);
		expect([counts.missed.invented, counts.late.overlooked]).toEqual([1, 1]);
	});

	it('say nothing of bars that were left out', () => {
		const skipped = { ...take, errors: [], leftOut: new Set(['3']) };
		expect(compare(skipped, told([verdict('missed', { expectedId: '3' })]), []).missed.invented).toBe(0);
	});

	it('are flags on a clean take', () => {
		expect(toFlagShare(take, told([verdict('extra'), verdict('right', { timing: 'onTime' })]))).toBeCloseTo(1 / 64, 9);
	});
});

describe('the course of a take', () => {
	const events = (...kinds: ('restart' | 'skip')[]): Partial<Told> => ({ events: kinds.map((kind) => ({ kind })) });
	it.each([
		['straight', {}, true],
		['straight', events('skip'), false],
		['restart', events('restart'), true],
		['restart', events('restart', 'skip'), false],
		['skip', {}, false]
	] as const)('%s with %j', (course, more, isTold) => expect(isCourseTold({ ...take, course }, told([], more))).toBe(isTold));
	it('drifts the way it was made to', () => {
		const drifting = { ...take, course: 'drift', driftShare: -0.1, context: plainContext } as const;
		expect(isCourseTold(drifting, told([], { driftPerMinute: -0.2 }))).toBe(true);
		expect(isCourseTold(drifting, told([], { driftPerMinute: 0.2 }))).toBe(false);
	});
});

describe.each([
	[
		'performances',
		(seed: number) => courses.map((course) => plantPerformance(item, { course, mode: 'free', hasErrors: true, seed }))
	],
	['made songs', (seed: number) => Array.from({ length: 5 }, (_, turn) => plantMade(madeSong(seed), 10 * seed + turn))]
] as const)('errors planted in %s', (_, plant) => {
	const takes = [1, 2].flatMap(plant);

	it('are what they say they are', () => {
		expect(takes.some(({ errors }) => errors.length > 0)).toBe(true);
		for (const { notes, errors, piece } of takes) {
			const pitchOf = new Map(piece.notes.map(({ id, pitchMidi }) => [id, pitchMidi]));
			for (const { kind, seconds, pitchMidi, expectedId = '' } of errors) {
				const sounds = notes.some((note) => note.pitchMidi === pitchMidi && Math.abs(note.onsetSeconds - seconds) < 1e-9);
				expect(sounds).toBe(kind !== 'missed');
				if (kind === 'wrong') expect(pitchMidi).not.toBe(pitchOf.get(expectedId));
				if (kind === 'early' || kind === 'late') expect(pitchMidi).toBe(pitchOf.get(expectedId));
			}
		}
	});

	it('are the same for the same seed', () => expect([1, 2].flatMap(plant)).toEqual(takes));
});

describe('the report', () => {
	const planted = plantPerformance(item, { course: 'straight', mode: 'song', hasErrors: true, seed: 5 });

	it('puts ours before a plain matcher where errors are planted in a scale', () => {
		const judgement = judgeTake(planted.piece, planted.notes, planted.context);
		const ours = toTakeResult(planted, told(judgement.notes), planted.notes);
		const peer = toTakeResult(planted, judgePlainly(planted), planted.notes);
		const f = (result: typeof ours): number => toPracticeRows([result])[0]?.f.wrong ?? 0;
		expect(f(ours)).toBe(1);
		expect(f(ours)).toBeGreaterThanOrEqual(f(peer));
	});

	it('has a row for each instrument and one for all', () => {
		const result = toTakeResult(planted, told([]), planted.notes);
		const rows = toPracticeRows([result, { ...result, group: 'guitar' }]);
		expect(rows.map(({ name, takes }) => [name, takes])).toEqual([
			['guitar', 1],
			['piano', 1],
			['all', 2]
		]);
		expect(toPracticeTable('title', rows).split('\n')).toHaveLength(5);
	});
});
