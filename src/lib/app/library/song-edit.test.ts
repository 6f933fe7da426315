import { describe, expect, test } from 'vitest';
import { songSchema } from '$contracts/song.ts';
import { songOf } from '../../../../tests/fixtures/songs.ts';
import { emptyStack, push, stepBack, stepForward, withoutSongs } from './operation-stack.ts';
import { applyFields, toSongEdit } from './song-edit.ts';
import { toTag, toTags, withoutTag, withTag } from './tags.ts';

describe('tags', () => {
	test.each([
		['  slow   blues ', 'slow blues'],
		['', null],
		[' \t', null],
		['x'.repeat(80), 'x'.repeat(60)]
	])('%j is kept as %j', (typed, tag) => {
		expect(toTag(typed)).toBe(tag);
	});

	test('each once, whatever its case and accents; the first spelling stays', () => {
		expect(toTags(['Café', 'cafe', ' ', 'Jazz', 'JAZZ'])).toEqual(['Café', 'Jazz']);
		expect(withTag(['Jazz'], 'jazz')).toEqual(['Jazz']);
		expect(withoutTag(['Jazz', 'Slow'], 'jazz')).toEqual(['Slow']);
	});

	test('never more than the record holds', () => {
		const tags = toTags(Array.from({ length: 80 }, (_, index) => `tag ${index}`));
		expect(songSchema.safeParse(songOf('a', { tags })).success).toBe(true);
	});
});

describe('song edits', () => {
	const song = songOf('a', { title: 'Old', tags: ['x'], revision: 2, transcriptionId: 't' });

	test('an edit carries both ways only what changes', () => {
		expect(toSongEdit(song, { title: ' New  name ', artist: '', tags: ['x'] })).toEqual({
			id: 'a',
			before: { title: 'Old' },
			after: { title: 'New name' }
		});
		expect(toSongEdit(song, { title: 'Old', tags: ['x'], deletedAtMs: null })).toBeNull();
	});

	test('applied and taken back, only revision and time differ; what others wrote stays', () => {
		const edit = toSongEdit(song, { title: 'New', deletedAtMs: 9 });
		if (!edit) throw new Error('no edit');
		const changed = applyFields(song, edit.after, 50);
		expect(changed).toMatchObject({ title: 'New', deletedAtMs: 9, revision: 3, changedAtMs: 50 });
		const back = applyFields({ ...changed, transcriptionId: 't2' }, edit.before, 60);
		expect(back).toEqual({ ...song, transcriptionId: 't2', revision: 4, changedAtMs: 60 });
		expect(back).not.toHaveProperty('deletedAtMs');
	});

	test('whatever is typed, the record still fits its schema', () => {
		const edit = toSongEdit(song, { title: 'x'.repeat(9000), artist: '\n', tags: ['y'.repeat(900)] });
		expect(songSchema.safeParse(applyFields(song, edit?.after ?? {}, 1)).success).toBe(true);
	});
});

describe('the stack', () => {
	const operation = (id: string) => ({ kind: 'rename' as const, edits: [{ id, before: { title: 'a' }, after: { title: 'b' } }] });

	test('steps back and forward; a new operation forgets what was undone', () => {
		const two = push(push(emptyStack, operation('1')), operation('2'));
		const back = stepBack(two);
		expect(back?.operation.edits[0]?.id).toBe('2');
		expect(stepForward(back?.stack ?? emptyStack)?.stack).toEqual(two);
		expect(push(back?.stack ?? emptyStack, operation('3')).undone).toEqual([]);
		expect(stepBack(emptyStack)).toBeNull();
	});

	test('what is gone for good is forgotten, and operations left empty with it', () => {
		const both = push(emptyStack, { kind: 'bin', edits: [...operation('1').edits, ...operation('2').edits] });
		const left = withoutSongs(push(both, operation('1')), new Set(['1']));
		expect(left.done).toHaveLength(1);
		expect(left.done[0]?.edits.map(({ id }) => id)).toEqual(['2']);
	});
});
