import { describe, expect, test } from 'vitest';
import type { ScoreEdit } from '$contracts/score/score-edit.ts';
import { emptyJournal, fromEdits, nextSeq, push, stepBack, stepForward, type ScoreJournal } from './score-journal.ts';

const edit = (seq: number, more: Partial<ScoreEdit> = {}): ScoreEdit => ({
	schemaVersion: 1,
	scoreId: 's',
	songId: 'a',
	seq,
	title: `Edit ${seq}`,
	patch: [],
	inverse: [],
	atMs: 0,
	isUndone: false,
	...more
});

const made = (...edits: ScoreEdit[]): ScoreJournal => edits.reduce(push, emptyJournal);
const titles = (step: { readonly edits: readonly ScoreEdit[] } | null): string[] => (step?.edits ?? []).map(({ title }) => title);

describe('journal', () => {
	test('goes back and forward one by one', () => {
		const journal = made(edit(0), edit(1));
		const back = stepBack(journal);
		expect(titles(back)).toEqual(['Edit 1']);
		expect(back?.journal.edits.map(({ isUndone }) => isUndone)).toEqual([false, true]);
		expect(stepForward(back?.journal ?? emptyJournal)?.journal).toEqual(journal);
		expect(stepBack(emptyJournal)).toBeNull();
		expect(stepForward(journal)).toBeNull();
	});
	test('another edit takes the place of those that were undone', () => {
		const back = stepBack(made(edit(0), edit(1)))?.journal ?? emptyJournal;
		expect(nextSeq(back)).toBe(1);
		expect(push(back, edit(1, { title: 'Other' })).edits.map(({ title }) => title)).toEqual(['Edit 0', 'Other']);
	});
	test('steps of one gesture go together, there and back', () => {
		const up = { gesture: 'up:n1' };
		const journal = made(edit(0, up), edit(1, { ...up, atMs: 1000 }), edit(2, { ...up, atMs: 2400 }));
		const back = stepBack(journal);
		expect(titles(back)).toEqual(['Edit 2', 'Edit 1', 'Edit 0']);
		expect(titles(stepForward(back?.journal ?? emptyJournal))).toEqual(['Edit 0', 'Edit 1', 'Edit 2']);
	});
	test.each([
		['another note', { gesture: 'up:n2', atMs: 100 }],
		['a longer rest', { gesture: 'up:n1', atMs: 1501 }],
		['no gesture', { atMs: 1 }]
	])('%s is another gesture', (_name, more) => {
		expect(titles(stepBack(made(edit(0, { gesture: 'up:n1' }), edit(1, more))))).toEqual(['Edit 1']);
	});
	test('an undo ends a gesture', () => {
		const up = { gesture: 'up:n1' };
		const back = stepBack(made(edit(0), edit(1, up)))?.journal ?? emptyJournal;
		expect(titles(stepBack(push(push(back, edit(1, { title: 'again', ...up })), edit(2, up))))).toEqual(['Edit 2', 'again']);
	});
	test('is read again as it was written', () => {
		const journal = stepBack(made(edit(0), edit(1), edit(2)))?.journal ?? emptyJournal;
		expect(fromEdits(journal.edits)).toEqual(journal);
		expect(fromEdits([])).toEqual(emptyJournal);
	});
});
